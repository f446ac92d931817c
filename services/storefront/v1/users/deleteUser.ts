import { pathParameter } from "../../../shared/request";
import { gone } from "../../../shared/response";
import type { Operation } from "../../../shared/router";
import type { Service } from "../../../shared/service";
import type { User } from "../api";

/** `DELETE /users/{id}` */
export const deleteUser =
  ({ table, count }: Service<User>): Operation =>
  async (event) => {
    await table.remove(pathParameter(event, "id"));
    count("UserDeleted");
    return gone;
  };
