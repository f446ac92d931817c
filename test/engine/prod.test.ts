import assert from "node:assert/strict";
import type { Document } from "yaml";
import { type EngineEvent, engineTest, type Simulation, summary } from "./simulation";
import { livesAndDies } from "./stageLife";
import { reported, withGuard } from "./verdicts";

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

livesAndDies("prod", givesUpItsProtection);

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
