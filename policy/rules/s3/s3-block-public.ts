import { BUCKETS, pointingAt, PUBLIC_ACCESS_BLOCK } from "../../aws/bucket";
import { missing, wrong } from "../../model/fixture";
import { oncePer } from "../../model/once";
import { noOptions } from "../../model/options";
import type { Resource } from "../../model/resource";
import { defineRule } from "../../model/rule";
import type { Stack } from "../../model/stack";
import { all, any, type Truth } from "../../model/truth";
import { bucketWith } from "./bucket.fixture";

const SWITCHES = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];
const ACCOUNT_BLOCK = "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock";
const on = Object.fromEntries(SWITCHES.map((key) => [key, true]));

const isBlock = ({ type }: Resource): boolean => PUBLIC_ACCESS_BLOCK.includes(type);

const isClosed = (block: Resource): Truth => all(SWITCHES.map((key) => block.get(key).isTrue()));

const accountIsClosed = oncePer((stack: Stack) => any(stack.ofType(ACCOUNT_BLOCK).map(isClosed)));

export default defineRule({
  id: "s3-block-public",
  title: "A bucket refuses every kind of public access",
  severity: "high",
  scope: "stack",
  types: [...BUCKETS, ...PUBLIC_ACCESS_BLOCK],
  frameworks: {
    fsbp: ["S3.1", "S3.8"],
    "cis-aws": ["2.1.4"],
    "pci-dss-4": ["1.4.2"],
    "nist-800-53-r5": ["AC-3"],
  },
  links: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html"],
  choice:
    "Buckets made since April 2023 start with all four on, but only a declared resource keeps them on, so it is asked for.",
  options: noOptions,
  fix: "add a BucketPublicAccessBlock with all four settings true",
  check({ resource, stack, expect, notApplicable }) {
    if (isBlock(resource)) {
      const buckets = stack.targets(resource, "bucket", ...BUCKETS);
      // Of a bucket of this stack the bucket itself is told.
      if (buckets.resources.length > 0) return notApplicable();
      for (const key of SWITCHES) {
        const value = resource.get(key);
        expect(any([value.isTrue(), accountIsClosed(stack)]), value, `${key} is not on`);
      }
      return;
    }
    const own = pointingAt(stack, resource, PUBLIC_ACCESS_BLOCK);
    expect(
      any([...own.resources.map(isClosed), accountIsClosed(stack), own.complete ? false : "unknown"]),
      "",
      own.resources.length === 0
        ? "the bucket has no BucketPublicAccessBlock"
        : "the bucket's BucketPublicAccessBlock does not have all four settings on",
    );
  },
  compliant: bucketWith([PUBLIC_ACCESS_BLOCK[0], on]),
  violations: {
    "of a bucket of another stack": {
      change: (fixture) =>
        wrong("blockPublicPolicy", false, "", "part").change(
          wrong("bucket", "elsewhere", "", "part").change(fixture),
        ),
      property: "blockPublicPolicy",
    },
    none: missing("part", ""),
    "three of four": wrong("restrictPublicBuckets", undefined, "", "part"),
    off: wrong("blockPublicPolicy", false, "", "part"),
  },
});
