import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { StageConfig, Target } from "../stage";
import { closedBucket } from "../storage";
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
    const { deletionProtection } = config.protection;
    const { bucket } = closedBucket(
      name,
      {
        bucket: {
          // Names of buckets are shared by all accounts of the world.
          bucket: pulumi.interpolate`${target.prefix}-avatars-${target.accountId}-${target.region}`,
          forceDestroy: !deletionProtection,
        },
        encryption: {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: kmsKeyArn },
          bucketKeyEnabled: true,
        },
        lifecycle: {
          id: "replaced-pictures",
          noncurrentVersionExpiration: { noncurrentDays: 30 },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
        },
      },
      { parent: this, protect: deletionProtection },
    );
    new AvatarLog(`${name}-log`, { config, target, bucket }, { parent: this });
    const { allowOrigins } = config.storefront.cors;
    if (allowOrigins.length > 0) {
      new aws.s3.BucketCorsConfiguration(
        `${name}-cors`,
        {
          bucket: bucket.id,
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
        { parent: this },
      );
    }
    this.arn = bucket.arn;
    this.bucketName = bucket.id;
    this.registerOutputs({ bucketName: this.bucketName });
  }
}
