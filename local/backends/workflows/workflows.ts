import type { Graph } from "../../graph/graph";
import { jsonProtocol, serveLoopback } from "../protocol";
import { Machines, type WorkflowsOptions } from "./machines";
import { runStepFunctions } from "./operations";

export interface Workflows {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  /**
   * The same place under a name, for AWS_ENDPOINT_URL_SFN: the SDK puts `sync-` before the host of StartSyncExecution,
   * which an IP address does not bear.
   */
  readonly namedEndpoint: string;
  /** Takes a new graph. Executions that run go on with the definition they began with. */
  reload(graph: Graph): void;
  /** What is declared and cannot run; a sentence each. */
  readonly notices: readonly string[];
  /** Ends the executions that run. */
  close(): Promise<void>;
}

/** Makes the state machines of a graph and serves them on loopback. */
export async function createWorkflows(graph: Graph, options: WorkflowsOptions): Promise<Workflows> {
  const machines = new Machines(options);
  machines.reload(graph);
  const served = await serveLoopback(
    jsonProtocol({
      target: "AWSStepFunctions",
      version: "1.0",
      newId: options.newId,
      run: (operation, input) => runStepFunctions(machines, operation, input),
    }),
  );
  return {
    endpoint: served.endpoint,
    namedEndpoint: `http://states.localhost:${served.port}`,
    reload: (next) => machines.reload(next),
    get notices() {
      return machines.notices;
    },
    async close() {
      machines.stop();
      await served.close();
    },
  };
}
