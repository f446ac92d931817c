import { WEB_ACL, webAclRules } from "../../aws/web-acl";
import { wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { webAcl } from "./acl.fixture";

export default defineRule({
  id: "webacl-has-rules",
  title: "A web ACL has rules",
  severity: "high",
  scope: "stack",
  types: [WEB_ACL],
  frameworks: { fsbp: ["WAF.10"], "pci-dss-4": ["6.4.1", "6.4.2"] },
  links: ["https://docs.aws.amazon.com/waf/latest/developerguide/web-acl.html"],
  options: noOptions,
  fix: "add rules or rule groups to the web ACL",
  check({ resource, stack, expect }) {
    const { rules, complete } = webAclRules(resource, stack);
    expect(
      rules.length > 0 ? true : complete ? false : "unknown",
      "rules",
      "the web ACL has no rules, and lets everything or nothing through",
    );
  },
  compliant: webAcl,
  violations: { "empty list": wrong("rules", []), "no list": wrong("rules", undefined, "rules") },
});
