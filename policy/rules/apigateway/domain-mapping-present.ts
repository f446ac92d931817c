import { BASE_PATH_MAPPING, DOMAIN_NAME } from "../../aws/domain";
import { V2_API_MAPPING, V2_DOMAIN_NAME } from "../../aws/v2-api";
import { missing, ref, stackOf } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { exists } from "../../model/stack";
import { any } from "../../model/truth";

const ROUTING_RULE = "aws:apigatewayv2/routingRule:RoutingRule";

export default defineRule({
  id: "domain-mapping-present",
  title: "Every custom domain leads to an API",
  severity: "low",
  scope: "stack",
  types: [DOMAIN_NAME, V2_DOMAIN_NAME],
  frameworks: {
    "nist-800-53-r5": ["CM-2", "CM-8"],
    soc2: ["CC6.1", "CC8.1"],
    "iso-27001": ["A.5.10", "A.8.9"],
  },
  links: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-routing-mode.html",
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html",
  ],
  choice: "Mappings of both generations count for both kinds of domain, and so do routing rules.",
  options: noOptions,
  fix: "map an API to the domain, or take the domain out",
  check({ resource, stack, expect }) {
    const mappings = [BASE_PATH_MAPPING, V2_API_MAPPING, ROUTING_RULE].map((type) =>
      exists(stack.referrers(resource, type, "domainName")),
    );
    expect(any(mappings), "", "no API answers on the domain");
  },
  compliant: stackOf(
    { type: DOMAIN_NAME, name: "rest", props: { domainName: "api.example.com" } },
    { type: BASE_PATH_MAPPING, name: "v1", props: { domainName: ref("rest", "id"), restApi: "api" } },
    { type: V2_DOMAIN_NAME, name: "http", props: { domainName: "http.example.com" } },
    { type: V2_API_MAPPING, name: "v2", props: { domainName: ref("http", "id"), apiId: "api" } },
  ),
  violations: { "no base path": missing("v1", ""), "no mapping": missing("v2", "") },
});
