import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readExceptions, type RungProblem, unexpected } from "./exceptions";
import { withStandIns } from "./standIns";

const exceptions = readExceptions(readFileSync(join(__dirname, "../../engine/rung-exceptions.md"), "utf8"));

const problem = {
  phase: "second plan",
  urn: "urn",
  type: "aws_cognito_user_pool",
  property: "user_pool_tier",
  message: 'update: "" -> "PLUS"',
};

describe("rung exceptions", () => {
  it("cover the problem they describe, and no other", () => {
    assert.deepEqual(unexpected([problem], exceptions, [], []), []);
    for (const other of [
      { ...problem, phase: "plan" },
      { ...problem, type: "aws_cognito_user_pool_client" },
      { ...problem, property: "tier" },
      { ...problem, message: 'update: "LITE" -> "PLUS"' },
    ]) {
      assert.deepEqual(unexpected([other], exceptions, [], []), [other]);
    }
  });

  it("cover what is left after destroy because of something excepted, and nothing else that is left", () => {
    const left = (urn: string): RungProblem => ({
      phase: "destroy",
      urn,
      type: "aws_any",
      property: null,
      message: "left after destroy",
    });
    const gone: RungProblem = {
      phase: "destroy",
      urn: "rule",
      type: "aws_vpc_security_group_egress_rule",
      property: null,
      message:
        "deleting VPC Security Group Rule (sgr-1): operation error EC2: RevokeSecurityGroupEgress, https response error StatusCode: 400, RequestID: a, api error InvalidPermission.NotFound: The specified rule does not exist in this security group",
    };
    const resources = [
      { urn: "network" },
      { urn: "subnet", parent: "network" },
      { urn: "group", dependencies: ["network"] },
      { urn: "rule", propertyDependencies: { securityGroupId: ["group"], description: null } },
      { urn: "function", dependencies: ["group"] },
      { urn: "pool" },
      { urn: "server", dependencies: ["pool"] },
      { urn: "table" },
    ];
    const all = resources.map(({ urn }) => left(urn));
    const rest = (...problems: RungProblem[]) =>
      unexpected(problems, exceptions, ["server"], resources).map(({ urn }) => urn);
    assert.deepEqual(rest(gone, ...all), ["function", "table"]);
    assert.deepEqual(rest(...all), ["network", "subnet", "group", "rule", "function", "table"]);
    const other = {
      ...gone,
      message: gone.message.replace("InvalidPermission.NotFound", "DependencyViolation"),
    };
    assert.deepEqual(rest(other, ...all), [
      "rule",
      "network",
      "subnet",
      "group",
      "rule",
      "function",
      "table",
    ]);
  });

  it("stand in for MOCK integrations only, and leave the graph itself alone", () => {
    const body = JSON.stringify({
      paths: {
        "/a": {
          get: { "x-amazon-apigateway-integration": { type: "mock" } },
          put: { "x-amazon-apigateway-integration": { type: "aws_proxy", uri: "arn" } },
        },
      },
    });
    const graph = {
      deployment: { resources: [{ type: "aws:apigateway/restApi:RestApi", inputs: { body } }] },
    };
    const paths = JSON.parse(withStandIns(graph).deployment.resources[0]?.inputs.body ?? "{}") as never;
    assert.deepEqual(paths, {
      paths: {
        "/a": {
          get: { "x-amazon-apigateway-integration": { type: "mock", uri: "mock", httpMethod: "POST" } },
          put: { "x-amazon-apigateway-integration": { type: "aws_proxy", uri: "arn" } },
        },
      },
    });
    assert.equal(graph.deployment.resources[0]?.inputs.body, body);
  });

  it("stand in for keys of certificates, and for the zone that records lie in and no resource is", () => {
    const record = (name: string, zoneId: string) => ({
      urn: `urn:pulumi:prod::gatehouse::aws:route53/record:Record::${name}`,
      type: "aws:route53/record:Record",
      inputs: { name, zoneId },
    });
    const zone = { urn: "private", type: "aws:route53/zone:Zone", id: "Z2", inputs: { name: "inside.test" } };
    const certificate = {
      urn: "certificate",
      type: "aws:acm/certificate:Certificate",
      inputs: { domainName: "api.example.com", keyAlgorithm: "EC_prime256v1" },
    };
    const given = [
      record("api.example.com", "Z1"),
      record("_token.live.example.com.", "Z1"),
      record("inside.test", "Z2"),
      zone,
      certificate,
    ];
    const { resources } = withStandIns({ deployment: { resources: given as { urn: string }[] } }).deployment;
    assert.deepEqual(resources, [
      {
        urn: "urn:pulumi:prod::gatehouse::aws:route53/zone:Zone::looked-up-Z1",
        type: "aws:route53/zone:Zone",
        custom: true,
        id: "Z1",
        inputs: { name: "example.com" },
        outputs: { id: "Z1", name: "example.com", zoneId: "Z1", arn: "arn:aws:route53:::hostedzone/Z1" },
      },
      ...given.slice(0, 4),
      { ...certificate, inputs: { domainName: "api.example.com" } },
    ]);
  });
});
