import { stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

const KEY = "aws:kms/key:Key";
const REPLICA = "aws:kms/replicaKey:ReplicaKey";

export default defineRule({
  id: "kms-enabled",
  title: "A key is enabled",
  severity: "medium",
  scope: "resource",
  types: [KEY, REPLICA, "aws:kms/externalKey:ExternalKey", "aws:kms/replicaExternalKey:ReplicaExternalKey"],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/kms/latest/developerguide/enabling-keys.html"],
  options: noOptions,
  fix: "take isEnabled away; to retire a key, take the resource away and let the deletion window run",
  check({ resource, expect }) {
    const enabled = resource.get(resource.type === KEY ? "isEnabled" : "enabled");
    expect(enabled.isTrue(true), enabled, "whatever the key encrypts can be neither read nor written");
  },
  compliant: stackOf(
    { type: KEY, name: "subject", props: { isEnabled: true } },
    { type: REPLICA, name: "replica", props: {} },
  ),
  violations: {
    off: wrong("isEnabled", false),
    "replica off": wrong("enabled", false, "enabled", "replica"),
  },
});
