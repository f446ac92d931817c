import { BUCKET, BUCKET_LOCK, BUCKET_LOGGING, BUCKETS, pointingAt } from "../../aws/bucket";
import { ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { exists } from "../../model/stack";
import { any } from "../../model/truth";

const TRAIL = "aws:cloudtrail/trail:Trail";
/** What writes logs into a bucket, and the property that names it. */
const WRITERS: readonly (readonly [types: readonly string[], property: string])[] = [
  [[TRAIL], "s3BucketName"],
  [["aws:ec2/flowLog:FlowLog"], "logDestination"],
  [["aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"], "logDestinationConfigs"],
  [BUCKET_LOGGING, "targetBucket"],
];

export default defineRule({
  id: "s3-object-lock",
  title: "A bucket for logs can lock its objects against deletion",
  severity: "low",
  scope: "stack",
  types: BUCKETS,
  frameworks: { "nist-800-53-r5": ["AU-9"] },
  links: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html"],
  choice:
    "Asked of buckets that take logs only. That the lock is enabled is enough: a bucket with a default retention cannot take server access logs.",
  options: noOptions,
  fix: "set objectLockEnabled to true when the bucket is made",
  check({ resource, stack, expect, notApplicable }) {
    const takesLogs = WRITERS.some(
      ([types, property]) => pointingAt(stack, resource, types, property).resources.length > 0,
    );
    if (!takesLogs) return notApplicable();
    const lock = resource.get("objectLockEnabled");
    const declared = any([
      lock.isTrue(),
      resource.get("objectLockConfiguration").present,
      exists(pointingAt(stack, resource, BUCKET_LOCK)),
    ]);
    expect(declared, lock, "whoever may delete objects may delete the traces of it");
  },
  compliant: stackOf(
    { type: BUCKET, name: "subject", props: { objectLockEnabled: true } },
    { type: TRAIL, name: "trail", props: { s3BucketName: ref("subject", "id") } },
  ),
  violations: { "not locked": wrong("objectLockEnabled", false) },
});
