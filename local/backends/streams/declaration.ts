import { block, count, declared, text } from "../../graph/declared";
import type { Graph } from "../../graph/graph";

/** A Kinesis stream as the program declares it. Defaults are Kinesis' own (CreateStream in the API reference). */
export interface StreamDeclaration {
  readonly name: string;
  readonly arn: string;
  readonly mode: "ON_DEMAND" | "PROVISIONED";
  /** Shards; an on-demand stream begins with four. Source: Kinesis developer guide, "On-demand mode". */
  readonly shardCount: number;
  /** @default 24 */
  readonly retentionHours: number;
  /** @default 1024 - one record, its data and partition key, in KiB */
  readonly maxRecordKib: number;
  readonly encryptionType: "NONE" | "KMS";
  readonly kmsKeyId: string | undefined;
}

const ON_DEMAND_SHARDS = 4;

/** The Kinesis streams of a graph. */
export const declaredStreams = (graph: Graph): StreamDeclaration[] =>
  declared(graph, "aws:kinesis/stream:Stream").map(({ resource, values }) => {
    const name = text(values.name) ?? resource.name;
    const mode = block(values.streamModeDetails).streamMode === "ON_DEMAND" ? "ON_DEMAND" : "PROVISIONED";
    return {
      name,
      arn: text(values.arn) ?? `arn:aws:kinesis:us-east-1:000000000000:stream/${name}`,
      mode,
      shardCount: mode === "ON_DEMAND" ? ON_DEMAND_SHARDS : (count(values.shardCount) ?? 1),
      retentionHours: count(values.retentionPeriod) ?? 24,
      maxRecordKib: count(values.maxRecordSizeInKib) ?? 1024,
      encryptionType: values.encryptionType === "KMS" ? "KMS" : "NONE",
      kmsKeyId: text(values.kmsKeyId),
    };
  });
