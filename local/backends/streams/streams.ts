import type { Graph } from "../../graph/graph";
import { type Scheduler, jsonProtocol, serveLoopback } from "../protocol";
import { declaredStreams } from "./declaration";
import { runKinesis } from "./operations";
import { Stream } from "./stream";

export interface StreamsOptions {
  readonly scheduler: Scheduler;
  /** Makes UUIDs. */
  readonly newId: () => string;
}

/** The declared Kinesis streams, behind the endpoint that an AWS SDK, or an integration of API Gateway, talks to. */
export interface Streams {
  /** URL for AWS_ENDPOINT_URL_KINESIS. */
  readonly endpoint: string;
  /** A stream by ARN, for those who read it without HTTP. */
  byArn(arn: string): Stream | undefined;
  /** Takes a new graph; streams with as many shards as before keep their records. */
  reload(graph: Graph): void;
  close(): Promise<void>;
}

/** Makes the streams of a graph and serves them on loopback. */
export async function createStreams(graph: Graph, { scheduler, newId }: StreamsOptions): Promise<Streams> {
  let streams: readonly Stream[] = [];
  const now = (): number => scheduler.now();
  const reload = (next: Graph): void => {
    const before = new Map(streams.map((stream) => [stream.declaration.name, stream]));
    streams = declaredStreams(next).map((declaration) => {
      const old = before.get(declaration.name);
      if (old?.declaration.shardCount !== declaration.shardCount) return new Stream(declaration, now);
      old.declare(declaration);
      return old;
    });
  };
  reload(graph);
  const lookup = { now, streams: () => streams };
  const served = await serveLoopback(
    jsonProtocol({
      target: "Kinesis_20131202",
      version: "1.1",
      newId,
      run: (operation, input) => runKinesis(lookup, operation, input),
    }),
  );
  return {
    endpoint: served.endpoint,
    byArn: (arn) => streams.find(({ declaration }) => declaration.arn === arn),
    reload,
    close: () => served.close(),
  };
}
