import type { ApiKeyStore } from "./apiKeys/apiKeyStore";
import type { UsageCounters } from "./apiKeys/usagePlans";
import type { Clock, Timer } from "./clock";
import type { CredentialStore } from "./iam/credentialStore";
import type { WebIdentitySessions } from "./iam/webIdentitySessions";
import type { HttpTargets } from "./integrations/httpTargets";
import type { ServiceEndpoints } from "./integrations/serviceEndpoints";
import type { Connections } from "./websocket/connections";

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
