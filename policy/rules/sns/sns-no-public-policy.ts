import { parseArn } from "../../documents/arn";
import { isOpenTo, isReadable, readPolicy } from "../../documents/policy-document";
import type { Statement } from "../../documents/statement";
import { only, wrong } from "../../model/fixture";
import { names, optionsOf } from "../../model/options";
import type { Resource } from "../../model/resource";
import { defineRule } from "../../model/rule";
import { all, not, type Truth } from "../../model/truth";
import type { Value } from "../../model/value";

const TOPIC_POLICY = "aws:sns/topicPolicy:TopicPolicy";
const policy = (changes: object) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sns:Publish", Resource: "topic", ...changes }],
  });
const ACTIONS = [
  "sns:Publish",
  "sns:Subscribe",
  "sns:SetTopicAttributes",
  "sns:AddPermission",
  "sns:RemovePermission",
  "sns:DeleteTopic",
  "sns:PutDataProtectionPolicy",
];

const ACCOUNT = /^\d{12}$/;
const accountOf = (text: string | undefined): string | undefined =>
  [text, parseArn(text)?.account].find((one) => one !== undefined && ACCOUNT.test(one));

/** The topic's own account: from its ARN, else from what the statement speaks of. */
function ownAccount(resource: Resource, statement: Statement): string | undefined {
  const arns = [resource.get("arn"), resource.outputs.get("arn"), ...statement.resources.items];
  return arns.map(({ text }) => accountOf(text)).find((account) => account !== undefined);
}

/** Whether a principal belongs to an account that is neither the topic's own nor among those that are trusted. */
function isForeign(principal: Value, own: string | undefined, trusted: readonly string[]): Truth {
  const account = accountOf(principal.text);
  if (principal.unknown) return false; // Computed: a resource of the program, whose ARN nobody wrote down.
  if (account === undefined || trusted.includes(account)) return false;
  return own === undefined ? "unknown" : account !== own;
}

export default defineRule({
  id: "sns-no-public-policy",
  title: "A topic policy does not let everyone, or another account, publish or subscribe",
  severity: "high",
  scope: "resource",
  types: [TOPIC_POLICY, "aws:sns/topic:Topic"],
  frameworks: { fsbp: ["SNS.4"] },
  links: ["https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html"],
  options: optionsOf({ accounts: names("Numbers of other accounts that may use topics.", []) }),
  fix: "name the principals or services, or add a condition on aws:SourceArn or aws:SourceAccount",
  check({ resource, options, expect, notApplicable }) {
    const at = resource.get("policy");
    if (at.state === "absent") return notApplicable();
    const document = readPolicy(at);
    expect(isReadable(document), at, "the topic policy is not a JSON policy document");
    for (const statement of document.statements) {
      const own = ownAccount(resource, statement);
      for (const principal of statement.principal.get("AWS").items)
        expect(
          not(all([statement.allows, isForeign(principal, own, options.accounts), not(statement.narrowed)])),
          statement.at,
          `${statement.label} lets ${principal.shown ?? "another account"}, of another account, use the topic`,
        );
      for (const action of ACTIONS)
        expect(
          not(isOpenTo(document, statement, action)),
          statement.at,
          `${statement.label} lets everyone use the topic`,
        );
    }
  },
  compliant: only(TOPIC_POLICY, { policy: policy({ Principal: { Service: "cloudwatch.amazonaws.com" } }) }),
  violations: {
    everyone: wrong("policy", policy({ Principal: "*" }), "policy.Statement[0]"),
    "another account": wrong(
      "policy",
      policy({
        Principal: { AWS: "arn:aws:iam::111111111111:root" },
        Resource: "arn:aws:sns:eu-central-1:000000000000:topic",
      }),
      "policy.Statement[0]",
    ),
    "every action for everyone": wrong(
      "policy",
      policy({ Principal: { AWS: "*" }, Action: "sns:*" }),
      "policy.Statement[0]",
    ),
  },
});
