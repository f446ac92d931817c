import { createLambdaHandler } from "../../../shared/lambdaHandler";
import type { RoutesOf } from "../../../shared/router";
import { startService } from "../../../shared/service";
import type { Paths, User } from "../api";
import { createUser } from "./createUser";
import { deleteUser } from "./deleteUser";
import { getUser } from "./getUser";
import { listUsers } from "./listUsers";
import { replaceUser } from "./replaceUser";

const service = startService<User>(process.env);

const routes: RoutesOf<Paths, "/users"> = {
  "GET /users": listUsers(service),
  "POST /users": createUser(service),
  "GET /users/{id}": getUser(service),
  "PUT /users/{id}": replaceUser(service),
  "DELETE /users/{id}": deleteUser(service),
};

/** Entry of the function `users`. */
export const handler = createLambdaHandler(routes, service.environment, service.telemetry);
