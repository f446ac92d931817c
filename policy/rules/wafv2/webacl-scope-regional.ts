import { WEB_ACL } from "../../aws/web-acl";
import { ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

const ASSOCIATION = "aws:wafv2/webAclAssociation:WebAclAssociation";

export default defineRule({
  id: "webacl-scope-regional",
  title: "A web ACL that is associated with a stage, a user pool or a load balancer is REGIONAL",
  severity: "critical",
  scope: "stack",
  types: [ASSOCIATION],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works-resources.html"],
  choice: "Edge-optimized APIs too: their CloudFront distribution is AWS's own and takes no ACL of yours.",
  options: noOptions,
  fix: "set the web ACL's scope to REGIONAL and make it in the API's region",
  check({ resource, stack, expect, notApplicable }) {
    const [acl] = stack.targets(resource, "webAclArn", WEB_ACL).resources;
    if (acl === undefined) return notApplicable();
    const at = resource.get("webAclArn");
    expect(
      acl.get("scope").is("REGIONAL"),
      at,
      `${acl.name} has scope ${acl.get("scope").shown ?? "unset"}, which only CloudFront can use`,
    );
    const [own, other] = [resource.region.text, acl.region.text];
    if (own !== undefined && other !== undefined)
      expect(own === other, at, `${acl.name} lies in ${other}, the association in ${own}`);
  },
  compliant: stackOf(
    { type: WEB_ACL, name: "acl", props: { scope: "REGIONAL" } },
    { type: ASSOCIATION, name: "subject", props: { webAclArn: ref("acl"), resourceArn: "stage" } },
  ),
  violations: {
    "CloudFront scope": wrong("scope", "CLOUDFRONT", "webAclArn", "acl"),
    "another region": {
      property: "webAclArn",
      change: (fixture) => ({
        resources: fixture.resources.map((item) =>
          item.name === "acl" ? { ...item, region: "us-east-1" } : item,
        ),
      }),
    },
  },
});
