import assert from "node:assert/strict";
import type { Graph } from "../../../local/graph";
import { evaluateStage, inputsOf, ofType, one, outputsOf, type Settings } from "../evaluateStage";

/** Changes some of the partner's settings. */
function partnerSettings(settings: Settings, change: Record<string, unknown>): void {
  settings.partner = { ...(settings.partner as object), ...change };
}

describe("the partner API", () => {
  describe("with a domain, a limited method and shards", () => {
    let changed: Graph;
    before(async () => {
      changed = await evaluateStage("dev", {
        change: (settings) => {
          settings.domain = { zoneName: "example.com" };
          settings.messaging = { stream: { mode: "provisioned", shards: 3 } };
          partnerSettings(settings, {
            plans: {
              gold: {
                quota: { requests: 7, period: "WEEK" },
                methods: { "POST /quotes": { requestsPerSecond: 1, burst: 2 } },
              },
            },
          });
        },
      });
    });

    it("has a host name of its own, with a certificate of the Region, for IPv4 and IPv6", () => {
      const name = inputsOf(one(changed, "aws:apigateway/domainName:DomainName", "partner-domain-name"));
      assert.equal(name.domainName, "partner.example.com");
      assert.ok(name.regionalCertificateArn);
      assert.deepEqual(
        ofType(changed, "aws:route53/record:Record")
          .map(inputsOf)
          .filter((record) => record.name === "partner.example.com" && Array.isArray(record.aliases))
          .map(({ type }) => type)
          .sort(),
        ["A", "AAAA"],
      );
      const api = inputsOf(one(changed, "aws:apigateway/restApi:RestApi", "partner-api"));
      assert.equal(api.disableExecuteApiEndpoint, true);
    });

    it("limits each key by its plan, and single methods below it", () => {
      const plan = inputsOf(one(changed, "aws:apigateway/usagePlan:UsagePlan", "gold"));
      const stage = inputsOf(one(changed, "aws:apigateway/stage:Stage", "partner-stage"));
      assert.deepEqual(plan.throttleSettings, { rateLimit: 20, burstLimit: 40 });
      assert.deepEqual(plan.quotaSettings, { limit: 7, period: "WEEK" });
      const [of] = plan.apiStages as { stage: string; throttles: unknown }[];
      assert.equal(of?.stage, stage.stageName);
      assert.deepEqual(of?.throttles, [{ path: "/quotes/POST", rateLimit: 1, burstLimit: 2 }]);
    });

    it("has as many shards as the stage says", () => {
      const stream = inputsOf(one(changed, "aws:kinesis/stream:Stream"));
      assert.deepEqual([stream.streamModeDetails, stream.shardCount], [{ streamMode: "PROVISIONED" }, 3]);
      assert.equal(stream.encryptionType, "KMS");
    });
  });

  describe("behind CloudFront, with a stream on demand", () => {
    let changed: Graph;
    before(async () => {
      changed = await evaluateStage("dev", {
        change: (settings) => {
          settings.domain = { zoneName: "example.com" };
          settings.messaging = { stream: { mode: "onDemand" } };
          partnerSettings(settings, { cloudFront: true });
        },
      });
    });

    it("has a web ACL in us-east-1, and an origin that takes nothing else", () => {
      const distribution = inputsOf(
        one(changed, "aws:cloudfront/distribution:Distribution", "partner-front-distribution"),
      );
      assert.match(String(distribution.webAclId), /:us-east-1:[0-9]*:global\/webacl\//);
      const [origin] = distribution.origins as { customHeaders: { name: string; value: string }[] }[];
      const [header] = origin?.customHeaders ?? [];
      const acl = inputsOf(one(changed, "aws:wafv2/webAcl:WebAcl", "partner-waf-acl"));
      assert.deepEqual(acl.defaultAction, { block: {} });
      const [rule] = acl.rules as { statement: { byteMatchStatement: { searchString: string } } }[];
      assert.ok(header?.value);
      assert.equal(rule?.statement.byteMatchStatement.searchString, header.value);
      const { arn } = outputsOf(one(changed, "aws:apigateway/stage:Stage", "partner-stage"));
      assert.deepEqual(
        ofType(changed, "aws:wafv2/webAclAssociation:WebAclAssociation")
          .filter((each) => inputsOf(each).resourceArn === arn)
          .map(({ name }) => name),
        ["partner-waf-stage"],
      );
    });

    it("keeps the origin's secret out of the web ACL's log", () => {
      const acl = outputsOf(one(changed, "aws:wafv2/webAcl:WebAcl", "partner-waf-acl"));
      const log = ofType(changed, "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration")
        .map(inputsOf)
        .find(({ resourceArn }) => resourceArn === acl.arn);
      assert.deepEqual(log?.redactedFields, [
        { singleHeader: { name: "authorization" } },
        { singleHeader: { name: "cookie" } },
        { singleHeader: { name: "x-api-key" } },
        { singleHeader: { name: "x-origin-verify" } },
        { queryString: {} },
      ]);
    });

    it("has a stream that grows by itself", () => {
      const stream = inputsOf(one(changed, "aws:kinesis/stream:Stream"));
      assert.deepEqual(
        [stream.streamModeDetails, stream.shardCount],
        [{ streamMode: "ON_DEMAND" }, undefined],
      );
    });
  });
});
