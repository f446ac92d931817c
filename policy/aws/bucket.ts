import type { Resource } from "../model/resource";
import type { Joined, Stack } from "../model/stack";

export const BUCKET = "aws:s3/bucket:Bucket";
/** Providers before 7 called the plain bucket BucketV2, and its parts likewise. */
export const BUCKETS = [BUCKET, "aws:s3/bucketV2:BucketV2"] as const;

/** A part of a bucket's configuration, under its present and its former type token. */
const part = (name: string): readonly [string, string] => {
  const module = name.charAt(0).toLowerCase() + name.slice(1);
  return [`aws:s3/${module}:${name}`, `aws:s3/${module}V2:${name}V2`];
};

export const BUCKET_ACL = part("BucketAcl");
export const BUCKET_ENCRYPTION = part("BucketServerSideEncryptionConfiguration");
export const BUCKET_LIFECYCLE = part("BucketLifecycleConfiguration");
export const BUCKET_LOCK = part("BucketObjectLockConfiguration");
export const BUCKET_LOGGING = part("BucketLogging");
export const BUCKET_OWNERSHIP = part("BucketOwnershipControls");
export const BUCKET_POLICY = part("BucketPolicy");
export const BUCKET_VERSIONING = part("BucketVersioning");
export const PUBLIC_ACCESS_BLOCK = part("BucketPublicAccessBlock");

/** The resources of some types whose property points at the target. */
export function pointingAt(
  stack: Stack,
  target: Resource,
  types: readonly string[],
  property = "bucket",
): Joined {
  const found = types.map((type) => stack.referrers(target, type, property));
  return {
    resources: found.flatMap(({ resources }) => resources),
    complete: found.every(({ complete }) => complete),
  };
}
