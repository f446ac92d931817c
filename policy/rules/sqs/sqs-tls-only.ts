import { QUEUE, QUEUE_POLICY, queuePolicies } from "../../aws/queue";
import { isReadable } from "../../documents/policy-document";
import { missing, ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, any } from "../../model/truth";
import { queuePolicy } from "./queue-policy.fixture";

const policy = (changes: object = {}) =>
  queuePolicy({
    Effect: "Deny",
    Principal: "*",
    Action: "sqs:*",
    Resource: "queue",
    Condition: { Bool: { "aws:SecureTransport": "false" } },
    ...changes,
  });

/** The two ways in which a message crosses the network. */
const ACTIONS = ["sqs:SendMessage", "sqs:ReceiveMessage"];

export default defineRule({
  id: "sqs-tls-only",
  title: "A queue takes and gives messages over TLS only",
  severity: "high",
  scope: "stack",
  types: [QUEUE],
  frameworks: {},
  links: [
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html",
  ],
  options: noOptions,
  fix: "add a Deny on sqs:* for everyone where aws:SecureTransport is false",
  check({ resource, stack, expect }) {
    const { documents, complete } = queuePolicies(resource, stack);
    for (const document of documents)
      expect(isReadable(document), "policy", "the queue policy is not a JSON policy document");
    for (const action of ACTIONS) {
      const denies = documents.flatMap(({ statements }) =>
        statements.map((statement) => all([statement.deniesPlaintext, statement.coversAction(action)])),
      );
      expect(any([...denies, complete ? false : "unknown"]), "policy", `${action} works without encryption`);
    }
  },
  compliant: stackOf(
    { type: QUEUE, name: "subject", props: {} },
    { type: QUEUE_POLICY, name: "policy", props: { queueUrl: ref("subject", "url"), policy: policy() } },
  ),
  violations: {
    "no policy": missing("policy", "policy"),
    "sending only": wrong("policy", policy({ Action: "sqs:SendMessage" }), "policy", "policy"),
    "denies somebody only": wrong(
      "policy",
      policy({ Principal: { AWS: "000000000000" } }),
      "policy",
      "policy",
    ),
    "the wrong way round": wrong(
      "policy",
      policy({ Condition: { Bool: { "aws:SecureTransport": "true" } } }),
      "policy",
      "policy",
    ),
  },
});
