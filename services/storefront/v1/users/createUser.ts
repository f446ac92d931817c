import { requestBody } from "../../../shared/request";
import { created } from "../../../shared/response";
import type { Operation } from "../../../shared/router";
import type { Service } from "../../../shared/service";
import type { User, UserInput } from "../api";
import { models } from "../generated/models";

/** `POST /users`: adds a user once per Idempotency-Key. */
export const createUser =
  ({ table, once, now, newId, count }: Service<User>): Operation =>
  async (event, context) => {
    const input = requestBody<UserInput>(event, "UserInput", models);
    const user = await once(event, context, input, () => {
      const time = now();
      count("UserCreated");
      return table.create({ ...input, id: newId(), version: 1, createdAt: time, updatedAt: time });
    });
    // With the stage or the base path that the caller used.
    return created(user, event.requestContext.path);
  };
