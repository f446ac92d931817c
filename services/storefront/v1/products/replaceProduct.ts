import { expectedVersion, pathParameter, requestBody } from "../../../shared/request";
import { found } from "../../../shared/response";
import type { Operation } from "../../../shared/router";
import type { Service } from "../../../shared/service";
import type { Product, ProductInput } from "../api";
import { models } from "../generated/models";

/** `PUT /products/{id}`: only over the version that the caller has read. */
export const replaceProduct =
  ({ table, now }: Service<Product>): Operation =>
  async (event) => {
    const id = pathParameter(event, "id");
    const expected = expectedVersion(event);
    const { name, description, category, price } = requestBody<ProductInput>(event, "ProductInput", models);
    // A description that is left out is removed: PUT replaces the whole.
    return found(await table.replace(id, { name, description, category, price, updatedAt: now() }, expected));
  };
