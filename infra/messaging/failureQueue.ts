import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { StageConfig, Target } from "../stage";
import { tlsOnly } from "./queue";

export interface FailureQueueArgs {
  readonly config: StageConfig;
  readonly target: Target;
  readonly kmsKeyArn: pulumi.Input<string>;
}

/**
 * Where Lambda puts what a function could not do: failed records of a stream, failed asynchronous events. Nothing reads
 * it but people. For a stream the message says which shard and sequence numbers; the records themselves stay in the
 * stream until they expire.
 */
export class FailureQueue extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  /** Name, which is the `QueueName` dimension of its metrics. */
  readonly queueName: pulumi.Output<string>;

  constructor(name: string, args: FailureQueueArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:messaging:FailureQueue", name, {}, opts);
    const queue = new aws.sqs.Queue(
      // A dead-letter queue by its name too: it has none of its own.
      `${name}-dlq`,
      {
        name: `${args.target.prefix}-${name}`,
        kmsMasterKeyId: args.kmsKeyArn,
        kmsDataKeyReusePeriodSeconds: 300,
        messageRetentionSeconds: args.config.messaging.queue.deadLetterRetentionDays * 86_400,
      },
      { parent: this },
    );
    tlsOnly(`${name}-policy`, queue, { parent: this });
    this.arn = queue.arn;
    this.queueName = queue.name;
    this.registerOutputs({ arn: this.arn });
  }
}
