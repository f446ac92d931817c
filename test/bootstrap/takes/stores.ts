import { row, type Actions, type Row } from "./row";

const bucketSettings = (actions: Actions): Row =>
  row("s3", actions, { on: (resource) => `arn:aws:s3:::${resource.text("bucket")}` });

/** A setting that is put to make, change and remove it. */
const setting = (put: string, get: string): Row =>
  bucketSettings({ create: put, read: get, update: put, delete: put });

/** What buckets, keys and secrets take. */
export const stores: Readonly<Record<string, Row>> = {
  "aws:kms/alias:Alias": row(
    "kms",
    { create: "CreateAlias", read: "*ListAliases", update: "UpdateAlias", delete: "DeleteAlias" },
    // An alias is held to its key as well.
    { on: (resource) => [resource.arn, resource.text("targetKeyArn")] },
  ),
  "aws:kms/key:Key": row("kms", {
    create: "*CreateKey EnableKeyRotation TagResource",
    read: "DescribeKey GetKeyPolicy GetKeyRotationStatus ListResourceTags",
    update:
      "UpdateKeyDescription PutKeyPolicy EnableKeyRotation DisableKeyRotation TagResource UntagResource",
    delete: "ScheduleKeyDeletion",
  }),
  "aws:s3/bucket:Bucket": bucketSettings({
    create: "CreateBucket PutBucketObjectLockConfiguration PutBucketTagging TagResource",
    // The provider asks after everything that a bucket can have.
    read: [
      "ListBucket GetBucketLocation GetBucketPolicy GetBucketAcl GetBucketCORS GetBucketWebsite GetBucketVersioning",
      "GetAccelerateConfiguration GetBucketRequestPayment GetBucketLogging GetLifecycleConfiguration",
      "GetReplicationConfiguration GetEncryptionConfiguration GetBucketObjectLockConfiguration",
      "GetBucketTagging ListTagsForResource",
    ].join(" "),
    update: "PutBucketTagging TagResource UntagResource",
    delete: "DeleteBucket",
  }),
  "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration": setting("PutBucketCORS", "GetBucketCORS"),
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": setting(
    "PutLifecycleConfiguration",
    "GetLifecycleConfiguration",
  ),
  "aws:s3/bucketLogging:BucketLogging": setting("PutBucketLogging", "GetBucketLogging"),
  "aws:s3/bucketObjectv2:BucketObjectv2": row(
    "s3",
    {
      create: "PutObject",
      read: "GetObject GetObjectTagging",
      update: "PutObject PutObjectTagging",
      delete: "DeleteObject DeleteObjectVersion",
    },
    {
      on: (resource) => `arn:aws:s3:::${resource.text("bucket")}/${resource.text("key")}`,
      also: (resource) => ({
        change: [
          // API Gateway reads a truststore in the caller's name, at its version.
          {
            action: "s3:GetObjectVersion",
            on: `arn:aws:s3:::${resource.text("bucket")}/${resource.text("key")}`,
          },
          { action: "s3:ListBucketVersions", on: `arn:aws:s3:::${resource.text("bucket")}` },
        ],
      }),
    },
  ),
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": setting(
    "PutBucketOwnershipControls",
    "GetBucketOwnershipControls",
  ),
  "aws:s3/bucketPolicy:BucketPolicy": bucketSettings({
    create: "PutBucketPolicy",
    read: "GetBucketPolicy",
    update: "PutBucketPolicy",
    delete: "DeleteBucketPolicy",
  }),
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": setting(
    "PutBucketPublicAccessBlock",
    "GetBucketPublicAccessBlock",
  ),
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": setting(
    "PutEncryptionConfiguration",
    "GetEncryptionConfiguration",
  ),
  "aws:s3/bucketVersioning:BucketVersioning": setting("PutBucketVersioning", "GetBucketVersioning"),
  "aws:secretsmanager/secret:Secret": row(
    "secretsmanager",
    {
      create: "CreateSecret PutResourcePolicy TagResource",
      read: "DescribeSecret GetResourcePolicy",
      update: "UpdateSecret DeleteResourcePolicy TagResource UntagResource",
      delete: "DeleteSecret",
    },
    // CreateSecret and UpdateSecret, required permissions.
    { key: { change: "Decrypt Encrypt GenerateDataKey" } },
  ),
  "aws:secretsmanager/secretRotation:SecretRotation": row(
    "secretsmanager",
    {
      create: "RotateSecret",
      read: "DescribeSecret",
      update: "RotateSecret",
      delete: "CancelRotateSecret",
    },
    {
      on: (resource) => resource.text("secretId"),
      // RotateSecret, required permissions.
      also: (resource) => ({
        change: [{ action: "lambda:InvokeFunction", on: resource.text("rotationLambdaArn") }],
      }),
    },
  ),
  // The provider reads a version by its value.
  "aws:secretsmanager/secretVersion:SecretVersion": row(
    "secretsmanager",
    {
      create: "PutSecretValue",
      read: "GetSecretValue",
      update: "UpdateSecretVersionStage ListSecretVersionIds",
      delete: "UpdateSecretVersionStage",
    },
    { on: (resource) => resource.text("secretId") },
  ),
};
