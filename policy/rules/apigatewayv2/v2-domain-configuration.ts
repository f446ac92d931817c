import { V2_DOMAIN_NAME } from "../../aws/v2-api";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

export default defineRule({
  id: "v2-domain-configuration",
  title: "The domain of an HTTP API says which certificate and endpoint it uses",
  severity: "low",
  scope: "resource",
  types: [V2_DOMAIN_NAME],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-custom-domain-names.html"],
  options: noOptions,
  fix: "set domainNameConfiguration with certificateArn and endpointType REGIONAL",
  check({ resource, expect }) {
    const configuration = resource.get("domainNameConfiguration");
    expect(configuration.notEmpty, configuration, "the domain has no configuration, and answers nothing");
    for (const one of configuration.items) {
      const certificate = one.get("certificateArn");
      expect(certificate.present, certificate, "the domain has no certificate");
      const type = one.get("endpointType");
      expect(
        type.matches((text) => text.toUpperCase() === "REGIONAL"),
        type,
        "HTTP and WebSocket APIs have regional endpoints only",
      );
    }
  },
  compliant: only(V2_DOMAIN_NAME, {
    domainName: "http.example.com",
    domainNameConfiguration: {
      certificateArn: "certificate",
      endpointType: "REGIONAL",
      securityPolicy: "TLS_1_2",
    },
  }),
  violations: {
    none: wrong("domainNameConfiguration", undefined),
    "no certificate": wrong(["domainNameConfiguration", "certificateArn"], undefined),
    "edge-optimized": wrong(["domainNameConfiguration", "endpointType"], "EDGE"),
  },
});
