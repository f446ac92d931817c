import { V2_DOMAIN_NAME } from "../../aws/v2-api";
import { only, wrong } from "../../model/fixture";
import { names, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";

const CONFIGURATION = { certificateArn: "certificate", endpointType: "REGIONAL", securityPolicy: "TLS_1_2" };

export default defineRule({
  id: "v2-domain-tls-policy",
  title: "A custom domain of an HTTP or WebSocket API speaks TLS 1.2 or newer",
  severity: "high",
  scope: "resource",
  types: [V2_DOMAIN_NAME],
  frameworks: { "pci-dss-4": ["2.2.7", "4.2.1"] },
  links: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html",
  ],
  choice:
    "TLS_1_2 is the one policy that the resource type takes today; the policies of 2025 pass as well, should it learn them.",
  options: optionsOf({
    allowed: names("Security policies that are accepted.", [
      "TLS_1_2",
      "SecurityPolicy_TLS13_1_3_2025_09",
      "SecurityPolicy_TLS13_1_3_FIPS_2025_09",
      "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09",
    ]),
  }),
  fix: "set domainNameConfiguration.securityPolicy to TLS_1_2",
  check({ resource, options, expect }) {
    const policy = resource.get("domainNameConfiguration", "securityPolicy");
    const allowed = policy.matches((text) => options.allowed.includes(text));
    expect(allowed, policy, `the domain's TLS policy is ${policy.shown ?? "not set"}`);
  },
  compliant: only(V2_DOMAIN_NAME, {
    domainName: "api.example.com",
    domainNameConfiguration: CONFIGURATION,
  }),
  violations: {
    "TLS 1.0": wrong(["domainNameConfiguration", "securityPolicy"], "TLS_1_0"),
    "not set": wrong(["domainNameConfiguration", "securityPolicy"], undefined),
  },
});
