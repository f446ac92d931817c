import type { Connection } from "./connection";
import { CLOSE } from "./limits";
import type { WebSocketStageRuntime } from "./runtime";

/**
 * The open connections of all WebSocket APIs. They outlast a compilation: a message goes to the stage as it is declared
 * when the message comes.
 */
export class Connections {
  private readonly byId = new Map<string, Connection>();
  private stages: ReadonlyMap<string, WebSocketStageRuntime> = new Map();

  /** Takes the stages of a new compilation. Connections to stages that are no more are closed. */
  adopt(stages: ReadonlyMap<string, WebSocketStageRuntime>): void {
    this.stages = stages;
    for (const connection of this.byId.values())
      if (!stages.has(connection.origin.stageKey)) connection.close(CLOSE.goingAway, "Stage deleted");
  }

  /** The stage that a connection belongs to, as it is declared now. */
  stageOf(connection: Connection): WebSocketStageRuntime | undefined {
    return this.stages.get(connection.origin.stageKey);
  }

  add(connection: Connection): void {
    this.byId.set(connection.origin.id, connection);
  }

  remove(connection: Connection): void {
    this.byId.delete(connection.origin.id);
  }

  /** An open connection by its id; of one stage (`<api>/<stage>`) when that is given. */
  find(id: string, stageKey?: string): Connection | undefined {
    const connection = this.byId.get(id);
    if (connection === undefined || connection.closing) return undefined;
    return stageKey === undefined || connection.origin.stageKey === stageKey ? connection : undefined;
  }

  get size(): number {
    return this.byId.size;
  }

  /** Ends all connections, when the rehearsal stops. `$disconnect` is not called. */
  terminate(): void {
    const open = [...this.byId.values()];
    this.byId.clear();
    for (const connection of open) connection.terminate();
  }
}
