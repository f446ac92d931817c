import type { Contract, Json, JsonObject } from "./contract";
import { documentOperations } from "./documentOperations";
import { isArray, isObject, objectAt } from "./json";
import { resolve } from "./reference";

/**
 * The contract as its callers read it, for an API that is not imported from a document: no hints, the operations that a
 * stage declares and no others, parameters and answers where they are used. `info.title` is `<name>-<version>`, as in
 * the body of a REST API.
 *
 * @param declared `operationId`s
 */
export function callerDocument(contract: Contract, declared: readonly string[]): JsonObject {
  const { document } = contract;
  const { schemas, securitySchemes } = objectAt(document.components);
  const paths: Record<string, Record<string, Json>> = {};
  for (const { path, method, operation, parameters } of documentOperations(document)) {
    if (!declared.includes(String(operation.operationId))) continue;
    (paths[path] ??= {})[method.toLowerCase()] = {
      ...objectAt(withoutHints(operation)),
      parameters: parameters.map(withoutHints),
      responses: Object.fromEntries(
        Object.entries(objectAt(operation.responses)).map(([status, answer]) => [
          status,
          withoutHints(resolve(document, answer) ?? {}),
        ]),
      ),
    };
  }
  return {
    openapi: String(document.openapi),
    info: { ...objectAt(document.info), title: `${contract.name}-${contract.version}` },
    paths,
    components: {
      schemas: withoutHints(schemas ?? {}),
      securitySchemes: withoutHints(securitySchemes ?? {}),
    },
  };
}

function withoutHints(value: Json): Json {
  if (isArray(value)) return value.map(withoutHints);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) =>
      key.startsWith("x-gatehouse-") ? [] : [[key, withoutHints(member)]],
    ),
  );
}
