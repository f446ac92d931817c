import { integrationsOf } from "../../aws/rest-integration";
import { INTEGRATION, methodsHidden, REST_API } from "../../aws/rest-method";
import { stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { implies, not } from "../../model/truth";
import { openApi, operation } from "./openapi.fixture";

const http = (uri: string) =>
  operation({ "x-amazon-apigateway-integration": { type: "http_proxy", httpMethod: "GET", uri } });

export default defineRule({
  id: "rest-integration-https",
  title: "HTTP integrations call their backend over verified TLS",
  severity: "high",
  scope: "resource",
  types: [REST_API, INTEGRATION],
  frameworks: { "nist-800-53-r5": ["SC-8"], "pci-dss-4": ["4.2.1"], soc2: ["CC6.7"] },
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/setup-http-integrations.html"],
  options: noOptions,
  fix: "use an https:// address, and leave insecureSkipVerification off",
  check({ resource, expect, notApplicable }) {
    if (methodsHidden(resource))
      expect("unknown", resource.get("body"), "the integrations are not known yet");
    const integrations = integrationsOf(resource).filter(({ isOf }) => isOf("HTTP", "HTTP_PROXY") !== false);
    if (integrations.length === 0) return notApplicable();
    for (const { at, label, isOf } of integrations) {
      const applies = isOf("HTTP", "HTTP_PROXY");
      const uri = at.get("uri");
      const isSafe = uri.matches((text) => /^(https:\/\/|\$\{stageVariables\.|https\$)/i.test(text));
      // Over a VPC link the way is private, yet TLS is still asked for: the link ends at a load balancer, not at the backend.
      expect(implies(applies, isSafe), uri, `${label} calls ${uri.shown ?? "its backend"} without TLS`);
      const unverified = at.get("tlsConfig", "insecureSkipVerification");
      expect(
        implies(applies, not(unverified.isTrue())),
        unverified,
        `${label} does not verify the backend's certificate`,
      );
    }
  },
  compliant: stackOf(
    {
      type: REST_API,
      name: "subject",
      props: { body: openApi({ "/users": { get: http("https://backend.example.com/users") } }) },
    },
    { type: INTEGRATION, name: "integration", props: { type: "HTTP", uri: "https://backend.example.com" } },
  ),
  violations: {
    "plain http in the document": wrong(
      "body",
      openApi({ "/users": { get: http("http://backend.example.com/users") } }),
      'body.paths["/users"].get.x-amazon-apigateway-integration.uri',
    ),
    "plain http": wrong("uri", "http://backend.example.com", "uri", "integration"),
    "no verification": wrong(
      ["tlsConfig", "insecureSkipVerification"],
      true,
      "tlsConfig.insecureSkipVerification",
      "integration",
    ),
  },
});
