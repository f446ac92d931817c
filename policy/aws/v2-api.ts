import type { Resource } from "../model/resource";
import type { Stack } from "../model/stack";
import type { Truth } from "../model/truth";
import type { Value } from "../model/value";
import { openApiBody } from "./openapi-body";

export const V2_API = "aws:apigatewayv2/api:Api";
export const V2_STAGE = "aws:apigatewayv2/stage:Stage";
export const V2_ROUTE = "aws:apigatewayv2/route:Route";
export const V2_INTEGRATION = "aws:apigatewayv2/integration:Integration";
export const V2_AUTHORIZER = "aws:apigatewayv2/authorizer:Authorizer";
export const V2_DOMAIN_NAME = "aws:apigatewayv2/domainName:DomainName";
export const V2_API_MAPPING = "aws:apigatewayv2/apiMapping:ApiMapping";

/** Routes that only a WebSocket API has; `$default` both kinds may have. */
const WEBSOCKET_ROUTES = ["$connect", "$disconnect"];

/**
 * Whether an API, or the API that a stage, route or integration belongs to, is a WebSocket API. Unknown when the API is
 * not in this stack and the route's key does not tell.
 */
export function isWebSocket(resource: Resource, stack: Stack): Truth {
  if (resource.type === V2_API) return resource.get("protocolType").is("WEBSOCKET");
  const [api] = stack.targets(resource, "apiId", V2_API).resources;
  if (api) return api.get("protocolType").is("WEBSOCKET");
  const key = resource.get("routeKey").text;
  if (key !== undefined && WEBSOCKET_ROUTES.includes(key)) return true;
  // `GET /users`: a key with a method and a path is an HTTP API's.
  return key !== undefined && /^[A-Z]+ \//.test(key) ? false : "unknown";
}

/** A JWT authorizer of an HTTP API, from a resource of its own or from an OpenAPI body. */
export interface JwtAuthorizer {
  readonly label: string;
  readonly isJwt: Truth;
  /** A list, or a single audience. */
  readonly audience: Value;
  readonly issuer: Value;
}

/** The JWT authorizers that an Authorizer, or the body of an HTTP API, declares. */
export function jwtAuthorizersOf(resource: Resource): readonly JwtAuthorizer[] {
  if (resource.type === V2_AUTHORIZER) {
    const configuration = resource.get("jwtConfiguration");
    return [
      {
        label: resource.name,
        isJwt: resource.get("authorizerType").is("JWT"),
        audience: configuration.get("audiences"),
        issuer: configuration.get("issuer"),
      },
    ].filter(({ isJwt }) => isJwt !== false);
  }
  const { state, document } = openApiBody(resource);
  if (state !== "known") return [];
  return document
    .get("components", "securitySchemes")
    .entries.map(([label, scheme]) => {
      const authorizer = scheme.get("x-amazon-apigateway-authorizer");
      const configuration = authorizer.get("jwtConfiguration");
      return {
        label,
        isJwt: authorizer.get("type").is("jwt"),
        audience: configuration.get("audience"),
        issuer: configuration.get("issuer"),
      };
    })
    .filter(({ isJwt }) => isJwt !== false);
}

/** Whether the body of an API cannot be read: not known yet, or not JSON. */
export const bodyHidden = (api: Resource): boolean =>
  ["unknown", "unreadable"].includes(openApiBody(api).state);
