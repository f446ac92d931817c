import { BUCKET_ACL, BUCKET_POLICY, BUCKETS } from "../../aws/bucket";
import { opensSomething } from "../../aws/open-policy";
import { isReadable, readPolicy } from "../../documents/policy-document";
import { stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { not } from "../../model/truth";

const OBJECTS = [
  "aws:s3/bucketObject:BucketObject",
  "aws:s3/bucketObjectv2:BucketObjectv2",
  "aws:s3/objectCopy:ObjectCopy",
];
/** Canned ACLs for everyone, or for everyone with an AWS account, which is the same. */
const PUBLIC_ACLS = ["public-read", "public-read-write", "authenticated-read"];
const isPublicGroup = (uri: string): boolean => /\/groups\/global\/(AllUsers|AuthenticatedUsers)$/.test(uri);

const policy = (principal: unknown, ...more: readonly object[]) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: principal,
        Action: "s3:GetObject",
        Resource: "arn:aws:s3:::truststore/*",
      },
      ...more,
    ],
  });
/** The Deny that every bucket should have, and that closes nothing. */
const denyPlaintext = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: "arn:aws:s3:::truststore/*",
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};

export default defineRule({
  id: "s3-no-public-grant",
  title: "No policy and no ACL opens a bucket to everyone",
  severity: "critical",
  scope: "resource",
  types: [...BUCKETS, ...BUCKET_POLICY, ...BUCKET_ACL, ...OBJECTS],
  frameworks: { fsbp: ["S3.2", "S3.3", "S3.6"], "pci-dss-4": ["1.4.2"], "nist-800-53-r5": ["AC-3"] },
  links: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status",
  ],
  choice:
    "Judged beside s3-block-public: that setting may be switched off later. A Deny saves an open Allow only when it shuts out all but something finite.",
  options: noOptions,
  fix: "name the principals, or put a distribution in front of the bucket and name that",
  check({ resource, expect }) {
    const acl = resource.get("acl");
    expect(
      not(acl.matches((text) => PUBLIC_ACLS.includes(text))),
      acl,
      `the ACL ${acl.shown ?? ""} is for everyone`,
    );
    for (const list of [resource.get("grants"), resource.get("accessControlPolicy", "grants")]) {
      if (list.unknown) expect("unknown", list, "the grants are not known yet");
      for (const grant of list.items)
        for (const uri of [grant.get("uri"), grant.get("grantee", "uri")])
          expect(not(uri.matches(isPublicGroup)), grant, "the grant is for everyone");
    }
    const at = resource.get("policy");
    const document = readPolicy(at);
    if (at.state !== "absent") expect(isReadable(document), at, "the policy is not a JSON policy document");
    for (const statement of document.statements)
      expect(
        not(opensSomething(document, statement)),
        statement.at,
        `${statement.label} lets everyone use the bucket`,
      );
  },
  compliant: stackOf(
    {
      type: BUCKET_POLICY[0],
      name: "subject",
      props: {
        policy: policy({ AWS: "arn:aws:iam::000000000000:role/reader" }, denyPlaintext),
      },
    },
    { type: BUCKET_ACL[0], name: "acl", props: { acl: "private" } },
  ),
  violations: {
    everyone: wrong("policy", policy("*"), "policy.Statement[0]"),
    "everyone, with a Deny that closes nothing": wrong(
      "policy",
      policy({ AWS: "*" }, denyPlaintext),
      "policy.Statement[0]",
    ),
    "canned ACL": wrong("acl", "public-read", "acl", "acl"),
    "every AWS account": wrong(
      ["accessControlPolicy", "grants"],
      [
        {
          permission: "READ",
          grantee: { type: "Group", uri: "http://acs.amazonaws.com/groups/global/AuthenticatedUsers" },
        },
      ],
      "accessControlPolicy.grants[0]",
      "acl",
    ),
  },
});
