import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument } from "../iam";
import type { Target } from "../stage";

export interface AlarmTopicArgs {
  readonly target: Target;
  readonly platformKeyArn: pulumi.Input<string>;
  /** Who subscribes; each address gets a message to confirm first. */
  readonly emails: readonly string[];
}

/** The encrypted topic that a stage's alarms publish to. Only they may, and only over TLS. */
export class AlarmTopic extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: AlarmTopicArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:observability:AlarmTopic", name, {}, opts);
    const { target, emails } = args;
    const parent = { parent: this };
    const topic = new aws.sns.Topic(
      `${name}-topic`,
      { displayName: `Alarms of ${target.prefix}`, kmsMasterKeyId: args.platformKeyArn },
      parent,
    );
    const { partition, region, accountId, prefix } = target;
    new aws.sns.TopicPolicy(
      `${name}-policy`,
      {
        arn: topic.arn,
        policy: policyDocument([
          {
            Sid: "AlarmsOfThisStage",
            Effect: "Allow",
            Principal: { Service: "cloudwatch.amazonaws.com" },
            Action: "sns:Publish",
            Resource: topic.arn,
            Condition: {
              StringEquals: { "aws:SourceAccount": accountId },
              ArnLike: {
                "aws:SourceArn": pulumi.interpolate`arn:${partition}:cloudwatch:${region}:${accountId}:alarm:${prefix}-*`,
              },
            },
          },
          {
            Sid: "TlsOnly",
            Effect: "Deny",
            Principal: "*",
            Action: "sns:Publish",
            Resource: topic.arn,
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          },
        ]),
      },
      parent,
    );
    for (const [index, endpoint] of emails.entries()) {
      new aws.sns.TopicSubscription(
        `${name}-email-${index + 1}`,
        { topic: topic.arn, protocol: "email", endpoint },
        parent,
      );
    }
    this.arn = topic.arn;
    this.registerOutputs({ arn: this.arn });
  }
}
