import { BUCKET_ENCRYPTION, BUCKET_LOGGING, BUCKETS, pointingAt } from "../../aws/bucket";
import { missing, wrong } from "../../model/fixture";
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
    "S3 encrypts every object with AES256 since 2023, so that alone says nothing; rule sets that ask for a KMS key are followed. A bucket that takes server access logs of S3 is left out, since S3 delivers to AES256 only; so do load balancers: add it to the option for them.",
  options: optionsOf({ algorithms: names("Algorithms that are accepted.", ["aws:kms", "aws:kms:dsse"]) }),
  fix: "add a BucketServerSideEncryptionConfiguration with sseAlgorithm aws:kms",
  check({ resource, stack, options, expect, notApplicable }) {
    if (pointingAt(stack, resource, BUCKET_LOGGING, "targetBucket").resources.length > 0)
      return notApplicable();
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
      any([...declared, inline, separate.complete ? false : "unknown"]),
      "",
      "objects are not encrypted with a KMS key unless each request asks for it",
    );
  },
  compliant: bucketWith([BUCKET_ENCRYPTION[0], byDefault("aws:kms")]),
  violations: {
    none: missing("part", ""),
    AES256: wrong("rules", byDefault("AES256").rules, "", "part"),
  },
});
