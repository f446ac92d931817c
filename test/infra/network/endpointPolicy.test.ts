import assert from "node:assert/strict";
import type { EndpointServiceName } from "../../../infra/network/endpointPolicy";
import type { Graph } from "../../../local/graph";
import { evaluateStage, list, ofType, type Settings, statementsOf } from "../evaluateStage";

const own = "eu-west-1:123456789012";

/** What calls may reach through each endpoint: ARNs of this account, this stage's where names tell; `*` without ARNs. */
const reached: Readonly<Record<EndpointServiceName, readonly string[]>> = {
  "execute-api": [`arn:aws:execute-api:${own}:*`],
  sqs: [`arn:aws:sqs:${own}:gatehouse-test-*`],
  "kinesis-streams": [`arn:aws:kinesis:${own}:stream/gatehouse-test-*`],
  states: [`arn:aws:states:${own}:*`],
  "sync-states": [`arn:aws:states:${own}:stateMachine:gatehouse-test-*`],
  secretsmanager: [`arn:aws:secretsmanager:${own}:secret:gatehouse-test-*`, "*"],
  kms: [`arn:aws:kms:${own}:key/*`],
  logs: [`arn:aws:logs:${own}:log-group:*`],
  monitoring: ["*"],
  xray: ["*"],
  events: [`arn:aws:events:${own}:event-bus/*`],
  lambda: [`arn:aws:lambda:${own}:function:gatehouse-test-*`],
  sns: [`arn:aws:sns:${own}:gatehouse-test-*`],
  ssm: [`arn:aws:ssm:${own}:parameter/gatehouse-test/*`],
  sts: ["arn:aws:iam::123456789012:role/*", "*"],
};

/** Actions that the service authorization reference knows no resource for. */
const withoutResource = new Set([
  "secretsmanager:GetRandomPassword",
  "cloudwatch:PutMetricData",
  "xray:PutTraceSegments",
  "xray:PutTelemetryRecords",
  "xray:GetSamplingRules",
  "sts:GetCallerIdentity",
]);

describe("policies of interface endpoints", () => {
  const services = Object.keys(reached) as EndpointServiceName[];
  let graph: Graph;
  before(async () => {
    graph = await evaluateStage("test", {
      change: (settings) => {
        (settings.network as Settings).interfaceEndpoints = services;
      },
    });
  });

  for (const service of services)
    it(`let callers of this account do to ${service} what functions do at run time`, () => {
      const [endpoint, ...others] = ofType(graph, "aws:ec2/vpcEndpoint:VpcEndpoint").filter(
        ({ name }) => name === `network-endpoints-${service}`,
      );
      assert.ok(endpoint && others.length === 0);
      const statements = statementsOf(endpoint);
      assert.deepEqual(
        statements.flatMap(({ Resource }) => list(Resource)),
        reached[service],
      );
      for (const { Effect, Action, Resource, Condition } of statements) {
        assert.equal(Effect, "Allow");
        assert.deepEqual(Condition, { StringEquals: { "aws:PrincipalAccount": "123456789012" } });
        for (const action of list(Action)) {
          assert.match(action, /^[a-z-]+:[A-Z][A-Za-z]+$/);
          assert.equal(list(Resource).includes("*"), withoutResource.has(action), action);
        }
      }
    });
});
