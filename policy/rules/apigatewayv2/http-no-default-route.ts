import { openApiBody } from "../../aws/openapi-body";
import { methodsOf } from "../../aws/rest-method";
import { bodyHidden, isWebSocket, V2_API, V2_ROUTE } from "../../aws/v2-api";
import { extra, ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { any } from "../../model/truth";
import { openApi, operation } from "../apigateway/openapi.fixture";
import { httpApi } from "./api.fixture";

const DEFAULT = "$default";

export default defineRule({
  id: "http-no-default-route",
  title: "An HTTP API answers the routes that it declares, and no others",
  severity: "low",
  scope: "stack",
  types: [V2_ROUTE, V2_API],
  frameworks: {
    "nist-800-53-r5": ["AC-3", "CM-2", "SC-7"],
    "pci-dss-4": ["1.2", "6.4.2"],
    soc2: ["CC6.1", "CC6.6"],
    "iso-27001": ["A.5.15", "A.8.16"],
  },
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html"],
  choice:
    "A WebSocket API needs its $default route for messages without a known action, so only HTTP APIs are judged.",
  options: noOptions,
  fix: "declare the routes by method and path, and take $default out",
  check({ resource, stack, expect, notApplicable }) {
    const webSocket = isWebSocket(resource, stack);
    if (webSocket === true) return notApplicable();
    const message = "every method and path that nobody thought of reaches the backend";
    if (resource.type === V2_ROUTE) {
      const key = resource.get("routeKey");
      const named = key.matches((text) => text !== DEFAULT);
      return expect(any([webSocket, named]), key, message);
    }
    const target = resource.get("target");
    const body = resource.get("body");
    if (target.state === "absent" && body.state === "absent") return notApplicable();
    if (target.state !== "absent")
      expect(any([webSocket, target.unknown ? "unknown" : false]), target, message);
    if (bodyHidden(resource)) return expect("unknown", body, "the routes are not known yet");
    const paths = openApiBody(resource).document.get("paths");
    for (const [path, item] of paths.entries)
      if (path.replace(/^\//, "") === DEFAULT) expect(any([webSocket, false]), item, message);
    if (methodsOf(resource).length > 0) expect(true, "", "");
  },
  compliant: stackOf(
    httpApi,
    { type: V2_ROUTE, name: "subject", props: { apiId: ref("api", "id"), routeKey: "GET /orders" } },
    {
      type: V2_API,
      name: "imported",
      props: { protocolType: "HTTP", body: openApi({ "/orders": { get: operation() } }) },
    },
  ),
  violations: {
    "catch-all": wrong("routeKey", DEFAULT),
    "quick create": extra(
      { type: V2_API, name: "quick", props: { protocolType: "HTTP", target: "lambda" } },
      "target",
    ),
    "in the document": wrong(
      "body",
      openApi({ "/$default": { "x-amazon-apigateway-any-method": operation() } }),
      'body.paths["/$default"]',
      "imported",
    ),
  },
});
