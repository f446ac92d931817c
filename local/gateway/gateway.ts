import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { ExampleCaller } from "./exampleCaller";
import type { AssumeRoleWithWebIdentity } from "./iam/assumeWithWebIdentity";
import type { Notice } from "./notice";

/** One method of a served API, for start-up output and reports. */
export interface DeclaredOperation {
  readonly method: string;
  /** Resource path, such as `/users/{id}`. */
  readonly path: string;
  readonly operationName?: string;
  readonly authorization: "NONE" | "COGNITO_USER_POOLS" | "AWS_IAM" | "CUSTOM" | "JWT";
  /** Any one of them is enough; empty when the method asks for no scope. */
  readonly scopes: readonly string[];
  readonly apiKeyRequired: boolean;
  /** Names of the query, header and path parameters that a request must carry, as `querystring.limit`. */
  readonly requiredParameters: readonly string[];
  readonly integration: string;
}

/** One stage of an API that the gateway serves. */
export interface DeclaredApi {
  readonly urn: string;
  readonly name: string;
  readonly kind: "REST" | "HTTP" | "WEBSOCKET";
  readonly endpointType: string;
  readonly id: string;
  readonly stage: string;
  /** Path form, good on any host: `/_aws/execute-api/<id>/<stage>`, and without stage for `$default`. */
  readonly path: string;
  /** Host names that reach this stage, without port. Custom domains also with `.localhost` behind them. */
  readonly hosts: readonly string[];
  /** The same hosts with what stands before the resource path: `/<stage>`, or a base path. */
  readonly addresses: readonly { readonly host: string; readonly basePath: string }[];
  /** Where AWS would serve it. */
  readonly awsUrl: string;
  readonly operations: readonly DeclaredOperation[];
  /** What a client of a WebSocket API needs to know; absent for others. */
  readonly webSocket?: {
    /** Where `$connect`'s authorizer looks, such as `route.request.querystring.token`. */
    readonly identitySources: readonly string[];
    readonly routeSelectionExpression: string;
  };
  /** Path form of the distribution in front of it, where callers come in; absent where there is none. */
  readonly entrance?: string;
  /** With what an example passes; REST APIs only. */
  readonly caller?: ExampleCaller;
}

export interface Gateway {
  readonly apis: readonly DeclaredApi[];
  readonly notices: readonly Notice[];
  /** Answers the request, or returns false when neither host nor path is one of ours. Never rejects. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** Hands out a role of the program for a token of an identity provider; a reason when it does not. */
  readonly assumeRoleWithWebIdentity: AssumeRoleWithWebIdentity;
  /** Takes a WebSocket handshake, or returns false when neither host nor path is of a WebSocket API. Never throws. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
}
