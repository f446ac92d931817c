import { USER_POOL } from "../../aws/user-pool";
import { missing, ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { exists } from "../../model/stack";

const ASSOCIATION = "aws:wafv2/webAclAssociation:WebAclAssociation";

export default defineRule({
  id: "userpool-waf",
  title: "A user pool stands behind a web ACL",
  severity: "medium",
  scope: "stack",
  types: [USER_POOL],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-waf.html"],
  options: noOptions,
  fix: "associate a REGIONAL web ACL with the pool's ARN (aws.wafv2.WebAclAssociation)",
  check({ resource, stack, expect }) {
    expect(
      exists(stack.referrers(resource, ASSOCIATION, "resourceArn")),
      "",
      "sign-in has no limit per address other than Cognito's own",
    );
  },
  compliant: stackOf(
    { type: USER_POOL, name: "subject", props: {} },
    { type: ASSOCIATION, name: "association", props: { resourceArn: ref("subject"), webAclArn: "acl" } },
  ),
  violations: {
    "no association": missing("association", ""),
    "association with another resource": wrong("resourceArn", "elsewhere", "", "association"),
  },
});
