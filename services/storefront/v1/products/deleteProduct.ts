import { pathParameter } from "../../../shared/request";
import { gone } from "../../../shared/response";
import type { Operation } from "../../../shared/router";
import type { Service } from "../../../shared/service";
import type { Product } from "../api";

/** `DELETE /products/{id}` */
export const deleteProduct =
  ({ table, count }: Service<Product>): Operation =>
  async (event) => {
    await table.remove(pathParameter(event, "id"));
    count("ProductDeleted");
    return gone;
  };
