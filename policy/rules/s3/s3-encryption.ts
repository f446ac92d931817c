import { BUCKET_ENCRYPTION, BUCKET_LOGGING, BUCKETS, pointingAt } from "../../aws/bucket";
import { missing, ref, wrong } from "../../model/fixture";
import { names, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import { any } from "../../model/truth";
import { bucketWith } from "./bucket.fixture";

const byDefault = (algorithm: string) => ({
  rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: algorithm } }],
});

export default defineRule({
  id: "s3-encryption",
  title: "A bucket encrypts with a KMS key by default",
  severity: "medium",
  scope: "stack",
  types: BUCKETS,
  frameworks: { "nist-800-53-r5": ["SC-28"], "pci-dss-4": ["3.5.1"] },
  links: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html",
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html",
  ],
  choice:
    "S3 encrypts every object with AES256 since 2023, so that alone says nothing; rule sets that ask for a KMS key are followed. A bucket that takes the server access logs of others is left out, since S3 delivers to AES256 only; so do load balancers: add it to the option for them.",
  options: optionsOf({ algorithms: names("Algorithms that are accepted.", ["aws:kms", "aws:kms:dsse"]) }),
  fix: "add a BucketServerSideEncryptionConfiguration with sseAlgorithm aws:kms",
  check({ resource, stack, options, expect, notApplicable }) {
    const logs = pointingAt(stack, resource, BUCKET_LOGGING, "targetBucket");
    const ownLog = new Set(pointingAt(stack, resource, BUCKET_LOGGING).resources);
    if (logs.resources.some((logging) => !ownLog.has(logging))) return notApplicable();
    const separate = pointingAt(stack, resource, BUCKET_ENCRYPTION);
    const isAccepted = (text: string): boolean => options.algorithms.includes(text);
    const declared = separate.resources.map((item) =>
      item
        .get("rules")
        .some((rule) => rule.get("applyServerSideEncryptionByDefault", "sseAlgorithm").matches(isAccepted)),
    );
    const inline = resource
      .get("serverSideEncryptionConfiguration")
      .get("rule", "applyServerSideEncryptionByDefault", "sseAlgorithm")
      .matches(isAccepted);
    expect(
      any([...declared, inline, separate.complete && logs.complete ? false : "unknown"]),
      "",
      "objects are not encrypted with a KMS key unless each request asks for it",
    );
  },
  compliant: {
    resources: [
      ...bucketWith([BUCKET_ENCRYPTION[0], byDefault("aws:kms")]).resources,
      { type: BUCKETS[0], name: "logs", props: {} },
      {
        type: BUCKET_LOGGING[0],
        name: "logging",
        props: { bucket: ref("subject", "id"), targetBucket: ref("logs", "id") },
      },
    ],
  },
  violations: {
    none: missing("part", ""),
    AES256: wrong("rules", byDefault("AES256").rules, "", "part"),
    "no logs after all": missing("logging", ""),
    "logs of its own": wrong("bucket", ref("logs", "id"), "", "logging"),
  },
});
