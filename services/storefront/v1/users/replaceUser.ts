import { expectedVersion, pathParameter, requestBody } from "../../../shared/request";
import { found } from "../../../shared/response";
import type { Operation } from "../../../shared/router";
import type { Service } from "../../../shared/service";
import type { User, UserInput } from "../api";
import { models } from "../generated/models";

/** `PUT /users/{id}`: only over the version that the caller has read. */
export const replaceUser =
  ({ table, now }: Service<User>): Operation =>
  async (event) => {
    const id = pathParameter(event, "id");
    const expected = expectedVersion(event);
    const { name, email } = requestBody<UserInput>(event, "UserInput", models);
    return found(await table.replace(id, { name, email, updatedAt: now() }, expected));
  };
