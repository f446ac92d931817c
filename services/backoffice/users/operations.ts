import type { Logger } from "@aws-lambda-powertools/logger";
import { decodeCursor, encodeCursor } from "../../shared/cursor";
import { pageLimit, pathParameter, queryParameter } from "../../shared/request";
import { found, gone, page } from "../../shared/response";
import type { RoutesOf } from "../../shared/router";
import type { Table } from "../../shared/table";
import type { Paths } from "../api";
import { staffUser, type UserRow } from "./staffUser";

const LIST = "backoffice/users";

/** What the back office does with users. Who erased one is in the function's log, beside API Gateway's own. */
export const operations = (
  table: Pick<Table<UserRow>, "scan" | "get" | "remove">,
  logger: Pick<Logger, "info">,
): RoutesOf<Paths, "/users"> => ({
  "GET /users": async (event) => {
    const limit = pageLimit(event);
    const cursor = queryParameter(event, "cursor", { type: "string", minLength: 1, maxLength: 512 });
    const start = cursor === undefined ? undefined : decodeCursor(LIST, cursor, ["id"]);
    const { items, next } = await table.scan(limit, start);
    return page(items.map(staffUser), next === undefined ? undefined : encodeCursor(LIST, next));
  },
  "GET /users/{id}": async (event) => found(staffUser(await table.get(pathParameter(event, "id")))),
  "DELETE /users/{id}": async (event) => {
    const id = pathParameter(event, "id");
    await table.remove(id);
    logger.info("erased a user", { id, by: event.requestContext.identity.userArn ?? "unknown" });
    return gone;
  },
});
