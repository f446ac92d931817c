export type { StreamDeclaration } from "./declaration";
export type { Shard, StreamRecord } from "./shard";
export type { OutgoingRecord, PutResult, Stream } from "./stream";
export { createStreams, type Streams, type StreamsOptions } from "./streams";
