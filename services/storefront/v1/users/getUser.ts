import { pathParameter } from "../../../shared/request";
import { found } from "../../../shared/response";
import type { Operation } from "../../../shared/router";
import type { Service } from "../../../shared/service";
import type { User } from "../api";

/** `GET /users/{id}` */
export const getUser =
  ({ table }: Service<User>): Operation =>
  async (event) =>
    found(await table.get(pathParameter(event, "id")));
