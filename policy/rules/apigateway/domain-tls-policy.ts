import { only, wrong } from "../../model/fixture";
import { names, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";

const DOMAIN_NAME = "aws:apigateway/domainName:DomainName";

export default defineRule({
  id: "domain-tls-policy",
  title: "A custom domain speaks TLS 1.2 or newer",
  severity: "high",
  scope: "resource",
  types: [DOMAIN_NAME],
  frameworks: { fsbp: ["APIGateway.11"], "pci-dss-4": ["2.2.7", "4.2.1"] },
  links: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html",
  ],
  choice:
    "TLS_1_2 passes in Checkov and Trivy and fails Security Hub's APIGateway.11, which wants the policies of 2025. Both are allowed here: TLS_1_2 refuses all that is broken and works with every base path and domain; take it out of `allowed` for the stricter list.",
  options: optionsOf({
    allowed: names("Security policies that are accepted.", [
      "TLS_1_2",
      "SecurityPolicy_TLS13_1_3_2025_09",
      "SecurityPolicy_TLS13_1_3_FIPS_2025_09",
      "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09",
      "SecurityPolicy_TLS13_2025_EDGE",
      "SecurityPolicy_TLS12_PFS_2025_EDGE",
    ]),
  }),
  fix: "set securityPolicy to TLS_1_2 or one of the SecurityPolicy_TLS13_… names",
  check({ resource, options, expect }) {
    const policy = resource.get("securityPolicy");
    const allowed = policy.matches((text) => options.allowed.includes(text));
    expect(allowed, policy, `the domain's TLS policy is ${policy.shown ?? "not set"}`);
  },
  compliant: only(DOMAIN_NAME, { domainName: "api.example.com", securityPolicy: "TLS_1_2" }),
  violations: {
    "TLS 1.0": wrong("securityPolicy", "TLS_1_0"),
    "not set": wrong("securityPolicy", undefined, "securityPolicy"),
  },
});
