import { z } from "zod";
import { callsHttpBackend } from "../../aws/backend";
import { INTEGRATION, REST_API, STAGE } from "../../aws/rest-method";
import { apiOf } from "../../aws/rest-stage";
import { ref, stackOf, wrong } from "../../model/fixture";
import { optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import { any, not } from "../../model/truth";

export default defineRule({
  id: "rest-stage-client-certificate",
  title: "A stage shows HTTP backends a client certificate",
  severity: "medium",
  scope: "stack",
  types: [STAGE],
  frameworks: {
    fsbp: ["APIGateway.2"],
    "nist-800-53-r5": ["AC-17(2)", "SC-8"],
    "pci-dss-4": ["2.2.7", "4.2.1"],
  },
  links: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/getting-started-client-side-ssl-authentication.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-2",
  ],
  choice:
    "Security Hub asks every stage for it. Lambda, AWS services and MOCK never see the certificate, so only APIs with an HTTP integration are asked; set everyStage for the letter of the control.",
  options: optionsOf({
    everyStage: z
      .boolean()
      .default(false)
      .describe("Whether stages without an HTTP backend need a certificate too."),
  }),
  fix: "set clientCertificateId to a ClientCertificate, and let the backend accept no other caller",
  check({ resource, stack, options, expect, notApplicable }) {
    const [api] = apiOf(resource, stack).resources;
    const needed = options.everyStage ? true : api === undefined ? "unknown" : callsHttpBackend(api, stack);
    if (needed === false) return notApplicable();
    const certificate = resource.get("clientCertificateId");
    expect(any([not(needed), certificate.present]), certificate, "the backend cannot tell who calls it");
  },
  compliant: stackOf(
    { type: REST_API, name: "api", props: {} },
    {
      type: INTEGRATION,
      name: "proxy",
      props: { restApi: ref("api", "id"), type: "HTTP_PROXY", uri: "https://backend.example.com" },
    },
    {
      type: STAGE,
      name: "subject",
      props: { restApi: ref("api", "id"), stageName: "v1", clientCertificateId: "certificate" },
    },
  ),
  violations: { "no certificate": wrong("clientCertificateId", undefined) },
});
