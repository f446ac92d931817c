import { REST_API } from "../../aws/rest-method";
import { only, wrong } from "../../model/fixture";
import { names, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";

export default defineRule({
  id: "rest-api-security-policy",
  title: "The own endpoint of a REST API speaks modern TLS, to callers of its own host name only",
  severity: "medium",
  scope: "resource",
  types: [REST_API],
  frameworks: {},
  links: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-security-policies.html",
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-security-policies-list.html",
  ],
  choice:
    "Security Hub's APIGateway.11 reads the custom domain only; the API's own endpoint has a policy too, and without one it takes TLS 1.0 where it is edge-optimized. endpointAccessMode STRICT exists with the policies of 2025 only, so TLS_1_2 is not enough here.",
  options: optionsOf({
    allowed: names("Security policies that are accepted.", [
      "SecurityPolicy_TLS13_1_3_2025_09",
      "SecurityPolicy_TLS13_1_3_FIPS_2025_09",
      "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09",
      "SecurityPolicy_TLS13_2025_EDGE",
      "SecurityPolicy_TLS12_PFS_2025_EDGE",
    ]),
  }),
  fix: "set securityPolicy to one of the SecurityPolicy_TLS13_… names, and endpointAccessMode to STRICT",
  check({ resource, options, expect }) {
    const policy = resource.get("securityPolicy");
    const allowed = policy.matches((text) => options.allowed.includes(text));
    expect(allowed, policy, `the API's TLS policy is ${policy.shown ?? "not set"}`);
    const mode = resource.get("endpointAccessMode");
    expect(mode.is("STRICT"), mode, "requests whose TLS host name is another's are answered");
  },
  compliant: only(REST_API, {
    securityPolicy: "SecurityPolicy_TLS13_1_3_2025_09",
    endpointAccessMode: "STRICT",
  }),
  violations: {
    "TLS 1.2 of old": wrong("securityPolicy", "TLS_1_2"),
    "not set": wrong("securityPolicy", undefined, "securityPolicy"),
    "any host name": wrong("endpointAccessMode", "BASIC"),
  },
});
