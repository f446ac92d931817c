import type { Properties } from "../declarations";
import { list, number, record, text, textRecord, texts } from "../declarations";
import { readCors } from "./fromResources";
import type { CorsModel, HttpIntegrationModel, RouteAuthorization, RouteModel } from "./model";
import { DEFAULT_RESULT_TTL_SECONDS, DEFAULT_TIMEOUT_MILLISECONDS, functionArnOf } from "./model";

const ANY = "x-amazon-apigateway-any-method";
const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace", ANY] as const;

/** What an import `body` says of an HTTP API. */
export interface ImportedHttpBody {
  readonly routes: readonly RouteModel[];
  readonly cors?: CorsModel;
}

/** Follows `$ref` inside the document; a reference that leads nowhere is an empty object. */
function resolve(document: Properties, value: unknown): Record<string, unknown> {
  let current = record(value);
  for (let hops = 0; hops < 10 && typeof current.$ref === "string"; hops++) {
    let target: unknown = document;
    for (const part of current.$ref.replace(/^#\//, "").split("/"))
      target = record(target)[part.replaceAll("~1", "/").replaceAll("~0", "~")];
    current = record(target);
  }
  return current;
}

/**
 * Reads an OpenAPI 3.0 document as the import of an HTTP API does. Throws when it is not JSON.
 * Source: apigateway/latest/developerguide/http-api-open-api.html.
 */
export function readHttpBody(body: string): ImportedHttpBody {
  const document = record(JSON.parse(body));
  const routes: RouteModel[] = [];
  for (const [path, item] of Object.entries(record(document.paths))) {
    const pathItem = resolve(document, item);
    for (const method of METHODS) {
      if (pathItem[method] === undefined) continue;
      const operation = record(pathItem[method]);
      const isDefault = operation.isDefaultRoute === true || path === "/$default";
      const verb = method === ANY ? "ANY" : method.toUpperCase();
      const operationName = text(operation.operationId);
      routes.push({
        routeKey: isDefault ? "$default" : `${verb} ${path}`,
        method: verb,
        ...(isDefault ? {} : { path }),
        ...(operationName === undefined ? {} : { operationName }),
        authorization: readAuthorization(document, operation),
        integration: readIntegration(resolve(document, operation["x-amazon-apigateway-integration"])),
      });
    }
  }
  const cors = readCors(document["x-amazon-apigateway-cors"]);
  return { routes, ...(cors === undefined ? {} : { cors }) };
}

function readAuthorization(document: Properties, operation: Record<string, unknown>): RouteAuthorization {
  if (text(record(operation["x-amazon-apigateway-auth"]).type)?.toUpperCase() === "AWS_IAM")
    return { type: "AWS_IAM" };
  // An empty list on the operation lifts the document's own requirement.
  const [requirement] = list(operation.security ?? document.security).map(record);
  const [name, scopes] = Object.entries(requirement ?? {})[0] ?? [];
  if (name === undefined) return { type: "NONE" };
  const scheme = resolve(document, record(record(document.components).securitySchemes)[name]);
  const authorizer = record(scheme["x-amazon-apigateway-authorizer"]);
  switch (text(authorizer.type)?.toLowerCase()) {
    case "jwt": {
      const { issuer, audience } = record(authorizer.jwtConfiguration);
      return {
        type: "JWT",
        authorizer: {
          name,
          issuer: text(issuer) ?? "",
          audience: texts(audience),
          identitySource: text(authorizer.identitySource) ?? "$request.header.Authorization",
        },
        scopes: texts(scopes),
      };
    }
    case "request": {
      const credentials = text(authorizer.authorizerCredentials);
      return {
        type: "CUSTOM",
        authorizer: {
          name,
          id: name,
          functionArn: functionArnOf(text(authorizer.authorizerUri) ?? ""),
          payloadFormatVersion: authorizer.authorizerPayloadFormatVersion === "2.0" ? "2.0" : "1.0",
          enableSimpleResponses: authorizer.enableSimpleResponses === true,
          identitySources: (text(authorizer.identitySource) ?? "")
            .split(",")
            .map((source) => source.trim())
            .filter((source) => source !== ""),
          resultTtlSeconds: number(authorizer.authorizerResultTtlInSeconds) ?? DEFAULT_RESULT_TTL_SECONDS,
          ...(credentials === undefined ? {} : { credentials }),
        },
      };
    }
    default:
      return { type: "UNKNOWN", name };
  }
}

function readIntegration(declared: Record<string, unknown>): HttpIntegrationModel {
  const subtype = text(declared.integrationSubtype);
  const method = text(declared.httpMethod)?.toUpperCase();
  const connectionId = text(declared.connectionId);
  const credentials = text(declared.credentials);
  return {
    type: (text(declared.type) ?? "NONE").toUpperCase(),
    ...(subtype === undefined ? {} : { subtype }),
    uri: text(declared.uri) ?? "",
    ...(method === undefined ? {} : { method }),
    connectionType: declared.connectionType === "VPC_LINK" ? "VPC_LINK" : "INTERNET",
    ...(connectionId === undefined ? {} : { connectionId }),
    ...(credentials === undefined ? {} : { credentials }),
    payloadFormatVersion: declared.payloadFormatVersion === "2.0" ? "2.0" : "1.0",
    timeoutMilliseconds: number(declared.timeoutInMillis) ?? DEFAULT_TIMEOUT_MILLISECONDS,
    requestParameters: textRecord(declared.requestParameters),
    responseParameters: Object.entries(record(declared.responseParameters)).map(([statusCode, mappings]) => ({
      statusCode,
      mappings: textRecord(mappings),
    })),
  };
}
