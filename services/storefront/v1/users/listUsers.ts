import { decodeCursor, encodeCursor } from "../../../shared/cursor";
import { pageLimit, queryParameter } from "../../../shared/request";
import { page } from "../../../shared/response";
import type { Operation } from "../../../shared/router";
import type { Service } from "../../../shared/service";
import type { User } from "../api";

const LIST = "users";

/** `GET /users` */
export const listUsers =
  ({ table }: Service<User>): Operation =>
  async (event) => {
    const limit = pageLimit(event);
    const cursor = queryParameter(event, "cursor", { type: "string", minLength: 1, maxLength: 512 });
    const start = cursor === undefined ? undefined : decodeCursor(LIST, cursor, ["id"]);
    const { items, next } = await table.scan(limit, start);
    return page(items, next === undefined ? undefined : encodeCursor(LIST, next));
  };
