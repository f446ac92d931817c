import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument } from "../iam";
import type { StageConfig, Target } from "../stage";

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
    const parent = { parent: this };
    const { deletionProtection } = config.protection;
    const bucket = new aws.s3.Bucket(
      `${name}-bucket`,
      // The lock alone keeps nothing; with a retention by default S3 would deliver no logs.
      { forceDestroy: !deletionProtection, objectLockEnabled: true },
      { ...parent, protect: deletionProtection },
    );
    const ofBucket = { bucket: bucket.id };
    const closed = new aws.s3.BucketPublicAccessBlock(
      `${name}-closed`,
      {
        ...ofBucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      parent,
    );
    new aws.s3.BucketOwnershipControls(
      `${name}-ownership`,
      { ...ofBucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
      parent,
    );
    const versioning = new aws.s3.BucketVersioning(
      `${name}-versions`,
      { ...ofBucket, versioningConfiguration: { status: "Enabled" } },
      parent,
    );
    new aws.s3.BucketServerSideEncryptionConfiguration(
      `${name}-encryption`,
      // S3 delivers access logs to no bucket that is encrypted with a key of KMS by default.
      { ...ofBucket, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
      parent,
    );
    new aws.s3.BucketLifecycleConfiguration(
      `${name}-lifecycle`,
      {
        ...ofBucket,
        rules: [
          {
            id: "old-logs",
            status: "Enabled",
            filter: {},
            expiration: { days: config.logs.retentionDays },
            noncurrentVersionExpiration: { noncurrentDays: 1 },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
          },
        ],
      },
      { ...parent, dependsOn: [versioning] },
    );
    const policy = new aws.s3.BucketPolicy(
      `${name}-policy`,
      {
        ...ofBucket,
        policy: policyDocument([
          {
            Sid: "Deliver",
            Effect: "Allow",
            Principal: { Service: "logging.s3.amazonaws.com" },
            Action: "s3:PutObject",
            Resource: pulumi.interpolate`${bucket.arn}/*`,
            Condition: {
              StringEquals: { "aws:SourceAccount": target.accountId },
              ArnLike: { "aws:SourceArn": args.bucket.arn },
            },
          },
          {
            Sid: "TlsOnly",
            Effect: "Deny",
            Principal: "*",
            Action: "s3:*",
            Resource: pulumi.all([bucket.arn, pulumi.interpolate`${bucket.arn}/*`]),
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          },
        ]),
      },
      { ...parent, dependsOn: [closed] },
    );
    new aws.s3.BucketLogging(
      `${name}-requests`,
      { bucket: args.bucket.id, targetBucket: bucket.id, targetPrefix: "avatars/" },
      { ...parent, dependsOn: [policy] },
    );
    this.registerOutputs();
  }
}
