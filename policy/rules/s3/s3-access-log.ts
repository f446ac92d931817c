import { BUCKET_LOGGING, BUCKETS, pointingAt } from "../../aws/bucket";
import { missing } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { exists } from "../../model/stack";
import { any } from "../../model/truth";
import { bucketWith } from "./bucket.fixture";

export default defineRule({
  id: "s3-access-log",
  title: "A bucket logs who reads and writes it",
  severity: "low",
  scope: "stack",
  types: BUCKETS,
  frameworks: { fsbp: ["S3.9"], "pci-dss-4": ["10.2.1"], "nist-800-53-r5": ["AU-2"] },
  links: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html"],
  choice: "The bucket that takes the logs is left out: logging into itself would grow for ever.",
  options: noOptions,
  fix: "add a BucketLogging with another bucket as its target",
  check({ resource, stack, expect, notApplicable }) {
    if (pointingAt(stack, resource, BUCKET_LOGGING, "targetBucket").resources.length > 0)
      return notApplicable();
    const separate = exists(pointingAt(stack, resource, BUCKET_LOGGING));
    const inline = any([resource.get("logging").present, resource.get("loggings").notEmpty]);
    expect(any([separate, inline]), "", "nobody can tell who has read the bucket");
  },
  compliant: bucketWith([BUCKET_LOGGING[0], { targetBucket: "logs", targetPrefix: "s3/" }]),
  violations: { none: missing("part", "") },
});
