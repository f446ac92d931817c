import type { Graph } from "../../graph/graph";
import {
  type Scheduler,
  ServiceError,
  type ServiceAnswer,
  type ServiceHandler,
  serveLoopback,
} from "../protocol";
import { type FoundKey, KeyRing } from "./keyRing";
import { type ControlPlane, answerControlPlane } from "./routes";

export interface ApiKeysOptions {
  readonly scheduler: Scheduler;
  /** Makes UUIDs. */
  readonly newId: () => string;
}

/** API Gateway's control plane, as far as keys go: what a function needs that rotates them. */
export interface ApiKeys {
  /** URL for AWS_ENDPOINT_URL_API_GATEWAY. */
  readonly endpoint: string;
  /** The key with this value, enabled or not: what the gateway asks at each request. */
  find(value: string): FoundKey | undefined;
  /** Takes a new graph; keys that were made at run time stay. */
  reload(graph: Graph): void;
  close(): Promise<void>;
}

/** Makes the declared keys and usage plans, and serves them on loopback. */
export async function createApiKeys(graph: Graph, { scheduler, newId }: ApiKeysOptions): Promise<ApiKeys> {
  const now = (): number => scheduler.now();
  const ring = new KeyRing(now);
  ring.reload(graph);
  const served = await serveLoopback(restJson({ ring, now, newId }));
  return {
    endpoint: served.endpoint,
    find: (value) => ring.find(value),
    reload: (next) => ring.reload(next),
    close: () => served.close(),
  };
}

/** The REST JSON protocol. Source: smithy.io, "AWS restJson1 protocol". */
function restJson(plane: ControlPlane): ServiceHandler {
  return async (request) => {
    const headers = { "content-type": "application/json", "x-amzn-requestid": plane.newId() };
    try {
      const { statusCode, body } = answerControlPlane(plane, request);
      return { statusCode, headers, body: body === undefined ? "" : JSON.stringify(body) };
    } catch (caught) {
      return refuse(caught, headers);
    }
  };
}

function refuse(caught: unknown, headers: Readonly<Record<string, string>>): ServiceAnswer {
  const error =
    caught instanceof ServiceError ? caught : new ServiceError("InternalFailure", "Internal failure", 500);
  return {
    statusCode: error.statusCode,
    headers: { ...headers, "x-amzn-errortype": error.exception },
    body: JSON.stringify({ message: error.message }),
  };
}
