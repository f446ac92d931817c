import { createLambdaHandler } from "../../../shared/lambdaHandler";
import type { RoutesOf } from "../../../shared/router";
import { startService } from "../../../shared/service";
import { create } from "../../operations/create";
import { get } from "../../operations/get";
import { everything, list } from "../../operations/list";
import { remove } from "../../operations/remove";
import { replace } from "../../operations/replace";
import type { StoredUser } from "../../stored";
import type { Paths } from "../api";
import { users } from "./users";

const service = startService<StoredUser>(process.env);

const routes: RoutesOf<Paths, "/users"> = {
  "GET /users": list(users, everything(service, "users")),
  "POST /users": create(service, users, "UserCreated"),
  "GET /users/{id}": get(service, users),
  "PUT /users/{id}": replace(service, users),
  "DELETE /users/{id}": remove(service, "UserDeleted"),
};

/** Entry of the function `users`. */
export const handler = createLambdaHandler(routes, service.environment, service.telemetry);
