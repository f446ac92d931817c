import type { ContractBindings } from "../bindings";
import type { ContractOperation, Json, JsonObject } from "../contract";
import type { DocumentOperation } from "../documentOperations";
import { isObject, objectAt } from "../json";
import { resolve } from "../reference";
import { contentType, ownHeaders } from "./answers";
import { integration, requestTypes } from "./integration";
import { model } from "./models";
import { security } from "./securitySchemes";

/** Validators by name; each operation picks one. */
export const VALIDATORS: JsonObject = {
  parameters: { validateRequestParameters: true, validateRequestBody: false },
  all: { validateRequestParameters: true, validateRequestBody: true },
};

/** One operation as API Gateway imports it. */
export function compileOperation(
  document: JsonObject,
  operation: ContractOperation,
  part: DocumentOperation,
  bindings: ContractBindings,
): JsonObject {
  const keys = cacheKeys(operation, bindings);
  const body = objectAt(resolve(document, part.operation.requestBody));
  const hasBody = Object.keys(body).length > 0;
  return {
    operationId: operation.operationId,
    parameters: [...part.parameters.map(parameter), ...keyHeaders(keys, part.parameters)],
    ...(hasBody ? { requestBody: { required: body.required === true, content: content(body.content) } } : {}),
    responses: responses(document, operation, part.operation.responses, bindings),
    ...security(operation),
    "x-amazon-apigateway-request-validator": hasBody ? "all" : "parameters",
    "x-amazon-apigateway-integration": integration(
      operation,
      bindings,
      keys,
      responseTypes(document, part.operation.responses),
      requestTypes(body),
    ),
  };
}

/** "Only name, in, required, type, description are supported": developer guide, "Important notes for REST APIs". */
function parameter(source: JsonObject): JsonObject {
  const type = objectAt(source.schema).type;
  return {
    name: String(source.name),
    in: String(source.in),
    required: source.required === true,
    schema: { type: typeof type === "string" ? type : "string" },
  };
}

function content(value: Json | undefined): JsonObject {
  const entries = Object.entries(objectAt(value));
  return Object.fromEntries(
    entries.map(([type, media]) => [type, { schema: model(objectAt(media).schema ?? {}) }]),
  );
}

function responses(
  document: JsonObject,
  operation: ContractOperation,
  source: Json | undefined,
  bindings: ContractBindings,
): JsonObject {
  return Object.fromEntries(
    Object.entries(objectAt(source)).map(([status, value]) => {
      const response = objectAt(resolve(document, value));
      const extra = ownHeaders(operation.integration, status, contentType(response), bindings);
      const headers = [...new Set([...Object.keys(objectAt(response.headers)), ...extra])];
      const compiled: Record<string, Json> = { description: String(response.description ?? status) };
      if (headers.length > 0) {
        compiled.headers = Object.fromEntries(headers.map((name) => [name, { schema: { type: "string" } }]));
      }
      if (isObject(response.content)) compiled.content = content(response.content);
      return [status, compiled];
    }),
  );
}

const responseTypes = (document: JsonObject, source: Json | undefined): Record<string, string> =>
  Object.fromEntries(
    Object.entries(objectAt(source)).map(([status, response]) => [
      status,
      contentType(objectAt(resolve(document, response))),
    ]),
  );

/**
 * Answers of a function carry the allowed origin of the request, so Origin is part of the key wherever CORS is on:
 * otherwise a browser could get the cached answer that was given to another page, or to no page.
 */
function cacheKeys({ cache }: ContractOperation, bindings: ContractBindings): readonly string[] {
  if (cache === undefined) return [];
  const origin = bindings.cors.allowOrigins.length > 0 ? ["method.request.header.Origin"] : [];
  return [...cache.keyParameters, ...origin];
}

/** A key has to be a parameter of the method: API reference, Integration, `cacheKeyParameters`. */
function keyHeaders(keys: readonly string[], declared: readonly JsonObject[]): JsonObject[] {
  const prefix = "method.request.header.";
  const names = declared.filter((item) => item.in === "header").map(({ name }) => name);
  return keys
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length))
    .filter((name) => !names.includes(name))
    .map((name) => ({ name, in: "header", required: false, schema: { type: "string" } }));
}
