import { QUEUE, QUEUE_POLICY } from "../../aws/queue";
import { isEveryActionOf } from "../../documents/breadth";
import { readPolicy } from "../../documents/policy-document";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, any, not } from "../../model/truth";
import { queuePolicy, topicSends } from "./queue-policy.fixture";

export default defineRule({
  id: "sqs-no-wildcard-action",
  title: "A queue policy allows named actions, not all of SQS",
  severity: "high",
  scope: "resource",
  types: [QUEUE_POLICY, QUEUE],
  frameworks: {},
  links: [
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html",
  ],
  choice: "Only Allow statements count: a Deny of sqs:* is what the rule on TLS asks for.",
  options: noOptions,
  fix: "list the actions, such as sqs:SendMessage",
  check({ resource, expect, notApplicable }) {
    const at = resource.get("policy");
    if (at.state === "absent") return notApplicable();
    const document = readPolicy(at);
    if (document.state === "unknown") expect("unknown", at, "the queue policy is not known yet");
    for (const statement of document.statements) {
      const everything = any([
        statement.notActions.present,
        statement.actions.some((item) => item.matches((text) => isEveryActionOf("sqs", text))),
      ]);
      expect(
        not(all([statement.allows, everything])),
        statement.at,
        `${statement.label} allows every action, among them to purge and to open the queue`,
      );
    }
  },
  compliant: only(QUEUE_POLICY, {
    policy: queuePolicy(topicSends, { Effect: "Deny", Principal: "*", Action: "sqs:*", Resource: "queue" }),
  }),
  violations: {
    "every action of SQS": wrong(
      "policy",
      queuePolicy({ ...topicSends, Action: ["sqs:*"] }),
      "policy.Statement[0]",
    ),
    "every action": wrong("policy", queuePolicy({ ...topicSends, Action: "*" }), "policy.Statement[0]"),
    "all but one": wrong(
      "policy",
      queuePolicy({ ...topicSends, Action: undefined, NotAction: "sqs:DeleteQueue" }),
      "policy.Statement[0]",
    ),
  },
});
