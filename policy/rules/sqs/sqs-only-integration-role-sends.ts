import { ROLE, ROLE_POLICY } from "../../aws/policy-holders";
import { QUEUE, queuePolicies, QUEUE_POLICY } from "../../aws/queue";
import { queueSources } from "../../aws/queue-source";
import { INTEGRATION } from "../../aws/rest-method";
import { policiesOfRole } from "../../aws/role-policies";
import type { Statement } from "../../documents/statement";
import { extra, ref, stackOf, wrong } from "../../model/fixture";
import { keyed } from "../../model/keyed";
import { ANY_KEY, type Key } from "../../model/keys";
import { noOptions } from "../../model/options";
import type { Resource } from "../../model/resource";
import { defineRule } from "../../model/rule";
import { all, any, not, type Truth } from "../../model/truth";
import type { Value } from "../../model/value";
import { queuePolicy } from "./queue-policy.fixture";

const SEND = "sqs:SendMessage";
const ROLE_ARN = "arn:aws:iam::000000000000:role/gateway";
const QUEUE_ARN = "arn:aws:sqs:eu-central-1:000000000000:orders";
const URI = "arn:aws:apigateway:eu-central-1:sqs:path/000000000000/orders";

const arnOf = (resource: Resource): string | undefined => resource.outputs.get("arn").text;

/** Whether a statement speaks of one of these roles and of nobody else. */
function onlyFor(roles: readonly Resource[], statement: Statement): Truth {
  const arns = roles.flatMap((role) => arnOf(role) ?? []);
  const known = arns.length === roles.length;
  const isRole = (item: Value): Truth =>
    item.matches((text) => arns.includes(text)) === true
      ? true
      : known
        ? item.matches(() => false)
        : "unknown";
  if (statement.principal.unknown) return "unknown";
  return all([
    not(statement.notPrincipal.present),
    ...statement.principal.entries.map(([kind, names]) => (kind === "AWS" ? names.every(isRole) : false)),
    statement.principal.entries.length > 0,
  ]);
}

/** A pattern, or a policy variable. */
const OPEN = /[*?$]/;

/** Roles that may send to queues, by the ARNs that they name; those with patterns may send to any. */
const senders = keyed([ROLE], (role, stack) =>
  policiesOfRole(role, stack)
    .documents.flatMap(({ statements }) => statements)
    .filter((statement) => all([statement.allows, statement.coversAction(SEND)]) !== false)
    .flatMap(({ resources, notResources }): readonly Key[] => [
      ...resources.items.map(({ text }) => (text === undefined || OPEN.test(text) ? ANY_KEY : text)),
      resources.unknown || notResources.state !== "absent" ? ANY_KEY : undefined,
    ]),
);

export default defineRule({
  id: "sqs-only-integration-role-sends",
  title: "Only the role of the API's integration sends to a queue that an API feeds",
  severity: "medium",
  scope: "stack",
  types: [QUEUE],
  frameworks: { "nist-800-53-r5": ["AC-6"] },
  links: [
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-basic-examples-of-sqs-policies.html",
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/integrating-api-with-aws-services-sqs.html",
  ],
  choice:
    "What the API checked is worth nothing when others can send too. Both ways in are read: the queue's policy, and the policies of the stack's other roles that name the queue. Roles of other stacks cannot be seen from here; iam-no-wildcard-resource keeps this stack's from naming every queue.",
  options: noOptions,
  fix: "allow sqs:SendMessage to the integration's role alone, in the queue's policy and in the roles",
  check({ resource, stack, expect, notApplicable }) {
    const sources = queueSources(resource, stack);
    if (!sources.fed && sources.complete) return notApplicable();
    const fed: Truth = sources.fed ? true : "unknown";
    const others = (truth: Truth): Truth => (sources.complete ? truth : any([truth, "unknown"]));
    const policies = queuePolicies(resource, stack);
    if (!policies.complete) expect("unknown", "policy", "the queue's policy is not known yet");
    for (const { statements } of policies.documents)
      for (const statement of statements) {
        const sends = all([fed, statement.allows, statement.coversAction(SEND)]);
        expect(
          any([not(sends), others(onlyFor(sources.roles, statement))]),
          statement.at,
          `${statement.label} lets others than the API send`,
        );
      }
    const arn = arnOf(resource);
    for (const role of arn === undefined ? stack.ofType(ROLE) : senders(stack).maybe(arn)) {
      if (sources.roles.includes(role)) continue;
      for (const { statements } of policiesOfRole(role, stack).documents)
        for (const statement of statements) {
          const named = statement.resources.every((item) => item.matches((text) => !/^[*?]+$/.test(text)));
          const covers = arn === undefined ? "unknown" : all([named, statement.coversResource(arn)]);
          const sends = all([fed, statement.allows, statement.coversAction(SEND), covers]);
          expect(
            any([not(sends), others(false)]),
            "",
            `role ${role.name} may send to the queue, past the API`,
          );
        }
    }
    expect(true, "", "");
  },
  compliant: stackOf(
    { type: ROLE, name: "gateway", props: {}, outputs: { arn: ROLE_ARN } },
    { type: ROLE, name: "worker", props: {} },
    {
      type: INTEGRATION,
      name: "send",
      props: { type: "AWS", uri: URI, credentials: ref("gateway") },
    },
    { type: QUEUE, name: "subject", props: { name: "orders" }, outputs: { arn: QUEUE_ARN } },
    {
      type: QUEUE_POLICY,
      name: "policy",
      props: {
        queueUrl: ref("subject", "id"),
        policy: queuePolicy({
          Effect: "Allow",
          Principal: { AWS: ROLE_ARN },
          Action: SEND,
          Resource: QUEUE_ARN,
        }),
      },
    },
  ),
  violations: {
    "the account may send": wrong(
      "policy",
      queuePolicy({
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::000000000000:root" },
        Action: "sqs:*",
        Resource: QUEUE_ARN,
      }),
      "policy.Statement[0]",
      "policy",
    ),
    "a service may send": wrong(
      "policy",
      queuePolicy({
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: SEND,
        Resource: QUEUE_ARN,
      }),
      "policy.Statement[0]",
      "policy",
    ),
    "another role may send": extra(
      {
        type: ROLE_POLICY,
        name: "shortcut",
        props: {
          role: ref("worker", "id"),
          policy: queuePolicy({ Effect: "Allow", Action: "sqs:Send*", Resource: QUEUE_ARN }),
        },
      },
      "",
    ),
  },
});
