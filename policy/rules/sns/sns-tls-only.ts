import { isReadable, readPolicy } from "../../documents/policy-document";
import { missing, ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, any } from "../../model/truth";

const TOPIC = "aws:sns/topic:Topic";
const TOPIC_POLICY = "aws:sns/topicPolicy:TopicPolicy";
const policy = (changes: object = {}) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Deny",
        Principal: "*",
        Action: "sns:Publish",
        Resource: "topic-arn",
        Condition: { Bool: { "aws:SecureTransport": "false" } },
        ...changes,
      },
    ],
  });

export default defineRule({
  id: "sns-tls-only",
  title: "A topic takes messages over TLS only",
  severity: "high",
  scope: "stack",
  types: [TOPIC],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html"],
  options: noOptions,
  fix: "add a Deny on sns:Publish for everyone where aws:SecureTransport is false",
  check({ resource, stack, expect }) {
    const policies = stack.referrers(resource, TOPIC_POLICY, "arn");
    const separate = policies.resources.map((item) => readPolicy(item.get("policy")));
    const documents = [readPolicy(resource.get("policy")), ...separate];
    for (const document of documents)
      expect(isReadable(document), "policy", "the topic policy is not a JSON policy document");
    const denies = documents.flatMap(({ statements }) =>
      statements.map((statement) => all([statement.deniesPlaintext, statement.coversAction("sns:Publish")])),
    );
    const hidden = !policies.complete || documents.some(({ state }) => state === "unknown");
    expect(any([...denies, hidden ? "unknown" : false]), "policy", "messages may be published unencrypted");
  },
  compliant: stackOf(
    { type: TOPIC, name: "subject", props: {} },
    { type: TOPIC_POLICY, name: "policy", props: { arn: ref("subject"), policy: policy() } },
  ),
  violations: {
    "no policy": missing("policy", "policy"),
    "denies somebody only": wrong(
      "policy",
      policy({ Principal: { AWS: "000000000000" } }),
      "policy",
      "policy",
    ),
    "another action": wrong("policy", policy({ Action: "sns:Subscribe" }), "policy", "policy"),
  },
});
