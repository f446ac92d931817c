import type { SignedArrival } from "../http/iamAuthorizer";
import type { ConnectionOrigin } from "./connection";
import type { WebSocketStageRuntime } from "./runtime";

/** The client's handshake, which only `$connect` sees whole. */
export interface Handshake {
  /** In the client's case, in order; the host is AWS's. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly query: readonly (readonly [name: string, value: string])[];
  /** What a signature covers. */
  readonly arrival: SignedArrival;
}

export type EventType = "CONNECT" | "MESSAGE" | "DISCONNECT";

/** One handshake, message or goodbye on its way through a WebSocket API. */
export class Exchange {
  /** Why the gateway, not the integration, answered: `$context.error`. */
  error: { readonly message: string; readonly responseType: string } | undefined;
  authorizerError: string | undefined;
  authorizerStatus: number | undefined;
  authorizerLatency: number | undefined;
  integrationStatus: number | undefined;
  integrationLatency: number | undefined;
  integrationError: string | undefined;
  /** For the access log. */
  status = 200;
  readonly trace: string[] = [];

  constructor(
    readonly stage: WebSocketStageRuntime,
    readonly origin: ConnectionOrigin,
    readonly eventType: EventType,
    readonly routeKey: string,
    /** `$context.requestId` and `$context.extendedRequestId` of WebSocket APIs. */
    readonly requestId: string,
    /** Milliseconds since the epoch. */
    readonly receivedAt: number,
    readonly details: {
      readonly handshake?: Handshake;
      readonly messageId?: string;
      readonly body?: string;
      readonly disconnect?: { readonly code: number; readonly reason: string };
    },
  ) {}

  /** Leaves a trace entry: `gate=verdict` or `gate=verdict(reason)`. */
  note(gate: string, verdict: string, reason?: string): void {
    this.trace.push(reason === undefined ? `${gate}=${verdict}` : `${gate}=${verdict}(${reason})`);
  }
}
