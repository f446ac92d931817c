import { SECURITY_GROUP } from "../../aws/ingress";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

/** What the engine writes where nothing is said. */
const isPreset = (text: string): boolean => /^(managed by (pulumi|terraform)|default|)$/i.test(text.trim());

export default defineRule({
  id: "sg-description",
  title: "A security group says what it is for",
  severity: "low",
  scope: "resource",
  types: [SECURITY_GROUP],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/vpc/latest/userguide/creating-security-groups.html"],
  options: noOptions,
  fix: "set description when the group is made; a later change replaces the group",
  check({ resource, expect }) {
    const description = resource.get("description");
    expect(
      description.matches((text) => !isPreset(text)),
      description,
      "who finds the group in the console cannot tell whether it may be changed",
    );
  },
  compliant: only(SECURITY_GROUP, { description: "Functions of the shop" }),
  violations: {
    "not stated": wrong("description", undefined, "description"),
    "the engine's": wrong("description", "Managed by Pulumi"),
  },
});
