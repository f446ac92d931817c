import { block, count, declared, text } from "../../graph/declared";
import type { Graph } from "../../graph/graph";

/** An SQS queue as the program declares it. Defaults are SQS's own (SetQueueAttributes in the API reference). */
export interface QueueDeclaration {
  readonly name: string;
  readonly arn: string;
  /** The URL on AWS, as the program's outputs have it. */
  readonly url: string;
  readonly accountId: string;
  readonly region: string;
  readonly fifo: boolean;
  readonly contentBasedDeduplication: boolean;
  /** @default "queue" - what a deduplication id is unique in */
  readonly deduplicationScope: "queue" | "messageGroup";
  /** @default 30 */
  readonly visibilityTimeoutSeconds: number;
  /** @default 345600, four days */
  readonly retentionSeconds: number;
  /** @default 0 */
  readonly delaySeconds: number;
  /** @default 0 */
  readonly receiveWaitSeconds: number;
  /** @default 262144 */
  readonly maximumMessageBytes: number;
  readonly redrive: Redrive | undefined;
  readonly redrivePolicy: string | undefined;
  readonly policy: string | undefined;
  readonly kmsKeyId: string | undefined;
}

/** Where a message goes that was received too often. */
export interface Redrive {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

/** The queues of a graph, with the policies that are resources of their own. */
export function declaredQueues(graph: Graph): QueueDeclaration[] {
  const attached = (type: string, property: string): Map<string, string> =>
    new Map(
      declared(graph, type).flatMap(({ values }) => {
        const url = text(values.queueUrl);
        const value = json(values[property]);
        return url === undefined || value === undefined ? [] : [[url, value]];
      }),
    );
  const redrives = attached("aws:sqs/redrivePolicy:RedrivePolicy", "redrivePolicy");
  const policies = attached("aws:sqs/queuePolicy:QueuePolicy", "policy");
  return declared(graph, "aws:sqs/queue:Queue").map(({ resource, values }) => {
    const url = text(values.url) ?? text(resource.id) ?? resource.name;
    const name = text(values.name) ?? url.split("/").pop() ?? resource.name;
    const arn = text(values.arn) ?? `arn:aws:sqs:us-east-1:000000000000:${name}`;
    const [, , , region, accountId] = arn.split(":");
    const redrivePolicy = json(values.redrivePolicy) ?? redrives.get(url);
    return {
      name,
      arn,
      url,
      accountId: accountId || "000000000000",
      region: region || "us-east-1",
      fifo: values.fifoQueue === true || name.endsWith(".fifo"),
      contentBasedDeduplication: values.contentBasedDeduplication === true,
      deduplicationScope: values.deduplicationScope === "messageGroup" ? "messageGroup" : "queue",
      visibilityTimeoutSeconds: count(values.visibilityTimeoutSeconds) ?? 30,
      retentionSeconds: count(values.messageRetentionSeconds) ?? 345_600,
      delaySeconds: count(values.delaySeconds) ?? 0,
      receiveWaitSeconds: count(values.receiveWaitTimeSeconds) ?? 0,
      maximumMessageBytes: count(values.maxMessageSize) ?? 262_144,
      redrive: readRedrive(redrivePolicy),
      redrivePolicy,
      policy: json(values.policy) ?? policies.get(url),
      kmsKeyId: text(values.kmsMasterKeyId),
    };
  });
}

/** A policy may be a JSON text or an object. */
const json = (value: unknown): string | undefined =>
  text(value) ?? (Object.keys(block(value)).length > 0 ? JSON.stringify(block(value)) : undefined);

function readRedrive(policy: string | undefined): Redrive | undefined {
  try {
    const { deadLetterTargetArn, maxReceiveCount } = block(JSON.parse(policy ?? "{}"));
    const most = count(maxReceiveCount);
    const target = text(deadLetterTargetArn);
    return target === undefined || most === undefined
      ? undefined
      : { deadLetterTargetArn: target, maxReceiveCount: most };
  } catch {
    return undefined;
  }
}
