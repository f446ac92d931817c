import { isPreflight, methodsOf } from "../../aws/rest-method";
import { bodyHidden, isWebSocket, V2_API, V2_ROUTE } from "../../aws/v2-api";
import { extra, ref, stackOf, wrong } from "../../model/fixture";
import { names, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import { any } from "../../model/truth";
import { openApi, operation } from "../apigateway/openapi.fixture";
import { httpApi } from "./api.fixture";

const KINDS = ["JWT", "AWS_IAM", "CUSTOM"];

export default defineRule({
  id: "v2-route-authorization",
  title: "Every route of an HTTP API asks for authorization, except CORS preflight and public routes",
  severity: "high",
  scope: "stack",
  types: [V2_ROUTE, V2_API],
  frameworks: { fsbp: ["APIGateway.8"], "nist-800-53-r5": ["AC-3", "CM-2"] },
  links: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-8",
  ],
  choice:
    "Other rule sets look at the routes of WebSocket APIs too, where only $connect can carry an authorizer: those are left to ws-connect-authorization.",
  options: optionsOf({
    publicRoutes: names("Route keys, such as GET /health, that anyone may call.", []),
  }),
  fix: "set authorizationType to JWT, AWS_IAM or CUSTOM, or list the route's key in publicRoutes",
  check({ resource, stack, options, expect, notApplicable }) {
    const webSocket = isWebSocket(resource, stack);
    if (webSocket === true) return notApplicable();
    if (resource.type === V2_ROUTE) {
      const key = resource.get("routeKey");
      const isPublic = key.matches(
        (text) => text.startsWith("OPTIONS ") || options.publicRoutes.includes(text),
      );
      if (isPublic === true) return notApplicable();
      const type = resource.get("authorizationType");
      expect(
        any([webSocket, isPublic, type.matches((text) => KINDS.includes(text))]),
        type,
        `${key.shown ?? "the route"} can be called by anyone`,
      );
      return;
    }
    const target = resource.get("target");
    const body = resource.get("body");
    if (target.state === "absent" && body.state === "absent") return notApplicable();
    if (target.state !== "absent")
      expect(
        any([webSocket, target.unknown ? "unknown" : false]),
        target,
        "an API made from a target has a route that anyone can call",
      );
    if (bodyHidden(resource)) expect("unknown", body, "the routes are not known yet");
    for (const method of methodsOf(resource)) {
      const key = method.label;
      if (isPreflight(method) || options.publicRoutes.includes(key)) continue;
      const authorized = method.authorization === "unknown" ? "unknown" : method.authorization !== "NONE";
      expect(any([webSocket, authorized]), method.authorizationAt, `${key} can be called by anyone`);
    }
  },
  compliant: stackOf(
    httpApi,
    {
      type: V2_ROUTE,
      name: "subject",
      props: { apiId: ref("api", "id"), routeKey: "GET /users", authorizationType: "JWT", authorizerId: "a" },
    },
    {
      type: V2_API,
      name: "imported",
      props: { protocolType: "HTTP", body: openApi({ "/users": { get: operation() } }) },
    },
  ),
  violations: {
    none: wrong("authorizationType", "NONE"),
    "not set": wrong("authorizationType", undefined),
    "quick create": wrong("target", "lambda", "target", "imported"),
    "operation without security": wrong(
      "body",
      openApi({ "/users": { get: operation({ security: undefined }) } }),
      'body.paths["/users"].get.security',
      "imported",
    ),
    "catch-all": extra(
      { type: V2_ROUTE, name: "rest", props: { apiId: ref("api", "id"), routeKey: "$default" } },
      "authorizationType",
    ),
  },
});
