import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { StageConfig, Target } from "../stage";
import { closedBucket } from "../storage";

export interface AvatarLogArgs {
  readonly config: StageConfig;
  readonly target: Target;
  /** The bucket whose requests are written down. */
  readonly bucket: aws.s3.Bucket;
}

/**
 * Who read and wrote which object of a bucket: S3's server access log, in a bucket of its own, since one that logs into
 * itself would grow for ever. Kept as long as the stage's other logs.
 */
export class AvatarLog extends pulumi.ComponentResource {
  constructor(name: string, args: AvatarLogArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:identity:AvatarLog", name, {}, opts);
    const { config, target } = args;
    const { deletionProtection } = config.protection;
    const { bucket, policy } = closedBucket(
      name,
      {
        // The lock alone keeps nothing; with a retention by default S3 would deliver no logs.
        bucket: { forceDestroy: !deletionProtection, objectLockEnabled: true },
        // S3 delivers access logs to no bucket that is encrypted with a key of KMS by default.
        encryption: { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
        lifecycle: {
          id: "old-logs",
          expiration: { days: config.logs.retentionDays },
          noncurrentVersionExpiration: { noncurrentDays: 1 },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
        },
        statements: (objects) => [
          {
            Sid: "Deliver",
            Effect: "Allow",
            Principal: { Service: "logging.s3.amazonaws.com" },
            Action: "s3:PutObject",
            Resource: objects,
            Condition: {
              StringEquals: { "aws:SourceAccount": target.accountId },
              ArnLike: { "aws:SourceArn": args.bucket.arn },
            },
          },
        ],
      },
      { parent: this, protect: deletionProtection },
    );
    new aws.s3.BucketLogging(
      `${name}-requests`,
      { bucket: args.bucket.id, targetBucket: bucket.id, targetPrefix: "avatars/" },
      { parent: this, dependsOn: [policy] },
    );
    this.registerOutputs();
  }
}
