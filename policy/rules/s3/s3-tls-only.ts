import { BUCKET_POLICY, BUCKETS, pointingAt } from "../../aws/bucket";
import { parseArn } from "../../documents/arn";
import { isReadable, readPolicy } from "../../documents/policy-document";
import { missing, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, any } from "../../model/truth";
import { bucketWith } from "./bucket.fixture";

const ACTIONS = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"];

/** `bucket/*`, and what takes in more; not `bucket/public/*`. */
const isEveryObject = (arn: string): boolean => /^[^/]*\/?\*+$/.test(parseArn(arn)?.resource ?? arn);

const policy = (changes: object = {}) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: ["arn:aws:s3:::truststore", "arn:aws:s3:::truststore/*"],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
        ...changes,
      },
    ],
  });

export default defineRule({
  id: "s3-tls-only",
  title: "A bucket is reached over TLS only",
  severity: "medium",
  scope: "stack",
  types: BUCKETS,
  frameworks: { fsbp: ["S3.5"], "cis-aws": ["2.1.1"], "pci-dss-4": ["4.2.1"], "nist-800-53-r5": ["SC-8"] },
  links: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html"],
  choice:
    "The Deny must hold for everyone, for reading and writing, and for the objects, not for the bucket alone.",
  options: noOptions,
  fix: "add a Deny on s3:* for everyone, on the bucket and its objects, where aws:SecureTransport is false",
  check({ resource, stack, expect }) {
    const policies = pointingAt(stack, resource, BUCKET_POLICY);
    const holders = [resource, ...policies.resources];
    const documents = holders.map((item) => readPolicy(item.get("policy")));
    for (const document of documents)
      expect(isReadable(document), "policy", "the bucket policy is not a JSON policy document");
    const denies = documents.flatMap(({ statements }) =>
      statements.map((statement) =>
        all([
          statement.deniesPlaintext,
          ...ACTIONS.map((action) => statement.coversAction(action)),
          statement.resources.some((item) => item.matches(isEveryObject)),
        ]),
      ),
    );
    const hidden = !policies.complete || documents.some(({ state }) => state === "unknown");
    expect(
      any([...denies, hidden ? "unknown" : false]),
      "policy",
      "objects may be read and written unencrypted",
    );
  },
  compliant: bucketWith([BUCKET_POLICY[0], { policy: policy() }]),
  violations: {
    "no policy": missing("part", "policy"),
    "the bucket alone": wrong("policy", policy({ Resource: "arn:aws:s3:::truststore" }), "policy", "part"),
    "somebody only": wrong("policy", policy({ Principal: { AWS: "000000000000" } }), "policy", "part"),
    "a folder of it": wrong(
      "policy",
      policy({ Resource: "arn:aws:s3:::truststore/public/*" }),
      "policy",
      "part",
    ),
    "all but somebody": wrong(
      "policy",
      policy({ Principal: undefined, NotPrincipal: { AWS: "000000000000" } }),
      "policy",
      "part",
    ),
    "one more condition": wrong(
      "policy",
      policy({
        Condition: {
          Bool: { "aws:SecureTransport": "false" },
          StringEquals: { "aws:PrincipalAccount": "000000000000" },
        },
      }),
      "policy",
      "part",
    ),
    "reading only": wrong("policy", policy({ Action: "s3:GetObject" }), "policy", "part"),
  },
});
