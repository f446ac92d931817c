import { createLambdaHandler, type LambdaHandler } from "../shared/lambdaHandler";
import type { Routes, RoutesOf } from "../shared/router";
import { type Service, startService } from "../shared/service";
import { create } from "./operations/create";
import { get } from "./operations/get";
import { everything, list } from "./operations/list";
import { remove } from "./operations/remove";
import { replace } from "./operations/replace";
import type { Representation } from "./operations/representation";
import type { StoredUser } from "./stored";
import type { Paths as PathsOfV1 } from "./v1/api";
import type { Paths as PathsOfV2 } from "./v2/api";

/** Routes that both versions have. */
type CommonRoute = keyof RoutesOf<PathsOfV1, "/users"> & keyof RoutesOf<PathsOfV2, "/users">;

/**
 * The function `users` of one version.
 *
 * @param own Routes that this version alone has; the table does not compile while its contract has one that is missing.
 */
export function usersFunction<Paths, Input>(
  users: Representation<StoredUser, Input>,
  variables: Readonly<Record<string, string | undefined>>,
  own: (service: Service<StoredUser>) => Routes<Exclude<keyof RoutesOf<Paths, "/users">, CommonRoute>>,
): LambdaHandler {
  const service = startService<StoredUser>(variables);
  const common: Routes<CommonRoute> = {
    "GET /users": list(users, everything(service, "users")),
    "POST /users": create(service, users, "UserCreated"),
    "GET /users/{id}": get(service, users),
    "PUT /users/{id}": replace(service, users),
    "DELETE /users/{id}": remove(service, "UserDeleted"),
  };
  return createLambdaHandler({ ...common, ...own(service) }, service.environment, service.telemetry);
}
