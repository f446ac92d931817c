import { z } from "zod";
import { WEB_ACL } from "../../aws/web-acl";
import { only, wrong } from "../../model/fixture";
import { optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";

export default defineRule({
  id: "webacl-default-action",
  title: "The default action of a web ACL is the one that was chosen",
  severity: "low",
  scope: "resource",
  types: [WEB_ACL],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-default-action.html"],
  choice:
    "A public API allows what no rule blocks; an API for known partners is better off with block and rules that allow.",
  options: optionsOf({
    expected: z
      .enum(["allow", "block", "either"])
      .default("either")
      .describe("The action that must be the default."),
  }),
  fix: "set defaultAction to { allow: {} } or { block: {} }, as the option `expected` says",
  check({ resource, options, expect }) {
    const action = resource.get("defaultAction");
    const wanted = options.expected === "either" ? ["allow", "block"] : [options.expected];
    const found = ["allow", "block"].filter((name) => action.get(name).state !== "absent");
    expect(
      action.unknown ? "unknown" : found.length === 1 && found.every((name) => wanted.includes(name)),
      action,
      `the default action is ${found.join(" and ") || "not set"}, and should be ${wanted.join(" or ")}`,
    );
  },
  compliant: only(WEB_ACL, { defaultAction: { allow: {} } }),
  violations: {
    "not set": wrong("defaultAction", {}),
    both: wrong(["defaultAction", "block"], {}, "defaultAction"),
  },
});
