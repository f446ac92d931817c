/** S3 buckets. */
export { closedBucket, type ClosedBucket, type ClosedBucketArgs } from "./closedBucket";
