import assert from "node:assert/strict";
import { join } from "node:path";
import type { Document } from "yaml";
import { engineTest, Simulation, summary, type EngineEvent } from "./simulation";
import { judgedHere, reported, withGuard } from "./verdicts";

const ROOT = join(__dirname, "..", "..");

/** What stays on AWS when a stage goes, because the account's other stacks use it. docs/make-it-yours.md says so. */
const RETAINED = [
  "aws:apigateway:Account api-gateway-logs-account",
  "aws:iam:Role api-gateway-logs-role",
  "aws:iam:RolePolicy api-gateway-logs-policy",
];

/** What `protection.deletionProtection` of prod protects: in Pulumi, and where a setting stands beside it, in AWS too. */
const PROTECTED: Readonly<Record<string, string | undefined>> = {
  "avatars-bucket": "aws:s3/bucket:Bucket avatars-bucket forceDestroy",
  "avatars-log-bucket": "aws:s3/bucket:Bucket avatars-log-bucket forceDestroy",
  "backoffice-domain-name": undefined,
  "backoffice-domain-zone": undefined,
  "backoffice-erp-balancer":
    "aws:lb/loadBalancer:LoadBalancer backoffice-erp-balancer enableDeletionProtection",
  "catalog-front-distribution": undefined,
  "catalog-stock-balancer":
    "aws:lb/loadBalancer:LoadBalancer catalog-stock-balancer enableDeletionProtection",
  "data-key": undefined,
  "domain-name": undefined,
  "edge-acl-logs-key": undefined,
  "edge-messages-key": undefined,
  "identity-pool": "aws:cognito/userPool:UserPool identity-pool deletionProtection",
  "live-connections-table": "aws:dynamodb/table:Table live-connections-table deletionProtectionEnabled",
  "live-front-distribution": undefined,
  "partner-data-table": "aws:dynamodb/table:Table partner-data-table deletionProtectionEnabled",
  "partner-domain-name": undefined,
  "partner-events-stream": "aws:kinesis/stream:Stream partner-events-stream enforceConsumerDeletion",
  "partner-secrets-acme": "aws:secretsmanager/secret:Secret partner-secrets-acme recoveryWindowInDays",
  "partner-secrets-globex": "aws:secretsmanager/secret:Secret partner-secrets-globex recoveryWindowInDays",
  "platform-key": undefined,
  "tables-idempotency": "aws:dynamodb/table:Table tables-idempotency deletionProtectionEnabled",
  "tables-products": "aws:dynamodb/table:Table tables-products deletionProtectionEnabled",
  "tables-users": "aws:dynamodb/table:Table tables-users deletionProtectionEnabled",
};

/** What Pulumi retained, as it prints it: type and name. */
const retained = (output: string): readonly string[] =>
  [...output.matchAll(/^ - +(\S+ \S+) deleted .*\[retain\]/gmu)].map(([, resource = ""]) => resource).sort();

/** What Pulumi refused to delete: names. */
const refused = (output: string): readonly string[] =>
  [
    ...new Set(
      [...output.matchAll(/resource "\S+::(\S+)" cannot be deleted/gu)].map(([, name = ""]) => name),
    ),
  ].sort();

const stepsOf = (events: readonly EngineEvent[]): readonly string[] =>
  events
    .flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata ?? [])
    .filter(({ op }) => op !== "same")
    .map(summary)
    .sort();

/** Nothing that the guard refuses, the same verdicts as in this process, and enough to compare. */
async function agree(stage: string, mode: "preview" | "known", events: readonly EngineEvent[]) {
  const engine = reported(events);
  assert.deepEqual(
    engine.filter((line) => line.startsWith("mandatory")),
    [],
  );
  assert.deepEqual(await judgedHere(stage, mode), engine);
  const rules = new Set(engine.map((line) => line.split(" ")[1]));
  assert.ok(rules.size >= 10, `only ${[...rules].join(", ")} to compare`);
}

