import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

const KEY = "aws:kms/key:Key";

export default defineRule({
  id: "kms-rotation",
  title: "A symmetric key is rotated by AWS",
  severity: "medium",
  scope: "resource",
  types: [KEY],
  frameworks: { "cis-aws": ["3.6"], "pci-dss-4": ["3.7.4"], "nist-800-53-r5": ["SC-12"] },
  links: ["https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html"],
  choice:
    "Asymmetric keys, HMAC keys and keys in a custom store cannot be rotated by AWS, so they are left out.",
  options: noOptions,
  fix: "set enableKeyRotation to true",
  check({ resource, expect, notApplicable }) {
    const spec = resource.get("customerMasterKeySpec");
    const store = resource.get("customKeyStoreId");
    if (spec.is("SYMMETRIC_DEFAULT", true) === false || store.present === true) return notApplicable();
    const rotation = resource.get("enableKeyRotation");
    const uncertain = spec.unknown || store.unknown;
    expect(
      rotation.isTrue() === false && uncertain ? "unknown" : rotation.isTrue(),
      rotation,
      "the key material stays the same for ever",
    );
  },
  compliant: only(KEY, { enableKeyRotation: true }),
  violations: { off: wrong("enableKeyRotation", false), "not set": wrong("enableKeyRotation", undefined) },
});
