import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, type Statement } from "../iam";
import type { StageConfig, Target } from "../stage";

export interface QueueArgs {
  readonly config: StageConfig;
  readonly target: Target;
  /** Key of the messages. Whoever sends needs GenerateDataKey and Decrypt on it, whoever receives Decrypt. */
  readonly kmsKeyArn: pulumi.Input<string>;
  /**
   * Longest run of the function that reads the queue. Its messages stay hidden for six times as long: Lambda retries
   * throttled invocations within that time (Lambda guide, "Using Lambda with Amazon SQS").
   */
  readonly consumerTimeoutSeconds: number;
}

/** Times the consumer's timeout that a received message stays hidden. */
const visibilityFactor = 6;

/**
 * An encrypted queue with a dead-letter queue: a message that fails too often goes there, and only this queue's
 * messages do. Nobody speaks to either without TLS.
 */
export class Queue extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;
  /** Name, which is the `QueueName` dimension of its metrics and the end of the integration's path. */
  readonly queueName: pulumi.Output<string>;
  readonly deadLetterArn: pulumi.Output<string>;
  readonly deadLetterName: pulumi.Output<string>;

  constructor(name: string, args: QueueArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:messaging:Queue", name, {}, opts);
    const { config, target, kmsKeyArn } = args;
    const parent = { parent: this };
    const settings = config.messaging.queue;
    const encryption = { kmsMasterKeyId: kmsKeyArn, kmsDataKeyReusePeriodSeconds: 300 };

    const deadLetters = new aws.sqs.Queue(
      `${name}-dlq`,
      {
        name: `${target.prefix}-${name}-dlq`,
        ...encryption,
        // A message keeps the date of its first arrival: the dead-letter queue has to keep longer than its source.
        messageRetentionSeconds: days(settings.deadLetterRetentionDays),
      },
      parent,
    );
    const queue = new aws.sqs.Queue(
      `${name}-queue`,
      {
        name: `${target.prefix}-${name}`,
        ...encryption,
        messageRetentionSeconds: days(settings.retentionDays),
        visibilityTimeoutSeconds: visibilityFactor * args.consumerTimeoutSeconds,
        receiveWaitTimeSeconds: 20,
        redrivePolicy: pulumi.jsonStringify({
          deadLetterTargetArn: deadLetters.arn,
          maxReceiveCount: settings.maxReceiveCount,
        }),
      },
      parent,
    );
    new aws.sqs.RedriveAllowPolicy(
      `${name}-redrive-allow`,
      {
        queueUrl: deadLetters.url,
        redriveAllowPolicy: pulumi.jsonStringify({
          redrivePermission: "byQueue",
          sourceQueueArns: [queue.arn],
        }),
      },
      parent,
    );
    tlsOnly(`${name}-policy`, queue, parent);
    tlsOnly(`${name}-dlq-policy`, deadLetters, parent);

    this.arn = queue.arn;
    this.url = queue.url;
    this.queueName = queue.name;
    this.deadLetterArn = deadLetters.arn;
    this.deadLetterName = deadLetters.name;
    this.registerOutputs({ arn: this.arn, deadLetterArn: this.deadLetterArn });
  }
}

/** What a sender's role needs: the queue, and its key through SQS only. */
export function senderStatements(
  target: Target,
  queueArn: pulumi.Input<string>,
  kmsKeyArn: pulumi.Input<string>,
): Statement[] {
  return [
    { Sid: "Send", Effect: "Allow", Action: "sqs:SendMessage", Resource: queueArn },
    {
      Sid: "QueueKeyThroughSqs",
      Effect: "Allow",
      Action: ["kms:GenerateDataKey", "kms:Decrypt"],
      Resource: kmsKeyArn,
      Condition: {
        StringEquals: { "kms:ViaService": pulumi.interpolate`sqs.${target.region}.amazonaws.com` },
      },
    },
  ];
}

const days = (count: number): number => count * 86_400;

/** Refuses every call that does not come over TLS. */
export function tlsOnly(
  name: string,
  queue: aws.sqs.Queue,
  opts: pulumi.CustomResourceOptions,
): aws.sqs.QueuePolicy {
  return new aws.sqs.QueuePolicy(
    name,
    {
      queueUrl: queue.url,
      policy: policyDocument([
        {
          Sid: "TlsOnly",
          Effect: "Deny",
          Principal: "*",
          Action: "sqs:*",
          Resource: queue.arn,
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ]),
    },
    opts,
  );
}
