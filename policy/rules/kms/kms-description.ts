import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

const KEY = "aws:kms/key:Key";

export default defineRule({
  id: "kms-description",
  title: "A key says what it is for",
  severity: "low",
  scope: "resource",
  types: [KEY, "aws:kms/replicaKey:ReplicaKey", "aws:kms/externalKey:ExternalKey"],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html"],
  options: noOptions,
  fix: "set description to what the key encrypts",
  check({ resource, expect }) {
    const description = resource.get("description");
    expect(
      description.matches((text) => text.trim() !== ""),
      description,
      "keys have ids for names; without a description nobody dares to delete one",
    );
  },
  compliant: only(KEY, { description: "Tables of the storefront" }),
  violations: { none: wrong("description", undefined), empty: wrong("description", " ") },
});
