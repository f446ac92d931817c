import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument } from "../iam";
import type { StageConfig, Target } from "../stage";
import { AvatarLog } from "./avatarLog";

export interface AvatarBucketArgs {
  readonly config: StageConfig;
  readonly target: Target;
  readonly kmsKeyArn: pulumi.Input<string>;
}

/** Start of the keys that an identity may write: `avatars/<identity id>/`. */
export const avatarPrefix = "avatars";

/** The bucket that signed-in people put their picture into, each under a prefix of their own. Nobody reads it directly. */
export class AvatarBucket extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly bucketName: pulumi.Output<string>;

  constructor(name: string, args: AvatarBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:identity:AvatarBucket", name, {}, opts);
    const { config, target, kmsKeyArn } = args;
    const parent = { parent: this };
    const { deletionProtection } = config.protection;
    const bucket = new aws.s3.Bucket(
      `${name}-bucket`,
      {
        // Names of buckets are shared by all accounts of the world.
        bucket: pulumi.interpolate`${target.prefix}-avatars-${target.accountId}-${target.region}`,
        forceDestroy: !deletionProtection,
      },
      { ...parent, protect: deletionProtection },
    );
    const ofBucket = { bucket: bucket.id };
    new AvatarLog(`${name}-log`, { config, target, bucket }, parent);
    new aws.s3.BucketPublicAccessBlock(
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
      {
        ...ofBucket,
        rules: [
          {
            applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: kmsKeyArn },
            bucketKeyEnabled: true,
          },
        ],
      },
      parent,
    );
    new aws.s3.BucketLifecycleConfiguration(
      `${name}-lifecycle`,
      {
        ...ofBucket,
        rules: [
          {
            id: "replaced-pictures",
            status: "Enabled",
            filter: {},
            noncurrentVersionExpiration: { noncurrentDays: 30 },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
          },
        ],
      },
      { ...parent, dependsOn: [versioning] },
    );
    const { allowOrigins } = config.storefront.cors;
    if (allowOrigins.length > 0) {
      new aws.s3.BucketCorsConfiguration(
        `${name}-cors`,
        {
          ...ofBucket,
          corsRules: [
            {
              allowedMethods: ["PUT"],
              allowedOrigins: [...allowOrigins],
              // What the AWS SDK for JavaScript sends with a signed PutObject.
              allowedHeaders: ["authorization", "content-*", "x-amz-*", "amz-sdk-*"],
              maxAgeSeconds: config.storefront.cors.maxAgeSeconds,
            },
          ],
        },
        parent,
      );
    }
    new aws.s3.BucketPolicy(
      `${name}-policy`,
      {
        ...ofBucket,
        policy: policyDocument([
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
      parent,
    );
    this.arn = bucket.arn;
    this.bucketName = bucket.id;
    this.registerOutputs({ bucketName: this.bucketName });
  }
}
