import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { not } from "../../model/truth";

const KEY = "aws:kms/key:Key";

export default defineRule({
  id: "kms-no-lockout-bypass",
  title: "The check that keeps a key manageable stays on",
  severity: "critical",
  scope: "resource",
  types: [KEY, "aws:kms/keyPolicy:KeyPolicy", "aws:kms/externalKey:ExternalKey"],
  frameworks: {},
  links: [
    "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#prevent-unmanageable-key",
  ],
  options: noOptions,
  fix: "take bypassPolicyLockoutSafetyCheck away",
  check({ resource, expect }) {
    const bypass = resource.get("bypassPolicyLockoutSafetyCheck");
    expect(
      not(bypass.isTrue()),
      bypass,
      "a key policy that locks everyone out could be set, and only AWS support could undo it",
    );
  },
  compliant: only(KEY, {}),
  violations: { bypassed: wrong("bypassPolicyLockoutSafetyCheck", true) },
});
