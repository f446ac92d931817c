import assert from "node:assert/strict";
import { createCloud } from "../../local/cloud";
import { UNKNOWN } from "../../local/graph/wire";
import { registration } from "./registration";

const cloud = createCloud();

describe("names of the simulated cloud", () => {
  const nameOf = (type: string, property: string, logical: string, inputs = {}) =>
    cloud.check(registration(type, inputs, { name: logical })).inputs[property];

  it("are the logical name and seven hexadecimal digits", () => {
    assert.match(String(nameOf("aws:iam/role:Role", "name", "reader")), /^reader-[0-9a-f]{7}$/);
  });
  it("leave a name alone that the program gives", () => {
    assert.equal(nameOf("aws:iam/role:Role", "name", "reader", { name: "mine" }), "mine");
  });
  it("fit into what AWS takes", () => {
    const name = String(nameOf("aws:lambda/function:Function", "name", "x".repeat(200)));
    assert.equal(name.length, 64);
    assert.match(String(nameOf("aws:s3/bucket:Bucket", "bucket", "Shop")), /^shop-[0-9a-f]{7}$/);
  });
  it("have no hyphen where API Gateway refuses one", () => {
    assert.match(String(nameOf("aws:apigateway/model:Model", "name", "User")), /^User[0-9a-f]{7}$/);
  });
  it("differ after a replacement, because both exist for a while", () => {
    const type = "aws:dynamodb/table:Table";
    assert.notEqual(
      nameOf(type, "name", "t", { hashKey: "id" }),
      nameOf(type, "name", "t", { hashKey: "key" }),
    );
  });
  it("count as fixed only when the program gives them", () => {
    const generated = cloud.check(registration("aws:iam/role:Role")).inputs;
    assert.equal(cloud.hasFixedName(registration("aws:iam/role:Role", generated)), false);
    assert.equal(cloud.hasFixedName(registration("aws:iam/role:Role", { name: "mine" })), true);
    assert.equal(cloud.hasFixedName(registration("aws:kms/key:Key")), false);
  });
});

describe("changes in the simulated cloud", () => {
  it("name what differs, and what of it replaces the resource", () => {
    const olds = { name: "t", hashKey: "id", tags: { a: "1" }, billingMode: "PAY_PER_REQUEST" };
    const news = { name: "t", hashKey: "key", tags: { a: "2" }, ttl: { enabled: true } };
    assert.deepEqual(cloud.diff("aws:dynamodb/table:Table", olds, news), {
      changed: ["billingMode", "hashKey", "tags", "ttl"],
      replaces: ["hashKey"],
    });
  });
  it("do not depend on the order of keys, nor on what the engine notes beside the inputs", () => {
    const olds = { tags: { a: "1", b: "2" }, __defaults: [] };
    assert.deepEqual(cloud.diff("aws:kms/key:Key", olds, { tags: { b: "2", a: "1" } }), {
      changed: [],
      replaces: [],
    });
  });
  it("never replace a type that no table describes", () => {
    assert.deepEqual(cloud.diff("aws:mq/broker:Broker", { a: 1 }, { a: 2 }), {
      changed: ["a"],
      replaces: [],
    });
  });
});

describe("a preview of the simulated cloud", () => {
  it("knows inputs and defaults, and nothing that only AWS can tell", () => {
    const outputs = cloud.preview(registration("aws:kms/key:Key", { description: "data" }));
    assert.equal(outputs.description, "data");
    assert.equal(outputs.keyUsage, "ENCRYPT_DECRYPT");
    assert.equal(outputs.region, "eu-west-1");
    assert.equal(outputs.arn, UNKNOWN);
    assert.equal(outputs.keyId, UNKNOWN);
  });
  it("leaves unknown inside an input what AWS adds to it", () => {
    const outputs = cloud.preview(
      registration("aws:apigatewayv2/domainName:DomainName", {
        domainName: "api.example.com",
        domainNameConfiguration: { certificateArn: "arn:aws:acm:eu-west-1:123456789012:certificate/1" },
      }),
    );
    const configuration = outputs.domainNameConfiguration as Record<string, unknown>;
    assert.equal(configuration.certificateArn, "arn:aws:acm:eu-west-1:123456789012:certificate/1");
    assert.equal(configuration.targetDomainName, UNKNOWN);
  });
});

describe("refusals of the simulated cloud", () => {
  const refused = (type: string, inputs: Record<string, unknown>, rest = {}) =>
    cloud.check(registration(type, inputs, rest)).refusals.map(({ property }) => property);

  it("name the log destination that WAF would not write to", () => {
    const type = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration";
    const group = (name: string) => ({
      logDestinationConfigs: [`arn:aws:logs:eu-west-1:123456789012:log-group:${name}`],
    });
    assert.deepEqual(refused(type, group("storefront")), ["logDestinationConfigs"]);
    assert.deepEqual(refused(type, group("aws-waf-logs-storefront")), []);
    assert.deepEqual(refused(type, { logDestinationConfigs: [UNKNOWN] }), []);
    assert.deepEqual(refused(type, { logDestinationConfigs: ["arn:aws:s3:::logs"] }), [
      "logDestinationConfigs",
    ]);
  });
  it("keep web ACLs of CloudFront in us-east-1", () => {
    const type = "aws:wafv2/webAcl:WebAcl";
    assert.deepEqual(refused(type, { scope: "CLOUDFRONT" }), ["scope"]);
    assert.deepEqual(refused(type, { scope: "CLOUDFRONT" }, { region: "us-east-1" }), []);
  });
  it("know the retentions of CloudWatch Logs", () => {
    assert.deepEqual(refused("aws:cloudwatch/logGroup:LogGroup", { retentionInDays: 31 }), [
      "retentionInDays",
    ]);
    assert.deepEqual(refused("aws:cloudwatch/logGroup:LogGroup", { retentionInDays: 30 }), []);
  });
  it("want a secret for client_credentials", () => {
    const type = "aws:cognito/userPoolClient:UserPoolClient";
    assert.deepEqual(refused(type, { allowedOauthFlows: ["client_credentials"] }), ["generateSecret"]);
    assert.deepEqual(refused(type, { allowedOauthFlows: ["client_credentials"], generateSecret: true }), []);
  });
  it("stay silent about values that are not known yet", () => {
    assert.deepEqual(refused("aws:cloudwatch/logGroup:LogGroup", { retentionInDays: UNKNOWN }), []);
    assert.deepEqual(refused("aws:lambda/function:Function", { handler: UNKNOWN, runtime: UNKNOWN }), []);
  });
});
