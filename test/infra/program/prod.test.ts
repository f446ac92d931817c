import assert from "node:assert/strict";
import type { Graph } from "../../../local/graph";
import { evaluateStage, inputsOf, ofType, one, outputsOf } from "../evaluateStage";

describe("stage prod", () => {
  let graph: Graph;
  before(async () => {
    graph = await evaluateStage("prod");
  });

  describe("domain", () => {
    it("has its certificate from us-east-1, and waits until it is issued", () => {
      const provider = one(graph, "pulumi:providers:aws", "us-east-1");
      assert.equal(inputsOf(provider).region, "us-east-1");
      const certificate = one(graph, "aws:acm/certificate:Certificate");
      assert.ok(certificate.provider?.startsWith(provider.urn));
      assert.equal(inputsOf(certificate).domainName, "api.example.com");
      assert.equal(inputsOf(certificate).validationMethod, "DNS");
      const domain = one(graph, "aws:apigateway/domainName:DomainName");
      const validation = one(graph, "aws:acm/certificateValidation:CertificateValidation");
      assert.deepEqual(domain.propertyDependencies.certificateArn, [validation.urn]);
      assert.equal(inputsOf(domain).regionalCertificateArn, undefined);
    });

    it("validates with one record per name, made while the certificate is still unknown", () => {
      const records = ofType(graph, "aws:route53/record:Record").filter(({ name }) =>
        name.includes("validation"),
      );
      assert.equal(records.length, 1);
      assert.ok(records[0] && inputsOf(records[0]).allowOverwrite);
    });

    it("answers on IPv4 and IPv6, at CloudFront's address", () => {
      const domain = outputsOf(one(graph, "aws:apigateway/domainName:DomainName"));
      const records = ofType(graph, "aws:route53/record:Record")
        .map(inputsOf)
        .filter(({ aliases }) => aliases);
      assert.deepEqual(records.map(({ type }) => type).sort(), ["A", "AAAA"]);
      for (const { name, aliases } of records) {
        assert.equal(name, "api.example.com");
        assert.deepEqual(aliases, [
          {
            name: domain.cloudfrontDomainName,
            zoneId: domain.cloudfrontZoneId,
            evaluateTargetHealth: false,
          },
        ]);
      }
    });

    it("is the only way in, speaks modern TLS only, and maps /v1", () => {
      const api = inputsOf(one(graph, "aws:apigateway/restApi:RestApi"));
      assert.equal(api.disableExecuteApiEndpoint, true);
      assert.match(
        String(inputsOf(one(graph, "aws:apigateway/domainName:DomainName")).securityPolicy),
        /TLS13/,
      );
      const mapping = one(graph, "aws:apigateway/basePathMapping:BasePathMapping");
      assert.equal(inputsOf(mapping).basePath, "v1");
      assert.equal(mapping.deleteBeforeReplace, true);
      assert.equal(outputsOf(one(graph, "pulumi:pulumi:Stack")).storefrontUrl, "https://api.example.com/v1");
    });
  });

  it("caches reads of products and nothing else", () => {
    assert.equal(inputsOf(one(graph, "aws:apigateway/stage:Stage")).cacheClusterSize, "1.6");
    const settings = ofType(graph, "aws:apigateway/methodSettings:MethodSettings").map(inputsOf);
    const cached = settings.filter(
      ({ settings: own }) => (own as { cachingEnabled: boolean }).cachingEnabled,
    );
    assert.deepEqual(cached.map(({ methodPath }) => methodPath).sort(), [
      "~1products/GET",
      "~1products~1{id}/GET",
    ]);
  });

  it("asks everybody for a second factor and refuses risky sign-ins", () => {
    const pool = inputsOf(one(graph, "aws:cognito/userPool:UserPool"));
    assert.equal(pool.mfaConfiguration, "ON");
    assert.deepEqual(pool.softwareTokenMfaConfiguration, { enabled: true });
    assert.equal(pool.userPoolTier, "PLUS");
    assert.deepEqual(pool.userPoolAddOns, { advancedSecurityMode: "ENFORCED" });
    one(graph, "aws:cognito/riskConfiguration:RiskConfiguration");
  });

  it("protects what cannot be made again, in AWS and in Pulumi", () => {
    for (const table of ofType(graph, "aws:dynamodb/table:Table")) {
      assert.ok(table.protect && inputsOf(table).deletionProtectionEnabled, table.name);
    }
    const pool = one(graph, "aws:cognito/userPool:UserPool");
    assert.ok(pool.protect && inputsOf(pool).deletionProtection === "ACTIVE");
    for (const key of ofType(graph, "aws:kms/key:Key")) {
      assert.ok(key.protect && inputsOf(key).deletionWindowInDays === 30 && inputsOf(key).enableKeyRotation);
    }
  });

  it("keeps every log for a year, encrypted with a key that admits it", () => {
    const platform = one(graph, "aws:kms/key:Key", "platform-key");
    for (const group of ofType(graph, "aws:cloudwatch/logGroup:LogGroup")) {
      assert.equal(inputsOf(group).retentionInDays, 365, group.name);
      assert.equal(inputsOf(group).kmsKeyId, outputsOf(platform).arn, group.name);
    }
  });

  it("tells somebody of every alarm, on metrics and dimensions that CloudWatch has", () => {
    const topic = one(graph, "aws:sns/topic:Topic");
    const dimensions = { "AWS/ApiGateway": ["ApiName", "Stage"], "AWS/Lambda": ["FunctionName"] } as const;
    const alarms = ofType(graph, "aws:cloudwatch/metricAlarm:MetricAlarm").map(inputsOf);
    for (const alarm of alarms) {
      assert.deepEqual(alarm.alarmActions, [outputsOf(topic).arn]);
      assert.equal(alarm.actionsEnabled, true);
      assert.deepEqual(
        Object.keys(alarm.dimensions as object).sort(),
        [...dimensions[alarm.namespace as keyof typeof dimensions]].sort(),
      );
    }
    assert.deepEqual([...new Set(alarms.map(({ metricName }) => metricName))].sort(), [
      "4XXError",
      "5XXError",
      "Count",
      "Errors",
      "Latency",
      "Throttles",
    ]);
    assert.equal(
      inputsOf(one(graph, "aws:sns/topicSubscription:TopicSubscription")).endpoint,
      "on-call@example.com",
    );
  });

  it("spans three zones", () => {
    const zones = ofType(graph, "aws:ec2/subnet:Subnet").map((subnet) => inputsOf(subnet).availabilityZone);
    assert.equal(new Set(zones).size, 3);
  });
});
