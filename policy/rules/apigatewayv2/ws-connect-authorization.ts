import { isWebSocket, V2_API, V2_ROUTE } from "../../aws/v2-api";
import { missing, ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { any } from "../../model/truth";
import { webSocketApi } from "./api.fixture";

const KINDS = ["AWS_IAM", "CUSTOM"];

export default defineRule({
  id: "ws-connect-authorization",
  title: "A WebSocket API asks for authorization when a client connects",
  severity: "high",
  scope: "stack",
  types: [V2_ROUTE, V2_API],
  frameworks: { "nist-800-53-r5": ["AC-3"], "pci-dss-4": ["8.2"], soc2: ["CC6.1"] },
  links: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-control-access.html",
  ],
  choice:
    "Only $connect can carry an authorizer, so the other routes are not asked for one; an API without a $connect route lets everybody connect.",
  options: noOptions,
  fix: "declare a $connect route with authorizationType CUSTOM (a Lambda authorizer) or AWS_IAM",
  check({ resource, stack, expect, notApplicable }) {
    if (resource.type === V2_ROUTE) {
      const key = resource.get("routeKey");
      if (key.state === "known" && key.text !== "$connect") return notApplicable();
      const type = resource.get("authorizationType");
      const authorized = type.matches((text) => KINDS.includes(text));
      expect(any([authorized, key.unknown ? "unknown" : false]), type, "anyone can connect");
      return;
    }
    if (isWebSocket(resource, stack) === false) return notApplicable();
    const routes = stack.referrers(resource, V2_ROUTE, "apiId");
    // Its routes may be declared elsewhere, or not yet.
    if (routes.resources.length === 0 && routes.complete) return notApplicable();
    const connect = any(routes.resources.map((route) => route.get("routeKey").is("$connect")));
    const hidden = !routes.complete || isWebSocket(resource, stack) === "unknown";
    expect(
      any([connect, hidden ? "unknown" : false]),
      "",
      "the API has no $connect route: anyone can connect",
    );
  },
  compliant: stackOf(
    webSocketApi,
    {
      type: V2_ROUTE,
      name: "subject",
      props: {
        apiId: ref("api", "id"),
        routeKey: "$connect",
        authorizationType: "CUSTOM",
        authorizerId: "a",
      },
    },
    { type: V2_ROUTE, name: "send", props: { apiId: ref("api", "id"), routeKey: "send" } },
  ),
  violations: {
    none: wrong("authorizationType", "NONE"),
    "not set": wrong("authorizationType", undefined),
    "no $connect": missing("subject", ""),
  },
});
