import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, type Statement } from "../iam";

export interface ClosedBucketArgs {
  /** What the bucket itself has, such as a name. */
  readonly bucket: aws.s3.BucketArgs;
  /** What encrypts objects that come without a wish. */
  readonly encryption: aws.types.input.s3.BucketServerSideEncryptionConfigurationRule;
  /** What becomes of former versions, unfinished uploads and old objects. */
  readonly lifecycle: Omit<aws.types.input.s3.BucketLifecycleConfigurationRule, "status" | "filter">;
  /** Who else may, beside what roles say; `objects` is the ARN of every object. @default - nobody */
  readonly statements?: (objects: pulumi.Output<string>) => readonly Statement[];
}

/** What others name of such a bucket, or wait for. */
export interface ClosedBucket {
  readonly bucket: aws.s3.Bucket;
  readonly versioning: aws.s3.BucketVersioning;
  readonly policy: aws.s3.BucketPolicy;
}

/** A bucket that nobody reads in public or in plain text; it keeps former versions, and owns whatever is put into it. */
export function closedBucket(
  name: string,
  args: ClosedBucketArgs,
  { parent, protect }: { readonly parent: pulumi.Resource; readonly protect: boolean },
): ClosedBucket {
  const bucket = new aws.s3.Bucket(`${name}-bucket`, args.bucket, { parent, protect });
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
    { parent },
  );
  new aws.s3.BucketOwnershipControls(
    `${name}-ownership`,
    { ...ofBucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
    { parent },
  );
  const versioning = new aws.s3.BucketVersioning(
    `${name}-versions`,
    { ...ofBucket, versioningConfiguration: { status: "Enabled" } },
    { parent },
  );
  new aws.s3.BucketServerSideEncryptionConfiguration(
    `${name}-encryption`,
    { ...ofBucket, rules: [args.encryption] },
    { parent },
  );
  new aws.s3.BucketLifecycleConfiguration(
    `${name}-lifecycle`,
    { ...ofBucket, rules: [{ ...args.lifecycle, status: "Enabled", filter: {} }] },
    { parent, dependsOn: [versioning] },
  );
  const objects = pulumi.interpolate`${bucket.arn}/*`;
  const policy = new aws.s3.BucketPolicy(
    `${name}-policy`,
    {
      ...ofBucket,
      policy: policyDocument([
        ...(args.statements?.(objects) ?? []),
        {
          Sid: "TlsOnly",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: pulumi.all([bucket.arn, objects]),
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ]),
    },
    // S3 refuses two changes of who may at a time (pulumi/pulumi-aws#1570).
    { parent, dependsOn: [closed] },
  );
  return { bucket, versioning, policy };
}
