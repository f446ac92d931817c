import type { HttpMethod, Json, JsonObject } from "./contract";
import { arrayAt, isObject, objectAt } from "./json";
import { resolve } from "./reference";

/** An operation as it stands in a document, with its way from the root. Its parts are not checked yet. */
export interface DocumentOperation {
  readonly path: string;
  readonly method: HttpMethod;
  readonly operation: JsonObject;
  /** `["paths", "/users", "get"]` */
  readonly at: readonly string[];
  /** Parameters of the path and of the operation, references followed; the operation's own win. */
  readonly parameters: readonly JsonObject[];
}

const METHODS: Readonly<Record<string, HttpMethod>> = {
  get: "GET",
  post: "POST",
  put: "PUT",
  patch: "PATCH",
  delete: "DELETE",
  head: "HEAD",
};

/** Every operation of a document in its order. */
export function documentOperations(document: JsonObject): DocumentOperation[] {
  return Object.entries(objectAt(document.paths)).flatMap(([path, item]) =>
    Object.entries(objectAt(item)).flatMap(([key, operation]): DocumentOperation[] => {
      const method = METHODS[key];
      if (method === undefined || !isObject(operation)) return [];
      const parameters = mergeParameters(document, objectAt(item).parameters, operation.parameters);
      return [{ path, method, operation, at: ["paths", path, key], parameters }];
    }),
  );
}

function mergeParameters(
  document: JsonObject,
  shared: Json | undefined,
  own: Json | undefined,
): JsonObject[] {
  const byName = new Map<string, JsonObject>();
  for (const item of [...arrayAt(shared), ...arrayAt(own)]) {
    const parameter = resolve(document, item);
    if (isObject(parameter)) byName.set(`${String(parameter.in)} ${String(parameter.name)}`, parameter);
  }
  return [...byName.values()];
}
