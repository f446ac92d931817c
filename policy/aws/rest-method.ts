import { oncePer } from "../model/once";
import type { Resource } from "../model/resource";
import { any, type Truth } from "../model/truth";
import type { Value } from "../model/value";
import { openApiBody } from "./openapi-body";

export const REST_API = "aws:apigateway/restApi:RestApi";
export const METHOD = "aws:apigateway/method:Method";
export const INTEGRATION = "aws:apigateway/integration:Integration";
export const STAGE = "aws:apigateway/stage:Stage";
export const METHOD_SETTINGS = "aws:apigateway/methodSettings:MethodSettings";

/** A method of a REST API, whether declared by an OpenAPI body or by a resource of its own. */
export interface RestMethod {
  /** `GET /users`, or the resource's name when its path is not in sight. */
  readonly label: string;
  /** Upper case; `ANY` for all methods. */
  readonly httpMethod: string;
  /** Path template; absent when declared by a Method resource. */
  readonly path?: string;
  /** Where it is declared. */
  readonly at: Value;
  /** Where its authorization is declared, or should be. */
  readonly authorizationAt: Value;
  /** NONE, AWS_IAM, CUSTOM or COGNITO_USER_POOLS. */
  readonly authorization: string | "unknown";
  readonly keyRequired: Truth;
  readonly scopes: Truth;
  readonly integration: Value;
}

const OPENAPI_METHODS = ["get", "put", "post", "delete", "options", "head", "patch"];
const ANY_METHOD = "x-amazon-apigateway-any-method";

/** Methods that a resource declares: the operations of a RestApi's body, or a Method itself. */
export const methodsOf = oncePer((resource: Resource): readonly RestMethod[] => {
  if (resource.type === METHOD) return [fromMethod(resource)];
  const { document } = openApiBody(resource);
  if (document.path !== "body" || document.state !== "known") return [];
  return document.get("paths").entries.flatMap(([path, item]) =>
    [...OPENAPI_METHODS, ANY_METHOD].flatMap((verb) => {
      const operation = item.get(verb);
      return operation.state === "absent" ? [] : [fromOperation(document, path, verb, operation)];
    }),
  );
});

/** Whether methods may be declared that cannot be seen: an unknown or unreadable body. */
export function methodsHidden(resource: Resource): boolean {
  return resource.type === REST_API && ["unknown", "unreadable"].includes(openApiBody(resource).state);
}

/** The preflight of CORS carries no credentials by specification, so it cannot be authorized. */
export const isPreflight = (method: RestMethod): boolean => method.httpMethod === "OPTIONS";

function fromMethod(resource: Resource): RestMethod {
  const httpMethod = resource.get("httpMethod").text?.toUpperCase() ?? "ANY";
  const authorization = resource.get("authorization");
  return {
    label: resource.name,
    httpMethod,
    at: resource.props,
    authorizationAt: authorization,
    authorization: authorization.unknown ? "unknown" : (authorization.text ?? "NONE"),
    keyRequired: resource.get("apiKeyRequired").isTrue(),
    scopes: resource.get("authorizationScopes").notEmpty,
    integration: resource.get("integration"),
  };
}

function fromOperation(document: Value, path: string, verb: string, operation: Value): RestMethod {
  const httpMethod = verb === ANY_METHOD ? "ANY" : verb.toUpperCase();
  // Only the operation's own `security` counts: importers differ on a root-level one, and a gate that
  // depends on it would be open wherever it is ignored.
  const security = operation.get("security");
  const schemes = security.items.flatMap((requirement) =>
    requirement.entries.map(([name, scopes]) => ({ scheme: securityScheme(document, name), scopes })),
  );
  const kinds = schemes.map(({ scheme }) => schemeAuthorization(scheme));
  const explicit = operation.get("x-amazon-apigateway-auth", "type");
  const kind = kinds.find((candidate) => candidate !== "NONE") ?? explicit.text?.toUpperCase() ?? "NONE";
  return {
    label: `${httpMethod} ${path}`,
    httpMethod,
    path,
    at: operation,
    authorizationAt: security,
    authorization: security.unknown || explicit.unknown ? "unknown" : kind,
    keyRequired: security.unknown ? "unknown" : any(schemes.map(({ scheme }) => isApiKey(scheme))),
    scopes: security.unknown ? "unknown" : any(schemes.map(({ scopes }) => scopes.notEmpty)),
    integration: operation.get("x-amazon-apigateway-integration"),
  };
}

/** OpenAPI 3 keeps schemes under components, OpenAPI 2 at the root. */
function securityScheme(document: Value, name: string): Value {
  const scheme = document.get("components", "securitySchemes", name);
  return scheme.state === "absent" ? document.get("securityDefinitions", name) : scheme;
}

function schemeAuthorization(scheme: Value): string {
  if (scheme.unknown) return "unknown";
  const type = scheme.get("x-amazon-apigateway-authtype").text?.toLowerCase();
  const authorizer = scheme.get("x-amazon-apigateway-authorizer", "type").text?.toLowerCase();
  if (type === "awssigv4") return "AWS_IAM";
  if (type === "cognito_user_pools" || authorizer === "cognito_user_pools") return "COGNITO_USER_POOLS";
  if (authorizer !== undefined || scheme.get("x-amazon-apigateway-authorizer").state === "known")
    return "CUSTOM";
  // A scheme without an authorizer is documentation: API Gateway lets the request through.
  return "NONE";
}

const isApiKey = (scheme: Value): Truth =>
  scheme.unknown
    ? "unknown"
    : scheme.get("type").text === "apiKey" &&
      scheme.get("name").text?.toLowerCase() === "x-api-key" &&
      scheme.get("x-amazon-apigateway-authorizer").state === "absent";
