import { pathParameter } from "../../shared/request";
import type { Operation } from "../../shared/router";
import type { Table } from "../../shared/table";
import { type ProductRow, publicProduct } from "./publicProduct";

/** `GET /products/{id}` */
export const getProduct =
  (table: Table<ProductRow>): Operation =>
  async (event) => ({ status: 200, body: publicProduct(await table.get(pathParameter(event, "id"))) });
