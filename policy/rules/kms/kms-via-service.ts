import { KEY_POLICY_HOLDERS, keyPolicyOf } from "../../aws/key-policy";
import { isReadable } from "../../documents/policy-document";
import { only, wrong } from "../../model/fixture";
import { names, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, any, not, type Truth } from "../../model/truth";
import type { Value } from "../../model/value";

/** The account itself: the statement only hands the matter on to IAM. */
const isAccount = (text: string): boolean =>
  /^\d{12}$/.test(text) || /^arn:[\w-]+:iam::\d{12}:root$/.test(text);
const CRYPTOGRAPHIC = [
  "kms:Decrypt",
  "kms:Encrypt",
  "kms:GenerateDataKey",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
];
/** Whether an entry of a condition ties the use of a key to what AWS does on the caller's behalf. */
function binds(operator: string, key: string, values: Value): Truth {
  const says = (predicate: (text: string) => boolean): Truth =>
    all([values.notEmpty, values.every((item) => item.test((raw) => predicate(String(raw))))]);
  switch (key.toLowerCase()) {
    case "kms:viaservice":
      // `s3.*.amazonaws.com` is one service in every Region; a pattern that begins with a wildcard is every service.
      return (
        /^(ForAnyValue:)?String(Equals|EqualsIgnoreCase|Like)$/.test(operator) &&
        says((text) => /^[^*?]/.test(text))
      );
    case "kms:grantisforawsresource":
      return operator === "Bool" && says((text) => text.toLowerCase() === "true");
    default:
      return false;
  }
}

const policy = (condition: object) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "use",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::000000000000:role/reader" },
        Action: "kms:Decrypt",
        Resource: "*",
        Condition: condition,
      },
    ],
  });

export default defineRule({
  id: "kms-via-service",
  title: "Users and roles use a key by way of a service",
  severity: "low",
  scope: "resource",
  types: KEY_POLICY_HOLDERS,
  frameworks: {
    "nist-800-53-r5": ["AC-3"],
    "pci-dss-4": ["3.4.1"],
    soc2: ["CC6.1"],
    "iso-27001": ["A.8.24"],
  },
  links: [
    "https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service",
  ],
  choice:
    "Statements for the account and for services are left out: the first leaves it to IAM, the second are services.",
  options: optionsOf({
    direct: names("Principals that may call KMS themselves, to encrypt on their side.", []),
  }),
  fix: "add a condition StringEquals on kms:ViaService with the service that stores the data",
  check({ resource, options, expect, notApplicable }) {
    const document = keyPolicyOf(resource);
    if (document.state === "absent") return notApplicable();
    if (document.state !== "known")
      return expect(isReadable(document), document.at, "the key policy is not a JSON policy document");
    for (const statement of document.statements) {
      const caller = statement.principal
        .get("AWS")
        .some((name) => name.matches((text) => !isAccount(text) && !options.direct.includes(text)));
      const used = all([
        statement.allows,
        any([caller, statement.everyone]),
        any(CRYPTOGRAPHIC.map((action) => statement.coversAction(action))),
      ]);
      if (used === false) continue;
      const { condition } = statement;
      const bound = condition.unknown
        ? "unknown"
        : any(
            condition.entries.flatMap(([operator, block]): Truth[] =>
              block.unknown
                ? ["unknown"]
                : block.entries.map(([key, values]) => binds(operator, key, values)),
            ),
          );
      expect(
        not(all([used, not(bound)])),
        statement.at,
        `${statement.label} lets its principals call KMS directly`,
      );
    }
    notApplicable();
  },
  compliant: only("aws:kms/key:Key", {
    policy: policy({ StringEquals: { "kms:ViaService": "dynamodb.eu-central-1.amazonaws.com" } }),
  }),
  violations: {
    direct: wrong("policy", policy({}), "policy.Statement[0]"),
    "by way of every service": wrong(
      "policy",
      policy({ StringLike: { "kms:ViaService": "*" } }),
      "policy.Statement[0]",
    ),
    "by way of no service": wrong(
      "policy",
      policy({ StringNotEquals: { "kms:ViaService": "dynamodb.eu-central-1.amazonaws.com" } }),
      "policy.Statement[0]",
    ),
  },
});
