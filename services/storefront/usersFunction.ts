import { createLambdaHandler, type LambdaHandler } from "../shared/lambdaHandler";
import type { RoutesOf } from "../shared/router";
import { startService } from "../shared/service";
import { create } from "./operations/create";
import { get } from "./operations/get";
import { everything, list } from "./operations/list";
import { remove } from "./operations/remove";
import { replace } from "./operations/replace";
import type { Representation } from "./operations/representation";
import type { StoredUser } from "./stored";
import type { Paths as PathsOfV1 } from "./v1/api";
import type { Paths as PathsOfV2 } from "./v2/api";

/** The function `users` of one version. Its routes are those of every version: no contract has one more or less. */
export function usersFunction<Input>(
  users: Representation<StoredUser, Input>,
  variables: Readonly<Record<string, string | undefined>>,
): LambdaHandler {
  const service = startService<StoredUser>(variables);
  const routes: RoutesOf<PathsOfV1, "/users"> = {
    "GET /users": list(users, everything(service, "users")),
    "POST /users": create(service, users, "UserCreated"),
    "GET /users/{id}": get(service, users),
    "PUT /users/{id}": replace(service, users),
    "DELETE /users/{id}": remove(service, "UserDeleted"),
  } satisfies RoutesOf<PathsOfV2, "/users">;
  return createLambdaHandler(routes, service.environment, service.telemetry);
}
