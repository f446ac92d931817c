import assert from "node:assert/strict";
import type { Graph } from "../../../local/graph";
import { evaluateStage, inputsOf, ofType, one, outputsOf } from "../evaluateStage";

describe("stage prod", () => {
  let graph: Graph;
  before(async () => {
    graph = await evaluateStage("prod");
  });

  it("caches reads of products and nothing else, in each version of the storefront", () => {
    const settings = ofType(graph, "aws:apigateway/methodSettings:MethodSettings").map(inputsOf);
    for (const stage of ofType(graph, "aws:apigateway/stage:Stage")) {
      const { cacheClusterEnabled, cacheClusterSize, restApi } = inputsOf(stage);
      const cached = settings.filter(
        (each) => each.restApi === restApi && (each.settings as { cachingEnabled: boolean }).cachingEnabled,
      );
      const isStorefront = stage.name.startsWith("storefront");
      assert.deepEqual(
        [cacheClusterEnabled, cacheClusterSize],
        isStorefront ? [true, "1.6"] : [false, undefined],
      );
      assert.deepEqual(
        cached.map(({ methodPath }) => methodPath).sort(),
        isStorefront ? ["~1products/GET", "~1products~1{id}/GET"] : [],
        stage.name,
      );
    }
  });

  it("asks everybody for a second factor and refuses risky sign-ins", () => {
    const pool = inputsOf(one(graph, "aws:cognito/userPool:UserPool"));
    assert.equal(pool.mfaConfiguration, "ON");
    assert.deepEqual(pool.softwareTokenMfaConfiguration, { enabled: true });
    assert.equal(pool.userPoolTier, "PLUS");
    assert.deepEqual(pool.userPoolAddOns, { advancedSecurityMode: "ENFORCED" });
    one(graph, "aws:cognito/riskConfiguration:RiskConfiguration");
  });

  it("leaves the second factor to each, or has none, where the stage says so", async () => {
    for (const [mfa, mode, app] of [
      ["optional", "OPTIONAL", { enabled: true }],
      // Cognito takes no settings of a factor that nobody may use.
      ["none", "OFF", undefined],
    ] as const) {
      const changed = await evaluateStage("prod", {
        change: (settings) => {
          settings.identity = { ...(settings.identity as object), mfa };
        },
      });
      const pool = inputsOf(one(changed, "aws:cognito/userPool:UserPool"));
      assert.equal(pool.mfaConfiguration, mode);
      assert.deepEqual(pool.softwareTokenMfaConfiguration, app);
    }
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

  it("keeps every log for a year, with a key of the platform", () => {
    const keys = ["platform-key", "edge-acl-logs-key"].map(
      (name) => outputsOf(one(graph, "aws:kms/key:Key", name)).arn,
    );
    for (const group of ofType(graph, "aws:cloudwatch/logGroup:LogGroup")) {
      const { retentionInDays, kmsKeyId } = inputsOf(group);
      assert.equal(retentionInDays, 365, group.name);
      assert.ok(keys.includes(kmsKeyId), group.name);
    }
  });

  it("spans three zones", () => {
    const zones = ofType(graph, "aws:ec2/subnet:Subnet").map((subnet) => inputsOf(subnet).availabilityZone);
    assert.equal(new Set(zones).size, 3);
  });
});
