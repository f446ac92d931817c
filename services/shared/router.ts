import type { APIGatewayProxyEvent, Context } from "aws-lambda";
import { Problem } from "./problem";
import type { Response } from "./response";

/** Answers one route. It gets the event as it came: nothing stands between a function and its request. */
export type Operation = (event: APIGatewayProxyEvent, context: Context) => Promise<Response>;

/** `GET /users/{id}` → operation. */
export type Routes<Route extends string = string> = Readonly<Record<Route, Operation>>;

/**
 * The routes that a contract declares below a path, from its generated `paths`. A table typed with it does not
 * compile when the contract has a route that the function does not serve, or the function one too many.
 */
export type RoutesOf<Paths, Below extends string> = Routes<
  {
    [Path in keyof Paths & string]: Path extends Below | `${Below}/${string}`
      ? MethodsOf<Paths[Path], Path>
      : never;
  }[keyof Paths & string]
>;

type MethodsOf<Item, Path extends string> = {
  [Method in "get" | "post" | "put" | "patch" | "delete" | "head"]: Method extends keyof Item
    ? Item[Method] extends undefined
      ? never
      : `${Uppercase<Method>} ${Path}`
    : never;
}["get" | "post" | "put" | "patch" | "delete" | "head"];

/** The operation for an event, by its method and the resource of the API that it came through. */
export function route(routes: Routes, event: APIGatewayProxyEvent): Operation {
  const key = `${event.httpMethod} ${event.resource}`;
  const operation = Object.hasOwn(routes, key) ? routes[key] : undefined;
  if (operation === undefined) throw new Problem(404, "there is no such operation");
  return operation;
}
