import { block, blocks, count, declared, text, texts } from "../../graph/declared";
import type { Graph } from "../../graph/graph";
import { readArn } from "../protocol";
import type { Pattern } from "./filter";

/** An event source mapping as the program declares it. Defaults are Lambda's own (CreateEventSourceMapping). */
export interface MappingDeclaration {
  readonly uuid: string;
  readonly kind: "sqs" | "kinesis" | "other";
  readonly eventSourceArn: string;
  readonly functionArn: string;
  readonly enabled: boolean;
  /** @default 10 for queues, 100 for streams */
  readonly batchSize: number;
  /** @default 0 */
  readonly windowSeconds: number;
  readonly reportsItemFailures: boolean;
  /** Most invocations at a time of a queue's mapping. */
  readonly maximumConcurrency: number | undefined;
  /** Any of them lets an event through; none at all lets every event through. */
  readonly filters: readonly Pattern[];
  readonly startingPosition: "LATEST" | "TRIM_HORIZON" | "AT_TIMESTAMP";
  /** Milliseconds since the epoch. */
  readonly startingTimestamp: number | undefined;
  readonly bisects: boolean;
  /** Undefined: without end. */
  readonly maximumRetryAttempts: number | undefined;
  /** Undefined: as old as the stream keeps records. */
  readonly maximumRecordAgeSeconds: number | undefined;
  readonly onFailureArn: string | undefined;
}

const KINDS: Readonly<Record<string, MappingDeclaration["kind"]>> = { sqs: "sqs", kinesis: "kinesis" };

/** The event source mappings of a graph. */
export const declaredMappings = (graph: Graph): MappingDeclaration[] =>
  declared(graph, "aws:lambda/eventSourceMapping:EventSourceMapping").map(({ resource, values }) => {
    const eventSourceArn = text(values.eventSourceArn) ?? "";
    const kind = KINDS[readArn(eventSourceArn)?.service ?? ""] ?? "other";
    const timestamp = Date.parse(text(values.startingPositionTimestamp) ?? "");
    const position = values.startingPosition;
    return {
      uuid: text(values.uuid) ?? resource.id ?? resource.name,
      kind,
      eventSourceArn,
      functionArn: text(values.functionName) ?? text(values.functionArn) ?? "",
      enabled: values.enabled !== false,
      batchSize: count(values.batchSize) ?? (kind === "sqs" ? 10 : 100),
      windowSeconds: count(values.maximumBatchingWindowInSeconds) ?? 0,
      reportsItemFailures: texts(values.functionResponseTypes).includes("ReportBatchItemFailures"),
      maximumConcurrency: count(block(values.scalingConfig).maximumConcurrency),
      filters: blocks(block(values.filterCriteria).filters).flatMap(({ pattern }) => readPattern(pattern)),
      startingPosition: position === "TRIM_HORIZON" || position === "AT_TIMESTAMP" ? position : "LATEST",
      startingTimestamp: Number.isNaN(timestamp) ? undefined : timestamp,
      bisects: values.bisectBatchOnFunctionError === true,
      maximumRetryAttempts: bounded(values.maximumRetryAttempts),
      maximumRecordAgeSeconds: bounded(values.maximumRecordAgeInSeconds),
      onFailureArn: text(block(block(values.destinationConfig).onFailure).destinationArn),
    };
  });

/** -1 says "no bound". */
function bounded(value: unknown): number | undefined {
  const found = count(value);
  return found === undefined || found < 0 ? undefined : found;
}

/** A pattern that is not JSON lets nothing through: AWS would have refused it. */
function readPattern(value: unknown): Pattern[] {
  const pattern = text(value);
  if (pattern === undefined) return [];
  try {
    return [JSON.parse(pattern) as Pattern];
  } catch {
    return [{ $or: [] }];
  }
}
