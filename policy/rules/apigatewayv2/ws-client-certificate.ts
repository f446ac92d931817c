import { callsHttpBackend } from "../../aws/backend";
import { isWebSocket, V2_API, V2_INTEGRATION, V2_STAGE } from "../../aws/v2-api";
import { ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, any, not } from "../../model/truth";
import { webSocketApi } from "./api.fixture";

export default defineRule({
  id: "ws-client-certificate",
  title: "A stage of a WebSocket API shows HTTP backends a client certificate",
  severity: "low",
  scope: "stack",
  types: [V2_STAGE],
  frameworks: {},
  links: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/getting-started-client-side-ssl-authentication.html",
    "https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages.html",
  ],
  choice:
    "Only WebSocket stages take a certificate, and only HTTP backends see it, so the others are not asked.",
  options: noOptions,
  fix: "set clientCertificateId, and let the backend accept no other caller",
  check({ resource, stack, expect, notApplicable }) {
    const [api] = stack.targets(resource, "apiId", V2_API).resources;
    const calls = api === undefined ? "unknown" : callsHttpBackend(api, stack);
    const needed = all([isWebSocket(resource, stack), calls]);
    if (needed === false) return notApplicable();
    const certificate = resource.get("clientCertificateId");
    expect(any([not(needed), certificate.present]), certificate, "the backend cannot tell who calls it");
  },
  compliant: stackOf(
    webSocketApi,
    {
      type: V2_INTEGRATION,
      name: "proxy",
      props: { apiId: ref("api", "id"), integrationType: "HTTP_PROXY" },
    },
    {
      type: V2_STAGE,
      name: "subject",
      props: { apiId: ref("api", "id"), name: "v1", clientCertificateId: "certificate" },
    },
  ),
  violations: { "no certificate": wrong("clientCertificateId", undefined) },
});
