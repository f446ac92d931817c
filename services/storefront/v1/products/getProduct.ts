import { pathParameter } from "../../../shared/request";
import { found } from "../../../shared/response";
import type { Operation } from "../../../shared/router";
import type { Service } from "../../../shared/service";
import type { Product } from "../api";

/** `GET /products/{id}` */
export const getProduct =
  ({ table }: Service<Product>): Operation =>
  async (event) =>
    found(await table.get(pathParameter(event, "id")));
