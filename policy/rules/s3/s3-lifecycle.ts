import { BUCKET_LIFECYCLE, BUCKETS, pointingAt } from "../../aws/bucket";
import { missing, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { any } from "../../model/truth";
import { bucketWith } from "./bucket.fixture";

export default defineRule({
  id: "s3-lifecycle",
  title: "A bucket says how long its objects are kept",
  severity: "low",
  scope: "stack",
  types: BUCKETS,
  frameworks: { fsbp: ["S3.13"], "pci-dss-4": ["3.2.1"] },
  links: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html"],
  options: noOptions,
  fix: "add a BucketLifecycleConfiguration with a rule that is Enabled",
  check({ resource, stack, expect }) {
    const separate = pointingAt(stack, resource, BUCKET_LIFECYCLE);
    const declared = separate.resources.map((item) =>
      item.get("rules").some((rule) => rule.get("status").is("Enabled")),
    );
    const inline = resource.get("lifecycleRules").some((rule) => rule.get("enabled").isTrue());
    expect(
      any([...declared, inline, separate.complete ? false : "unknown"]),
      "",
      "objects, former versions and unfinished uploads are kept and paid for without end",
    );
  },
  compliant: bucketWith([
    BUCKET_LIFECYCLE[0],
    { rules: [{ id: "end", status: "Enabled", expiration: { days: 400 } }] },
  ]),
  violations: {
    none: missing("part", ""),
    "switched off": wrong(["rules", 0, "status"], "Disabled", "", "part"),
  },
});
