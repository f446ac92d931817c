import { WEB_ACL } from "../../aws/web-acl";
import { missing, ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { exists } from "../../model/stack";

const LOGGING = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration";

export default defineRule({
  id: "webacl-logging",
  title: "A web ACL logs the requests that it judges",
  severity: "medium",
  scope: "stack",
  types: [WEB_ACL],
  frameworks: {
    fsbp: ["WAF.11"],
    "nist-800-53-r5": ["AU-2"],
    "pci-dss-4": ["10.2.1", "10.4.2"],
    "iso-27001": ["A.8.15"],
  },
  links: ["https://docs.aws.amazon.com/waf/latest/developerguide/logging.html"],
  options: noOptions,
  fix: "declare aws.wafv2.WebAclLoggingConfiguration for the web ACL",
  check({ resource, stack, expect }) {
    const logging = exists(stack.referrers(resource, LOGGING, "resourceArn"));
    expect(logging, "", "nobody can see which requests the web ACL let through or blocked");
  },
  compliant: stackOf(
    { type: WEB_ACL, name: "subject", props: { scope: "REGIONAL" } },
    {
      type: LOGGING,
      name: "logging",
      props: { resourceArn: ref("subject"), logDestinationConfigs: ["log"] },
    },
  ),
  violations: {
    "no logging": missing("logging", ""),
    "logging of another": wrong("resourceArn", "elsewhere", "", "logging"),
  },
});
