import type { Location } from "../api/model";

/** An HTTP API as the gateway sees it, whichever way the program declared it. Names are API Gateway's. */
export interface HttpApiModel {
  readonly urn: string;
  readonly id: string;
  readonly name: string;
  readonly location: Location;
  readonly disableExecuteApiEndpoint: boolean;
  /** Absent: preflight requests are requests like any other. */
  readonly cors?: CorsModel;
  readonly routes: readonly RouteModel[];
}

/** `cors_configuration` of an HTTP API (apigateway/latest/developerguide/http-api-cors.html). */
export interface CorsModel {
  readonly allowOrigins: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly allowCredentials: boolean;
  /** Seconds; absent: no `access-control-max-age`. */
  readonly maxAge?: number;
}

export interface RouteModel {
  /** `GET /pets/{id}`, `ANY /{proxy+}` or `$default`. */
  readonly routeKey: string;
  /** Upper case; `ANY` stands for every method. */
  readonly method: string;
  /** Absent for `$default`. */
  readonly path?: string;
  readonly operationName?: string;
  readonly authorization: RouteAuthorization;
  readonly integration: HttpIntegrationModel;
}

export type RouteAuthorization =
  | { readonly type: "NONE" }
  | { readonly type: "AWS_IAM" }
  | { readonly type: "JWT"; readonly authorizer: JwtAuthorizerModel; readonly scopes: readonly string[] }
  | { readonly type: "CUSTOM"; readonly authorizer: LambdaAuthorizerModel }
  /** The route names an authorizer that does not exist. */
  | { readonly type: "UNKNOWN"; readonly name: string };

export interface JwtAuthorizerModel {
  readonly name: string;
  readonly issuer: string;
  readonly audience: readonly string[];
  /** A selection expression, such as `$request.header.Authorization`. */
  readonly identitySource: string;
}

export interface LambdaAuthorizerModel {
  readonly name: string;
  readonly id: string;
  readonly functionArn: string;
  readonly payloadFormatVersion: "1.0" | "2.0";
  readonly enableSimpleResponses: boolean;
  readonly identitySources: readonly string[];
  /** Seconds; 0 turns the cache off. */
  readonly resultTtlSeconds: number;
  readonly credentials?: string;
}

export interface HttpIntegrationModel {
  /** AWS_PROXY or HTTP_PROXY; `NONE` when the route has no integration. */
  readonly type: string;
  /** Such as `SQS-SendMessage`, for AWS_PROXY only. */
  readonly subtype?: string;
  readonly uri: string;
  /** Method of an HTTP integration; absent or ANY: the request's own. */
  readonly method?: string;
  readonly connectionType: "INTERNET" | "VPC_LINK";
  readonly connectionId?: string;
  readonly credentials?: string;
  readonly payloadFormatVersion: "1.0" | "2.0";
  readonly timeoutMilliseconds: number;
  /** `overwrite:header.x` and the like, or the parameters of a service integration. */
  readonly requestParameters: Readonly<Record<string, string>>;
  readonly responseParameters: readonly ResponseMappingModel[];
}

export interface ResponseMappingModel {
  readonly statusCode: string;
  readonly mappings: Readonly<Record<string, string>>;
}

/** Integration timeout of an HTTP API when none is declared, in milliseconds; it is the largest, too. */
export const DEFAULT_TIMEOUT_MILLISECONDS = 30_000;

/**
 * Authorizer cache when none is declared, in seconds (`authorizer_result_ttl_in_seconds` of the provider's
 * aws_apigatewayv2_authorizer).
 */
export const DEFAULT_RESULT_TTL_SECONDS = 300;

const INVOCATIONS = /:lambda:path\/2015-03-31\/functions\/(.+)\/invocations$/;

/** The function's ARN of an integration or authorizer URI: itself, or the one in API Gateway's invoke ARN. */
export const functionArnOf = (uri: string): string => INVOCATIONS.exec(uri)?.[1] ?? uri;

/** Method and path of a route key; `$default` has neither. */
export function parseRouteKey(routeKey: string): Pick<RouteModel, "routeKey" | "method" | "path"> {
  const space = routeKey.indexOf(" ");
  if (space < 0) return { routeKey, method: "ANY" };
  return {
    routeKey,
    method: routeKey.slice(0, space).toUpperCase(),
    path: routeKey.slice(space + 1).trim(),
  };
}
