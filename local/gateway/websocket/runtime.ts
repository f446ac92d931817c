import type { TokenBucket } from "../gates/tokenBucket";
import type { Exchange } from "./exchange";
import type { WebSocketApiModel, WebSocketRouteModel } from "./model";
import type { Message, Selection } from "./selection";

/** What an integration came to. */
export interface Outcome {
  /** Status of `$connect`'s answer; of other routes for the access log. */
  readonly status: number;
  /** What goes back to the client of a two-way route. */
  readonly body?: string;
  /** `Sec-WebSocket-Protocol` that `$connect`'s function chose. */
  readonly protocol?: string;
  /** Why it failed, for trace and log. */
  readonly failure?: string;
}

/** What `$connect`'s authorizer decided. */
export type Admission =
  | { readonly ok: true; readonly context?: Readonly<Record<string, unknown>> }
  | {
      readonly ok: false;
      readonly status: 401 | 403 | 500 | 501;
      readonly message: string;
      readonly reason: string;
    };

export interface WebSocketRouteRuntime {
  readonly model: WebSocketRouteModel;
  readonly bucket: TokenBucket | undefined;
  /** Absent: every message passes. */
  readonly accepts?: (message: Message) => boolean;
  readonly integration: (exchange: Exchange) => Promise<Outcome>;
}

/** One stage, compiled. */
export interface WebSocketStageRuntime {
  readonly api: WebSocketApiModel;
  readonly stageName: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly selectRoute: Selection;
  /** By route key. */
  readonly routes: ReadonlyMap<string, WebSocketRouteRuntime>;
  /** Absent: everybody may connect. */
  readonly admit?: (exchange: Exchange) => Promise<Admission>;
  readonly account: TokenBucket;
  readonly writeAccessLog?: (exchange: Exchange) => void;
}
