import { FUNCTION } from "../../aws/function";
import { ROLE, ROLE_POLICY } from "../../aws/policy-holders";
import { policiesOfRole } from "../../aws/role-policies";
import { VPC, VPC_ENDPOINT } from "../../aws/vpc";
import { SUBNET } from "../../aws/zones";
import { extra, missing, ref, stackOf } from "../../model/fixture";
import { keyed } from "../../model/keyed";
import { names, optionsOf } from "../../model/options";
import type { Resource } from "../../model/resource";
import { defineRule } from "../../model/rule";
import { exists, type Stack } from "../../model/stack";
import { all, any, not, type Truth } from "../../model/truth";
import { queuePolicy } from "../sqs/queue-policy.fixture";

/** Name of an endpoint service → prefix of its IAM actions, where they differ. */
const PREFIXES: ReadonlyMap<string, string> = new Map([
  ["kinesis-streams", "kinesis"],
  ["kinesis-firehose", "firehose"],
  ["monitoring", "cloudwatch"],
  ["sync-states", "states"],
]);

/** Whether some statement lets the role call the service itself, rather than have another service call it. */
function mayCall(lambda: Resource, role: Resource, service: string, stack: Stack): Truth {
  const prefix = `${PREFIXES.get(service) ?? service}:`;
  const environmentKey = lambda.get("kmsKeyArn");
  const { documents, complete } = policiesOfRole(role, stack);
  const called = documents.flatMap((document): Truth[] =>
    document.state === "unknown"
      ? ["unknown"]
      : document.statements.map((statement) => {
          const named = statement.actions.some((item) =>
            item.matches((text) => text.toLowerCase().startsWith(prefix)),
          );
          const through = statement.condition.unknown
            ? "unknown"
            : statement.condition.entries.some(([, block]) =>
                block.entries.some(([key]) => /:viaservice$|:calledvia/i.test(key)),
              );
          // Lambda decrypts the environment before the function starts, from outside of the VPC.
          const environment = statement.resources.every((item) =>
            environmentKey.unknown ? "unknown" : item.matches((text) => text === environmentKey.text),
          );
          const own = service === "kms" ? not(environment) : true;
          return all([statement.allows, named, not(through), own]);
        }),
  );
  return any([...called, complete ? false : "unknown"]);
}

/** Functions with a network interface in the VPC. */
const functionsIn = (vpc: Resource, stack: Stack): readonly Resource[] => {
  const subnets = stack.referrers(vpc, SUBNET, "vpcId").resources;
  return functionsBySubnet(stack).of(...subnets.flatMap(({ urn, id }) => [urn, id.text]));
};

/** Functions by the URNs and ids of their subnets. */
const functionsBySubnet = keyed([FUNCTION], (lambda) => [
  ...lambda.dependenciesOf("vpcConfig"),
  ...lambda.get("vpcConfig", "subnetIds").items.map(({ text }) => text),
]);

const SERVICE = "com.amazonaws.eu-central-1.sqs";

export default defineRule({
  id: "vpce-required-services",
  title: "What functions in a VPC call, they reach through an endpoint of the VPC",
  severity: "medium",
  scope: "stack",
  types: [VPC],
  frameworks: { "nist-800-53-r5": ["SC-7"], "pci-dss-4": ["1.2.1"], soc2: ["CC6.6"] },
  links: [
    "https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-10",
  ],
  choice:
    "Security Hub names EC2, ECR and Systems Manager, which an API platform hardly calls, and an endpoint that nothing uses costs money by the hour. So the policies of the functions in the VPC decide: a service that a role may call itself needs an endpoint; a key used through another service (kms:ViaService) or for the function's environment does not, nor do a function's own logs, which Lambda writes from outside of the VPC. `always` adds services that every VPC must have.",
  options: optionsOf({
    services: names("Services that need an endpoint once a function may call them.", [
      "execute-api",
      "kms",
      "sqs",
      "kinesis-streams",
      "sts",
      "secretsmanager",
      "states",
    ]),
    always: names("Services that need an endpoint in any case, such as logs.", []),
  }),
  fix: "add a VpcEndpoint of the service to the VPC",
  check({ resource, stack, options, expect }) {
    const endpoints = stack.referrers(resource, VPC_ENDPOINT, "vpcId");
    const functions = functionsIn(resource, stack);
    for (const service of new Set([...options.always, ...options.services])) {
      const called = functions.map((lambda): Truth => {
        const roles = stack.targets(lambda, "role", ROLE);
        return any([
          ...roles.resources.map((role) => mayCall(lambda, role, service, stack)),
          exists(roles) === "unknown" ? "unknown" : false,
        ]);
      });
      const needed = options.always.includes(service) ? true : any(called);
      if (needed === false) continue;
      const present = any([
        ...endpoints.resources.map((endpoint) =>
          endpoint.get("serviceName").matches((text) => text.endsWith(`.${service}`)),
        ),
        endpoints.complete ? false : "unknown",
      ]);
      expect(
        any([not(needed), present]),
        "",
        `functions may call ${service}, and the VPC has no endpoint for it`,
      );
    }
    expect(true, "", "");
  },
  compliant: stackOf(
    { type: VPC, name: "subject", props: { cidrBlock: "10.0.0.0/16" } },
    { type: SUBNET, name: "subnet", props: { vpcId: ref("subject", "id") } },
    { type: VPC_ENDPOINT, name: "sqs", props: { vpcId: ref("subject", "id"), serviceName: SERVICE } },
    { type: ROLE, name: "role", props: {} },
    {
      type: ROLE_POLICY,
      name: "policy",
      props: {
        role: ref("role", "id"),
        policy: queuePolicy(
          { Effect: "Allow", Action: "sqs:SendMessage", Resource: "queue" },
          {
            Effect: "Allow",
            Action: "kms:Decrypt",
            Resource: "key",
            Condition: { StringEquals: { "kms:ViaService": "dynamodb.eu-central-1.amazonaws.com" } },
          },
        ),
      },
    },
    {
      type: FUNCTION,
      name: "function",
      props: { role: ref("role"), vpcConfig: { subnetIds: [ref("subnet", "id")] } },
    },
  ),
  violations: {
    "no endpoint": missing("sqs", ""),
    "one more service": extra(
      {
        type: ROLE_POLICY,
        name: "more",
        props: {
          role: ref("role", "id"),
          policy: queuePolicy({ Effect: "Allow", Action: ["kinesis:PutRecord"], Resource: "stream" }),
        },
      },
      "",
    ),
  },
});