for (const stage of ["dev", "test", "prod"])
  describe(`the platform's ${stage} stage on the real Pulumi engine`, () => {
    let simulation: Simulation;
    before(() => (simulation = new Simulation(ROOT, stage, "at the end")));
    after(() => simulation.dispose());

    engineTest("passes the guard at preview, with the verdicts of this process", async () => {
      const { all, events } = await simulation.recorded("preview", ...withGuard(simulation.home));
      assert.match(all, /gatehouse-policy/u);
      await agree(stage, "preview", events);
    });

    engineTest("deploys through the guard, with the verdicts of this process", async () => {
      const guard = withGuard(simulation.home);
      const { all, events } = await simulation.recorded("up", "--yes", "--skip-preview", ...guard);
      assert.doesNotMatch(all, /only general answers/);
      await agree(stage, "known", events);
      const types = new Set((await simulation.resources()).map(({ type }) => type));
      for (const type of ["awsx:ec2:Vpc", "aws:apigateway/restApi:RestApi", "aws:wafv2/webAcl:WebAcl"])
        assert.ok(types.has(type), type);
    });

    engineTest("has nothing to do the second time", async () => {
      await simulation.up("--expect-no-changes");
    });

    if (stage === "dev") showsOneChange(() => simulation);
    if (stage === "prod") givesUpItsProtection(() => simulation);

    engineTest("leaves nothing when it is destroyed, but what it is told to retain", async () => {
      const { all } = await simulation.ok("destroy", "--yes", "--skip-preview");
      assert.deepEqual(await simulation.resources(), []);
      assert.deepEqual(retained(all), RETAINED);
    });
  });

function showsOneChange(simulation: () => Simulation): void {
  engineTest("shows one changed setting as exactly that", async () => {
    const changes = await simulation().changes(
      ...simulation().withConfig((config) =>
        config.setIn(["config", "gatehouse:stage", "storefront", "throttle", "requestsPerSecond"], 77),
      ),
    );
    // The throttle of both versions, the alarms that warn when traffic comes near it, and where the dashboard draws them.
    assert.deepEqual(changes.map(summary).sort(), [
      "update aws:apigateway/methodSettings:MethodSettings storefront-settings-all settings.throttlingRateLimit",
      "update aws:apigateway/methodSettings:MethodSettings storefront-v2-settings-all settings.throttlingRateLimit",
      "update aws:cloudwatch/dashboard:Dashboard dashboard-dashboard dashboardBody",
      "update aws:cloudwatch/metricAlarm:MetricAlarm alarms-storefront-v1-near-throttle threshold",
      "update aws:cloudwatch/metricAlarm:MetricAlarm alarms-storefront-v2-near-throttle threshold",
    ]);
  });
}

/** How docs/make-it-yours.md says that a protected stage is taken down. */
function givesUpItsProtection(simulation: () => Simulation): void {
  const unprotected = (config: Document): void =>
    config.setIn(["config", "gatehouse:stage", "protection", "deletionProtection"], false);

  engineTest("refuses to be destroyed while it is protected, and loses nothing", async () => {
    const before = await simulation().resources();
    const shielded = before.filter(({ protect }) => protect).map(({ urn }) => urn.split("::").pop());
    assert.deepEqual(shielded.sort(), Object.keys(PROTECTED));
    const { code, all } = await simulation().pulumi("destroy", "--yes");
    assert.notEqual(code, 0);
    // Not all: it does not come to the keys of what it refuses to delete.
    const names = refused(all);
    assert.ok(names.length > 0 && names.every((name) => name in PROTECTED), names.join(", "));
    assert.equal((await simulation().resources()).length, before.length);
  });

  engineTest("gives up its protection by one setting, and the guard warns of it", async () => {
    const guard = withGuard(simulation().home);
    const config = simulation().withConfig(unprotected);
    const { events } = await simulation().recorded("up", "--yes", "--skip-preview", ...guard, ...config);
    const settings = Object.values(PROTECTED).filter((setting) => setting !== undefined);
    assert.deepEqual(stepsOf(events), settings.map((setting) => `update ${setting}`).sort());
    const warned = reported(events).filter((line) => line.startsWith("advisory protect-stateful "));
    assert.ok(warned.length > 0);
    assert.ok((await simulation().resources()).every(({ protect }) => protect !== true));
  });
}
