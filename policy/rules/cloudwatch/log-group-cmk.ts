import { hasOwnKey } from "../../aws/own-key";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

export default defineRule({
  id: "log-group-cmk",
  title: "A log group is encrypted with a key of one's own",
  severity: "low",
  scope: "stack",
  types: [LOG_GROUP],
  frameworks: { "nist-800-53-r5": ["AU-9"], "pci-dss-4": ["3.5.1"], "iso-27001": ["A.8.24"] },
  links: ["https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html"],
  options: noOptions,
  fix: "set kmsKeyId to a key whose policy lets CloudWatch Logs use it for this log group",
  check({ resource, stack, expect }) {
    const key = resource.get("kmsKeyId");
    expect(
      hasOwnKey(resource, "kmsKeyId", stack),
      key,
      "whoever may read the log group reads it, with no key to withhold",
    );
  },
  compliant: only(LOG_GROUP, { kmsKeyId: "arn:aws:kms:eu-central-1:000000000000:key/a" }),
  violations: { none: wrong("kmsKeyId", undefined), empty: wrong("kmsKeyId", "") },
});
