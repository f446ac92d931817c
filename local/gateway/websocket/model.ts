import type { Location } from "../api/model";
import type { LambdaAuthorizerModel } from "../http/model";

/** A WebSocket API as the gateway sees it. Names are API Gateway's. */
export interface WebSocketApiModel {
  readonly urn: string;
  readonly id: string;
  readonly name: string;
  readonly location: Location;
  readonly disableExecuteApiEndpoint: boolean;
  /** Such as `$request.body.action`. */
  readonly routeSelectionExpression: string;
  readonly routes: readonly WebSocketRouteModel[];
}

export interface WebSocketRouteModel {
  /** `$connect`, `$disconnect`, `$default` or a key of its own. */
  readonly routeKey: string;
  /** On `$connect` only. */
  readonly authorization:
    | { readonly type: "NONE" }
    | { readonly type: "AWS_IAM" }
    | { readonly type: "CUSTOM"; readonly authorizer: LambdaAuthorizerModel }
    | { readonly type: "NOT_EXECUTED"; readonly what: string };
  readonly apiKeyRequired: boolean;
  readonly modelSelectionExpression?: string;
  /** Model key → JSON Schema (draft 4). */
  readonly models: Readonly<Record<string, unknown>>;
  readonly integration: WebSocketIntegrationModel;
  /** Whether what the integration answers goes back to the client. */
  readonly twoWay: boolean;
}

export interface WebSocketIntegrationModel {
  /** AWS_PROXY, AWS, HTTP_PROXY, HTTP or MOCK; `NONE` when the route has no integration. */
  readonly type: string;
  readonly uri: string;
  readonly credentials?: string;
  readonly timeoutMilliseconds: number;
  readonly templateSelectionExpression?: string;
  readonly requestTemplates: Readonly<Record<string, string>>;
  readonly responses: readonly WebSocketIntegrationResponseModel[];
}

export interface WebSocketIntegrationResponseModel {
  /** `$default`, or a status pattern between slashes: `/2\d\d/`. */
  readonly key: string;
  readonly templateSelectionExpression?: string;
  readonly responseTemplates: Readonly<Record<string, string>>;
}

/** Integration timeout of a WebSocket API in milliseconds; it is the largest, too. */
export const TIMEOUT_MILLISECONDS = 29_000;
