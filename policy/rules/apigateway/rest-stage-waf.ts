import { REST_API, STAGE } from "../../aws/rest-method";
import { apiOf, hasEndpointType } from "../../aws/rest-stage";
import { missing, ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { exists } from "../../model/stack";
import { any } from "../../model/truth";

const ASSOCIATION = "aws:wafv2/webAclAssociation:WebAclAssociation";

export default defineRule({
  id: "rest-stage-waf",
  title: "Every public REST stage stands behind a web ACL",
  severity: "high",
  scope: "stack",
  types: [STAGE],
  frameworks: { fsbp: ["APIGateway.4"], "nist-800-53-r5": ["SC-7", "AC-4(21)"], "pci-dss-4": ["6.4.2"] },
  links: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-aws-waf.html",
  ],
  choice: "Private APIs are exempt: their resource policy and endpoints decide who reaches them.",
  options: noOptions,
  fix: "associate a REGIONAL web ACL with the stage's ARN (aws.wafv2.WebAclAssociation)",
  check({ resource, stack, expect, notApplicable }) {
    const [api] = apiOf(resource, stack).resources;
    const isPrivate = api ? hasEndpointType(api, "PRIVATE") : false;
    if (isPrivate === true) return notApplicable();
    const associated = exists(stack.referrers(resource, ASSOCIATION, "resourceArn"));
    expect(any([isPrivate, associated]), "", "the stage has no web ACL");
  },
  compliant: stackOf(
    { type: REST_API, name: "api", props: { endpointConfiguration: { types: "EDGE" } } },
    { type: STAGE, name: "subject", props: { restApi: ref("api", "id"), stageName: "v1" } },
    { type: ASSOCIATION, name: "association", props: { resourceArn: ref("subject"), webAclArn: "acl" } },
  ),
  violations: {
    "no association": missing("association", ""),
    "association with another resource": wrong("resourceArn", "elsewhere", "", "association"),
  },
});
