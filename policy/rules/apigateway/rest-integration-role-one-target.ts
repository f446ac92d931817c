import { ROLE, ROLE_POLICY, rolesByArn } from "../../aws/policy-holders";
import { integrationsOf, type RestIntegration } from "../../aws/rest-integration";
import { INTEGRATION, methodsHidden, REST_API } from "../../aws/rest-method";
import { policiesOfRole } from "../../aws/role-policies";
import { actionMatches } from "../../documents/glob";
import { extra, ref, stackOf, wrong } from "../../model/fixture";
import { names, optionsOf } from "../../model/options";
import type { Resource } from "../../model/resource";
import { defineRule } from "../../model/rule";
import type { Stack } from "../../model/stack";
import { all, type Truth } from "../../model/truth";
import type { Value } from "../../model/value";
import { allow, document } from "../iam/policy.fixture";

/** The service in `arn:aws:apigateway:<region>:<service>:path|action/…`. */
const TARGET = /^arn:[\w-]+:apigateway:[^:]*:(?:[^:.]+\.)?(sqs|kinesis):(path|action)\//;
const QUEUE = "arn:aws:sqs:eu-central-1:000000000000:orders";

const isOf = ({ at, isOf: of }: RestIntegration): Truth =>
  all([of("AWS"), at.get("uri").matches((text) => TARGET.test(text))]);

function rolesOf(resource: Resource, credentials: Value, stack: Stack): readonly Resource[] {
  if (resource.type === INTEGRATION) return stack.targets(resource, "credentials", ROLE).resources;
  return rolesByArn(stack).of(credentials.text);
}

export default defineRule({
  id: "rest-integration-role-one-target",
  title: "The role of a queue or stream integration allows one action on one queue or stream",
  severity: "high",
  scope: "stack",
  types: [INTEGRATION, REST_API],
  frameworks: { "nist-800-53-r5": ["AC-6"] },
  links: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/integrating-api-with-aws-services-kinesis.html",
  ],
  choice:
    "Whoever gets past the mapping template has all that the role may do. Use of the key that encrypts the queue is allowed besides; a role outside of the stack is left to its own stack.",
  options: optionsOf({
    alsoAllowed: names("Actions that do not count, such as the use of the queue's key.", [
      "kms:GenerateDataKey",
      "kms:Decrypt",
    ]),
  }),
  fix: "give each integration a role of its own with the one action it calls, on the one ARN it calls",
  check({ resource, stack, options, expect, notApplicable }) {
    if (methodsHidden(resource))
      return expect("unknown", resource.get("body"), "the integrations are not known yet");
    let spoken = false;
    for (const integration of integrationsOf(resource)) {
      const applies = isOf(integration);
      const credentials = integration.at.get("credentials");
      if (applies === false) continue;
      if (applies === "unknown" || credentials.unknown) {
        spoken = true;
        if (rolesOf(resource, credentials, stack).length === 0 || applies === "unknown") {
          expect("unknown", credentials, `${integration.label} is not known yet`);
          continue;
        }
      }
      for (const role of rolesOf(resource, credentials, stack)) {
        spoken = true;
        const { documents, foreign, complete } = policiesOfRole(role, stack);
        for (const arn of foreign)
          expect(
            false,
            credentials,
            `${role.name} also has the policy ${arn}, which allows more than one target`,
          );
        if (!complete || documents.some(({ state }) => state === "unknown"))
          expect("unknown", credentials, `what ${role.name} may do is not known yet`);
        const actions = new Set<string>();
        const targets = new Set<string>();
        for (const statement of documents.flatMap(({ statements }) => statements)) {
          if (statement.allows === false) continue;
          const counted = statement.actions.items.filter(
            ({ text }) =>
              text === undefined || !options.alsoAllowed.some((spared) => actionMatches(spared, text)),
          );
          const inverse =
            statement.notActions.state !== "absent" || statement.notResources.state !== "absent";
          expect(
            statement.allows === "unknown" ? "unknown" : !inverse,
            credentials,
            `${statement.label} of ${role.name} allows all but some`,
          );
          const { actions: verbs, resources } = statement;
          const hidden = [verbs, resources, ...verbs.items, ...resources.items].some(
            ({ unknown }) => unknown,
          );
          if (hidden) expect("unknown", credentials, `${statement.label} of ${role.name} is not known yet`);
          if (counted.length === 0) continue;
          for (const { text } of counted) if (text !== undefined) actions.add(text.toLowerCase());
          for (const { text } of statement.resources.items) if (text !== undefined) targets.add(text);
        }
        for (const [what, set] of [
          ["actions", actions],
          ["targets", targets],
        ] as const) {
          const wild = [...set].some((text) => /[*?]/.test(text));
          expect(
            set.size <= 1 && !wild,
            credentials,
            `${role.name} allows ${wild ? "a wildcard of" : String(set.size)} ${what}: ${[...set].join(", ")}`,
          );
        }
      }
    }
    if (!spoken) notApplicable();
  },
  compliant: stackOf(
    { type: ROLE, name: "role", props: { assumeRolePolicy: "{}" } },
    {
      type: ROLE_POLICY,
      name: "policy",
      props: {
        role: ref("role", "name"),
        policy: document(allow("sqs:SendMessage", QUEUE), allow("kms:Decrypt", "key")),
      },
    },
    {
      type: INTEGRATION,
      name: "subject",
      props: {
        type: "AWS",
        uri: "arn:aws:apigateway:eu-central-1:sqs:path/000000000000/orders",
        credentials: ref("role"),
      },
    },
  ),
  violations: {
    "two actions": wrong(
      "policy",
      document(allow(["sqs:SendMessage", "sqs:ReceiveMessage"], QUEUE)),
      "credentials",
      "policy",
    ),
    "a wildcard": wrong("policy", document(allow("sqs:*", QUEUE)), "credentials", "policy"),
    "two queues": wrong(
      "policy",
      document(allow("sqs:SendMessage", [QUEUE, `${QUEUE}-2`])),
      "credentials",
      "policy",
    ),
    "a managed policy": extra(
      {
        type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        name: "attachment",
        props: { role: ref("role", "name"), policyArn: "arn:aws:iam::aws:policy/AmazonSQSFullAccess" },
      },
      "credentials",
    ),
    "a second policy": extra(
      {
        type: ROLE_POLICY,
        name: "more",
        props: { role: ref("role", "name"), policy: document(allow("kinesis:PutRecord", "stream")) },
      },
      "credentials",
    ),
  },
});
