import { boundToSource, servicesOf } from "../../aws/source-condition";
import { isReadable, readPolicy } from "../../documents/policy-document";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, not } from "../../model/truth";

const LOG_POLICY = "aws:cloudwatch/logResourcePolicy:LogResourcePolicy";
const policy = (changes: object = {}) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "delivery.logs.amazonaws.com" },
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: "arn:aws:logs:eu-central-1:000000000000:log-group:/aws/vendedlogs/api:*",
        Condition: { ArnLike: { "aws:SourceArn": "arn:aws:logs:eu-central-1:000000000000:*" } },
        ...changes,
      },
    ],
  });

export default defineRule({
  id: "log-resource-policy-scoped",
  title: "A log resource policy lets in named callers, services only on behalf of a known source",
  severity: "high",
  scope: "resource",
  types: [LOG_POLICY],
  frameworks: {
    "nist-800-53-r5": ["AC-3", "AU-9"],
    "pci-dss-4": ["10.5"],
    soc2: ["CC6.1", "CC7.1"],
    "iso-27001": ["A.5.15", "A.8.15"],
  },
  links: [
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
  ],
  choice: "aws:SourceAccount and aws:SourceOrgID count as aws:SourceArn does: each ends the confused deputy.",
  options: noOptions,
  fix: "name a service as principal, with a condition on aws:SourceArn or aws:SourceAccount",
  check({ resource, expect }) {
    const at = resource.get("policyDocument");
    const document = readPolicy(at);
    expect(isReadable(document), at, "the policy is not a JSON policy document");
    for (const statement of document.statements) {
      expect(
        not(all([statement.allows, statement.everyone, not(statement.narrowed)])),
        statement.at,
        `${statement.label} lets everyone write or read logs`,
      );
      const services = servicesOf(statement);
      expect(
        not(all([statement.allows, services.present, not(boundToSource(statement))])),
        statement.at,
        `${statement.label} lets ${services.shown ?? "a service"} in on behalf of any account`,
      );
    }
  },
  compliant: only(LOG_POLICY, { policyDocument: policy() }),
  violations: {
    everyone: wrong(
      "policyDocument",
      policy({ Principal: "*", Condition: {} }),
      "policyDocument.Statement[0]",
    ),
    "no source": wrong("policyDocument", policy({ Condition: {} }), "policyDocument.Statement[0]"),
    "any source": wrong(
      "policyDocument",
      policy({ Condition: { ArnLike: { "aws:SourceArn": "*" } } }),
      "policyDocument.Statement[0]",
    ),
  },
});
