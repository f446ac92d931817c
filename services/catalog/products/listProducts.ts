import { decodeCursor, encodeCursor } from "../../shared/cursor";
import { pageLimit, queryParameter } from "../../shared/request";
import { page } from "../../shared/response";
import type { Operation } from "../../shared/router";
import type { Table } from "../../shared/table";
import { type ProductRow, publicProduct } from "./publicProduct";

/** `GET /products`, all or those of one category. */
export const listProducts =
  (table: Table<ProductRow>): Operation =>
  async (event) => {
    const limit = pageLimit(event);
    const category = queryParameter(event, "category", { type: "string", minLength: 1, maxLength: 50 });
    const cursor = queryParameter(event, "cursor", { type: "string", minLength: 1, maxLength: 512 });
    const list = category === undefined ? "catalog" : `catalog?category=${category}`;
    const keys = category === undefined ? ["id"] : ["category", "id"];
    const start = cursor === undefined ? undefined : decodeCursor(list, cursor, keys);
    const { items, next } =
      category === undefined
        ? await table.scan(limit, start)
        : await table.query("byCategory", "category", category, limit, start);
    return page(items.map(publicProduct), next === undefined ? undefined : encodeCursor(list, next));
  };
