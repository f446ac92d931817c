import { BUCKET_OWNERSHIP, BUCKETS, pointingAt } from "../../aws/bucket";
import { missing, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { any } from "../../model/truth";
import { bucketWith } from "./bucket.fixture";

export default defineRule({
  id: "s3-no-acl",
  title: "A bucket has its ACLs switched off",
  severity: "medium",
  scope: "stack",
  types: BUCKETS,
  frameworks: { fsbp: ["S3.12"] },
  links: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html"],
  choice:
    "Buckets made since April 2023 start so, but only a declared resource keeps them so, as with s3-block-public.",
  options: noOptions,
  fix: "add BucketOwnershipControls with objectOwnership BucketOwnerEnforced",
  check({ resource, stack, expect }) {
    const controls = pointingAt(stack, resource, BUCKET_OWNERSHIP);
    const enforced = controls.resources.map((item) =>
      item.get("rule", "objectOwnership").is("BucketOwnerEnforced"),
    );
    expect(
      any([...enforced, controls.complete ? false : "unknown"]),
      "",
      "ACLs on single objects may give access that no policy shows",
    );
  },
  compliant: bucketWith([BUCKET_OWNERSHIP[0], { rule: { objectOwnership: "BucketOwnerEnforced" } }]),
  violations: {
    none: missing("part", ""),
    "the writer owns": wrong(["rule", "objectOwnership"], "ObjectWriter", "", "part"),
  },
});
