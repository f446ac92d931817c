import { BUCKET_VERSIONING, BUCKETS, pointingAt } from "../../aws/bucket";
import { missing, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { any } from "../../model/truth";
import { bucketWith } from "./bucket.fixture";

export default defineRule({
  id: "s3-versioning",
  title: "A bucket keeps former versions of its objects",
  severity: "medium",
  scope: "stack",
  types: BUCKETS,
  frameworks: { "nist-800-53-r5": ["CP-9"] },
  links: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html",
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html",
  ],
  options: noOptions,
  fix: "add a BucketVersioning with status Enabled",
  check({ resource, stack, expect }) {
    const separate = pointingAt(stack, resource, BUCKET_VERSIONING);
    const declared = separate.resources.map((item) =>
      item.get("versioningConfiguration", "status").is("Enabled"),
    );
    expect(
      any([
        ...declared,
        resource.get("versioning", "enabled").isTrue(),
        separate.complete ? false : "unknown",
      ]),
      "",
      "what is overwritten or deleted is gone; a truststore cannot be pinned to a version",
    );
  },
  compliant: bucketWith([BUCKET_VERSIONING[0], { versioningConfiguration: { status: "Enabled" } }]),
  violations: {
    none: missing("part", ""),
    suspended: wrong(["versioningConfiguration", "status"], "Suspended", "", "part"),
  },
});
