import type { WebSocket } from "ws";

import type { Clock, Timer } from "../clock";
import { CLOSE, IDLE_MILLISECONDS, LIFETIME_MILLISECONDS } from "./limits";

/** What a connection keeps of its handshake. */
export interface ConnectionOrigin {
  /** `dPAFjfQpoAMCFBA=`: eleven bytes in base64. */
  readonly id: string;
  /** `<api>/<stage>`. */
  readonly stageKey: string;
  /** Host as AWS serves it. */
  readonly domainName: string;
  /** Milliseconds since the epoch. */
  readonly connectedAt: number;
  readonly sourceIp: string;
  readonly userAgent: string | undefined;
  /** What the authorizer of `$connect` said of the caller. */
  readonly authorizer: Readonly<Record<string, unknown>> | undefined;
}

/** One open WebSocket connection: its life, its idleness, and sending. */
export class Connection {
  lastActiveAt: number;
  /** True once it closes: what still arrives is not handled. */
  closing = false;
  private cancel: (() => void) | undefined;

  constructor(
    readonly origin: ConnectionOrigin,
    private readonly socket: WebSocket,
    private readonly clock: Clock,
    private readonly timer: Timer,
  ) {
    this.lastActiveAt = clock.now();
    this.watch();
  }

  /** Something went one way or the other: the connection is not idle. */
  touch(): void {
    this.lastActiveAt = this.clock.now();
  }

  /** Sends a text frame. Resolves when it is handed to the network; rejects when the connection is gone. */
  send(text: string): Promise<void> {
    this.touch();
    return new Promise((resolve, reject) => {
      this.socket.send(text, (error) => (error ? reject(error) : resolve()));
    });
  }

  close(code: number, reason: string): void {
    this.closing = true;
    this.cancel?.();
    this.socket.close(code, reason);
  }

  /** The other side is gone: nothing to wait for. */
  ended(): void {
    this.closing = true;
    this.cancel?.();
  }

  /** Ends the connection without the other side's word. */
  terminate(): void {
    this.ended();
    this.socket.terminate();
  }

  private watch(): void {
    const now = this.clock.now();
    const idleAt = this.lastActiveAt + IDLE_MILLISECONDS;
    const deadline = Math.min(idleAt, this.origin.connectedAt + LIFETIME_MILLISECONDS);
    if (deadline <= now)
      return this.close(CLOSE.goingAway, idleAt <= now ? "Idle timeout" : "Connection duration limit");
    this.cancel = this.timer(deadline - now, () => this.watch());
  }
}
