import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

import type { ApiKeyStore } from "./apiKeys/apiKeyStore";
import type { UsageCounters } from "./apiKeys/usagePlans";
import type { ExampleCaller } from "./exampleCaller";
import type { AssumeRoleWithWebIdentity } from "./iam/assumeWithWebIdentity";
import type { CredentialStore } from "./iam/credentialStore";
import type { WebIdentitySessions } from "./iam/webIdentitySessions";
import type { HttpTargets } from "./integrations/httpTargets";
import type { ServiceEndpoints } from "./integrations/serviceEndpoints";
import type { Connections } from "./websocket/connections";

/** Time, injected so that throttles, caches and integration latency are tested without sleeping. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** Runs something after so many milliseconds; the returned function takes it back. */
export type Timer = (milliseconds: number, run: () => void) => () => void;

/** What a Lambda invocation came to. `timeout` is the function's own; the integration's timeout is the gateway's. */
export type FunctionResult =
  | { readonly ok: true; readonly payload: unknown }
  | {
      readonly ok: false;
      readonly kind: "function-error" | "timeout" | "not-found" | "throttled";
      readonly errorType?: string;
      readonly errorMessage?: string;
    };

/** What the identity provider says of a token. `reason` is for the trace, never for the caller. */
export type TokenVerdict =
  | { readonly ok: true; readonly claims: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly reason: string; readonly expired?: boolean };

/** What the gateway reaches beyond itself. */
export interface GatewayParts {
  readonly clock: Clock;
  /** A UUID: `$context.requestId`. */
  readonly newId: () => string;
  /** Invokes by function ARN, with the qualifier when the integration has one. */
  invokeFunction(
    functionArn: string,
    event: unknown,
    options: { readonly signal?: AbortSignal },
  ): Promise<FunctionResult>;
  /** Checks signature, issuer and expiry against the user pools of the authorizer. */
  verifyToken(token: string, userPoolArns: readonly string[]): Promise<TokenVerdict>;
  /** Takes one access log line, without line break. Absent: access logs are not written. */
  writeLog?(logGroupArnOrName: string, line: string): void;
  /** Whether answers carry `x-gatehouse-trace`. */
  readonly trace: boolean;
  /**
   * Requests per second and bucket size of the account in the Region, shared by all APIs.
   * @default 10,000 and 5,000: AWS's quota before it is raised (apigateway/latest/developerguide/limits.html)
   */
  readonly accountThrottle?: { readonly rateLimit: number; readonly burstLimit: number };
  /** @default the keys that the graph declares */
  readonly apiKeys?: ApiKeyStore;
  /** What keys have used of their plans. Whoever compiles again passes the same ones. @default nothing */
  readonly usage?: UsageCounters;
  /** @default rehearsal credentials for the roles and users of the graph */
  readonly credentials?: CredentialStore;
  /**
   * Roles in the hands of people who have signed in. Whoever compiles again passes the same ones, so that credentials
   * outlast an edit. @default none
   */
  readonly sessions?: WebIdentitySessions;
  /** @default none: integrations with AWS services answer 501 */
  readonly serviceEndpoints?: ServiceEndpoints;
  /** @default none: HTTP integrations answer 504 */
  readonly httpTargets?: HttpTargets;
  /**
   * Open WebSocket connections. Whoever compiles again passes the same ones, so that they outlast an edit.
   * @default none are open
   */
  readonly connections?: Connections;
  /** For idle and too long WebSocket connections. @default setTimeout, which does not keep the process alive */
  readonly timer?: Timer;
}

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
  /** Headers that the distribution in front of it adds; absent where there is none. */
  readonly fromDistribution?: Readonly<Record<string, string>>;
  /** With what an example passes; REST APIs only. */
  readonly caller?: ExampleCaller;
}

/** Something that the program declares and the rehearsal does not execute. */
export interface Notice {
  readonly urn: string;
  readonly property: string;
  /** One sentence: what is not executed, and what happens instead. */
  readonly message: string;
}

export interface Gateway {
  readonly apis: readonly DeclaredApi[];
  readonly notices: readonly Notice[];
  /**
   * Answers the request, or returns false when neither host nor path is one of ours. A promise only where the answer
   * takes time. Never throws or rejects.
   */
  handle(request: IncomingMessage, response: ServerResponse): boolean | Promise<boolean>;
  /** Hands out a role of the program for a token of an identity provider; a reason when it does not. */
  readonly assumeRoleWithWebIdentity: AssumeRoleWithWebIdentity;
  /** Takes a WebSocket handshake, or returns false when neither host nor path is of a WebSocket API. Never throws. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
}
