import { requestBody } from "../../../shared/request";
import { created } from "../../../shared/response";
import type { Operation } from "../../../shared/router";
import type { Service } from "../../../shared/service";
import type { Product, ProductInput } from "../api";
import { models } from "../generated/models";

/** `POST /products`: adds a product once per Idempotency-Key. */
export const createProduct =
  ({ table, once, now, newId, count }: Service<Product>): Operation =>
  async (event, context) => {
    const input = requestBody<ProductInput>(event, "ProductInput", models);
    const product = await once(event, context, input, () => {
      const time = now();
      count("ProductCreated");
      return table.create({ ...input, id: newId(), version: 1, createdAt: time, updatedAt: time });
    });
    // With the stage or the base path that the caller used.
    return created(product, event.requestContext.path);
  };
