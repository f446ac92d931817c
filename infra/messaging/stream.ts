import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { StageConfig, Target } from "../stage";

export interface StreamArgs {
  readonly config: StageConfig;
  readonly target: Target;
  /** Key of the records. */
  readonly kmsKeyArn: pulumi.Input<string>;
}

/** An encrypted Kinesis data stream: on demand, or with as many shards as the stage says. */
export class Stream extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  /** Name, which is the `StreamName` dimension of its metrics and what a mapping template names. */
  readonly streamName: pulumi.Output<string>;

  constructor(name: string, args: StreamArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:messaging:Stream", name, {}, opts);
    const { mode, shards, retentionHours } = args.config.messaging.stream;
    const { deletionProtection } = args.config.protection;
    const stream = new aws.kinesis.Stream(
      `${name}-stream`,
      {
        name: `${args.target.prefix}-${name}`,
        encryptionType: "KMS",
        kmsKeyId: args.kmsKeyArn,
        retentionPeriod: retentionHours,
        streamModeDetails: { streamMode: mode === "onDemand" ? "ON_DEMAND" : "PROVISIONED" },
        ...(mode === "onDemand" ? {} : { shardCount: shards }),
        enforceConsumerDeletion: !deletionProtection,
      },
      { parent: this, protect: deletionProtection },
    );
    this.arn = stream.arn;
    this.streamName = stream.name;
    this.registerOutputs({ arn: this.arn });
  }
}
