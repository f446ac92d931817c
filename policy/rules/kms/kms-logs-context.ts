import { KEY_POLICY_HOLDERS, keyPolicyOf } from "../../aws/key-policy";
import { servicesOf } from "../../aws/source-condition";
import { narrows } from "../../documents/condition";
import type { KeyKind } from "../../documents/finite";
import { isReadable } from "../../documents/policy-document";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, not } from "../../model/truth";

const CONTEXT = new Map<string, KeyKind>([["kms:encryptioncontext:aws:logs:arn", "arn"]]);
const isLogs = (text: string): boolean => /^logs(\.[a-z0-9-]+)?\.amazonaws\.com(\.cn)?$/.test(text);

const policy = (condition: object) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "logs",
        Effect: "Allow",
        Principal: { Service: "logs.eu-central-1.amazonaws.com" },
        Action: ["kms:Encrypt", "kms:Decrypt"],
        Resource: "*",
        Condition: condition,
      },
    ],
  });
const arn = "arn:aws:logs:eu-central-1:000000000000:log-group:/aws/lambda/*";

export default defineRule({
  id: "kms-logs-context",
  title: "CloudWatch Logs may use a key for named log groups only",
  severity: "medium",
  scope: "resource",
  types: KEY_POLICY_HOLDERS,
  frameworks: {
    "nist-800-53-r5": ["AC-3"],
    "pci-dss-4": ["3.6.1.4"],
    soc2: ["CC6.1"],
    "iso-27001": ["A.8.24"],
  },
  links: ["https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html"],
  options: noOptions,
  fix: "add a condition ArnLike on kms:EncryptionContext:aws:logs:arn with the ARNs of the log groups",
  check({ resource, expect, notApplicable }) {
    const document = keyPolicyOf(resource);
    if (document.state === "absent") return notApplicable();
    if (document.state !== "known")
      return expect(isReadable(document), document.at, "the key policy is not a JSON policy document");
    for (const statement of document.statements) {
      const forLogs = all([statement.allows, servicesOf(statement).some((name) => name.matches(isLogs))]);
      if (forLogs !== false)
        expect(
          not(all([forLogs, not(narrows(statement.condition, CONTEXT))])),
          statement.at,
          `${statement.label} lets CloudWatch Logs use the key for the log groups of any account`,
        );
    }
    notApplicable();
  },
  compliant: only("aws:kms/key:Key", {
    policy: policy({ ArnLike: { "kms:EncryptionContext:aws:logs:arn": [arn] } }),
  }),
  violations: {
    "no condition": wrong("policy", policy({}), "policy.Statement[0]"),
    "every log group": wrong(
      "policy",
      policy({ ArnLike: { "kms:EncryptionContext:aws:logs:arn": "*" } }),
      "policy.Statement[0]",
    ),
  },
});
