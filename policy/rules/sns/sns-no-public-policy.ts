import { isOpenTo, isReadable, readPolicy } from "../../documents/policy-document";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { not } from "../../model/truth";

const TOPIC_POLICY = "aws:sns/topicPolicy:TopicPolicy";
const policy = (changes: object) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sns:Publish", Resource: "topic", ...changes }],
  });
const ACTIONS = ["sns:Publish", "sns:Subscribe", "sns:SetTopicAttributes"];

export default defineRule({
  id: "sns-no-public-policy",
  title: "A topic policy does not let everyone publish or subscribe",
  severity: "high",
  scope: "resource",
  types: [TOPIC_POLICY, "aws:sns/topic:Topic"],
  frameworks: { fsbp: ["SNS.4"] },
  links: ["https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html"],
  options: noOptions,
  fix: "name the principals or services, or add a condition on aws:SourceArn or aws:SourceAccount",
  check({ resource, expect, notApplicable }) {
    const at = resource.get("policy");
    if (at.state === "absent") return notApplicable();
    const document = readPolicy(at);
    expect(isReadable(document), at, "the topic policy is not a JSON policy document");
    for (const statement of document.statements)
      for (const action of ACTIONS)
        expect(
          not(isOpenTo(document, statement, action)),
          statement.at,
          `${statement.label} lets everyone use the topic`,
        );
  },
  compliant: only(TOPIC_POLICY, { policy: policy({ Principal: { Service: "cloudwatch.amazonaws.com" } }) }),
  violations: {
    everyone: wrong("policy", policy({ Principal: "*" }), "policy.Statement[0]"),
    "every action for everyone": wrong(
      "policy",
      policy({ Principal: { AWS: "*" }, Action: "sns:*" }),
      "policy.Statement[0]",
    ),
  },
});
