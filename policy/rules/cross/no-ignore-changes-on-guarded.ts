import { GUARDED_PROPERTIES } from "../../aws/guarded-properties";
import { only, type Violation } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";

/** `policy.Statement[0]`, `["policy"]` and `policy` all begin with the property. */
const firstOf = (path: string): string =>
  /^(?:\["([^"]*)"\]|([^.[]+))/.exec(path)?.slice(1).find(Boolean) ?? path;

const ignoring = (path: string): Violation => ({
  property: path === "*" ? "" : "policy",
  change: (fixture) => ({
    ...fixture,
    resources: fixture.resources.map((item) => ({ ...item, ignoreChanges: [path] })),
  }),
});

export default defineRule({
  id: "no-ignore-changes-on-guarded",
  title: "No property that the guard judges has its changes ignored",
  severity: "medium",
  scope: "resource",
  types: Object.keys(GUARDED_PROPERTIES),
  frameworks: {},
  links: ["https://www.pulumi.com/docs/iac/concepts/resources/options/ignorechanges/"],
  options: noOptions,
  fix: "take the property out of ignoreChanges, and write in the program what should be in AWS",
  check({ resource, expect }) {
    const guarded = GUARDED_PROPERTIES[resource.type] ?? [];
    for (const path of resource.ignoreChanges) {
      const property = firstOf(path);
      if (property === "*")
        expect(false, "", "all changes are ignored, so what was judged is not what is in AWS");
      expect(
        !guarded.includes(property),
        property,
        `changes of ${property} are ignored, so what was judged is not what is in AWS`,
      );
    }
    expect(true, "", "");
  },
  compliant: {
    resources: only(ROLE_POLICY, { policy: "{}" }).resources.map((item) => ({
      ...item,
      ignoreChanges: ["name"],
    })),
  },
  violations: {
    property: ignoring("policy"),
    "part of it": ignoring("policy.Statement[0]"),
    quoted: ignoring('["policy"]'),
    everything: ignoring("*"),
  },
});
