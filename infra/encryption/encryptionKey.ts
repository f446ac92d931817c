import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, type Statement } from "../iam";
import type { StageConfig, Target } from "../stage";

export interface EncryptionKeyArgs {
  readonly config: StageConfig;
  readonly target: Target;
  /** What it encrypts, for people. */
  readonly description: string;
  /** Services that use the key on their own account. IAM decides about everybody else, within this account. */
  readonly services: readonly Statement[];
}

/** A customer managed KMS key that rotates each year, with an alias. */
export class EncryptionKey extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: EncryptionKeyArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:encryption:EncryptionKey", name, {}, opts);
    const { config, target } = args;
    const account: Statement = {
      Sid: "AccountAdministersThroughIam",
      Effect: "Allow",
      Principal: { AWS: pulumi.interpolate`arn:${target.partition}:iam::${target.accountId}:root` },
      Action: "kms:*",
      Resource: "*",
    };
    const key = new aws.kms.Key(
      `${name}-key`,
      {
        description: args.description,
        enableKeyRotation: true,
        deletionWindowInDays: config.protection.keyDeletionDays,
        policy: policyDocument([account, ...args.services]),
      },
      { parent: this, protect: config.protection.deletionProtection },
    );
    new aws.kms.Alias(
      `${name}-alias`,
      { name: `alias/${target.prefix}-${name}`, targetKeyId: key.id },
      { parent: this },
    );
    this.arn = key.arn;
    this.registerOutputs({ arn: this.arn });
  }
}
