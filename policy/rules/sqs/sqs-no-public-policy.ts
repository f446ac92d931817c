import { QUEUE, QUEUE_POLICY } from "../../aws/queue";
import { isOpenTo, isReadable, readPolicy } from "../../documents/policy-document";
import { stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { not } from "../../model/truth";
import { queuePolicy, topicSends } from "./queue-policy.fixture";

const ACTIONS = [
  "sqs:SendMessage",
  "sqs:ReceiveMessage",
  "sqs:DeleteMessage",
  "sqs:ChangeMessageVisibility",
  "sqs:GetQueueAttributes",
  "sqs:GetQueueUrl",
  "sqs:ListDeadLetterSourceQueues",
  "sqs:PurgeQueue",
  "sqs:SetQueueAttributes",
  "sqs:AddPermission",
];

export default defineRule({
  id: "sqs-no-public-policy",
  title: "A queue policy does not let everyone use the queue",
  severity: "critical",
  scope: "resource",
  types: [QUEUE_POLICY, QUEUE],
  frameworks: { fsbp: ["SQS.3"] },
  links: [
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html",
  ],
  options: noOptions,
  fix: "name the principals or services, or add a condition on aws:SourceArn or aws:SourceAccount",
  check({ resource, expect, notApplicable }) {
    const at = resource.get("policy");
    if (at.state === "absent") return notApplicable();
    const document = readPolicy(at);
    expect(isReadable(document), at, "the queue policy is not a JSON policy document");
    for (const statement of document.statements)
      for (const action of ACTIONS)
        expect(
          not(isOpenTo(document, statement, action)),
          statement.at,
          `${statement.label} lets everyone use the queue`,
        );
  },
  compliant: stackOf(
    { type: QUEUE_POLICY, name: "subject", props: { policy: queuePolicy(topicSends) } },
    { type: QUEUE, name: "queue", props: { policy: queuePolicy({ ...topicSends, Principal: "*" }) } },
  ),
  violations: {
    "everyone sends": wrong(
      "policy",
      queuePolicy({ Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: "queue" }),
      "policy.Statement[0]",
    ),
    "everyone reads": wrong(
      "policy",
      queuePolicy(topicSends, {
        Effect: "Allow",
        Principal: { AWS: ["*"] },
        Action: "sqs:Receive*",
        Resource: "queue",
      }),
      "policy.Statement[1]",
    ),
    "in the queue itself": wrong(
      "policy",
      queuePolicy({ Effect: "Allow", Principal: "*", Action: "sqs:*", Resource: "*" }),
      "policy.Statement[0]",
      "queue",
    ),
  },
});
