import { isWebSocket, V2_AUTHORIZER, V2_ROUTE } from "../../aws/v2-api";
import { ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, any, not } from "../../model/truth";
import { webSocketApi } from "./api.fixture";

const ORIGIN = "route.request.header.origin";

export default defineRule({
  id: "ws-origin-checked",
  title: "The authorizer of a WebSocket API is given the Origin of the page that connects",
  severity: "medium",
  scope: "stack",
  types: [V2_AUTHORIZER],
  frameworks: {
    "nist-800-53-r5": ["AC-3", "IA-2", "SC-7"],
    "pci-dss-4": ["6.4.2"],
    soc2: ["CC6.1", "CC6.6"],
    "iso-27001": ["A.5.15", "A.8.16"],
  },
  links: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html",
    "https://datatracker.ietf.org/doc/html/rfc6455#section-10.2",
  ],
  choice:
    "CORS does not hold for WebSockets: a page of any site can connect, and only Origin tells which. As an identity source it must be there, or API Gateway refuses the connection; that the function compares it cannot be seen here.",
  options: noOptions,
  fix: "add route.request.header.Origin to identitySources, and compare it in the authorizer",
  check({ resource, stack, expect, notApplicable }) {
    const request = resource.get("authorizerType").is("REQUEST");
    const applies = all([isWebSocket(resource, stack), request]);
    if (applies === false) return notApplicable();
    const sources = resource.get("identitySources");
    const given = sources.some((item) => item.matches((text) => text.toLowerCase() === ORIGIN));
    expect(any([not(applies), given]), sources, "a page of any site can connect in its visitor's name");
  },
  compliant: stackOf(
    webSocketApi,
    {
      type: V2_AUTHORIZER,
      name: "subject",
      props: {
        apiId: ref("api", "id"),
        authorizerType: "REQUEST",
        identitySources: ["route.request.querystring.token", "route.request.header.Origin"],
      },
    },
    {
      type: V2_ROUTE,
      name: "connect",
      props: { apiId: ref("api", "id"), routeKey: "$connect", authorizerId: ref("subject", "id") },
    },
  ),
  violations: {
    "token only": wrong("identitySources", ["route.request.querystring.token"]),
    "no source": wrong("identitySources", undefined),
  },
});
