import { AUTHORIZER, bodyAuthorizers } from "../../aws/authorizer";
import { openApiBody } from "../../aws/openapi-body";
import { METHOD, REST_API } from "../../aws/rest-method";
import { V2_API, V2_AUTHORIZER, V2_ROUTE } from "../../aws/v2-api";
import { missing, ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { exists } from "../../model/stack";
import { any, type Truth } from "../../model/truth";
import type { Value } from "../../model/value";

/** Whether a scheme stands in the security of the document or of one of its operations. */
function isUsed(document: Value, scheme: string): Truth {
  const holders = [
    document,
    ...document.get("paths").entries.flatMap(([, item]) => item.entries.map(([, operation]) => operation)),
  ];
  return any(
    holders.map((holder) =>
      holder
        .get("security")
        .some((requirement) =>
          requirement.unknown ? "unknown" : requirement.entries.some(([name]) => name === scheme),
        ),
    ),
  );
}

const body = (name: string) =>
  JSON.stringify({
    openapi: "3.0.1",
    paths: { "/orders": { get: { security: [{ [name]: [] }] } } },
    components: { securitySchemes: { partner: { "x-amazon-apigateway-authorizer": { type: "request" } } } },
  });

export default defineRule({
  id: "authorizer-referenced",
  title: "Every authorizer guards something",
  severity: "low",
  scope: "stack",
  types: [AUTHORIZER, V2_AUTHORIZER, REST_API, V2_API],
  frameworks: { "nist-800-53-r5": ["CM-3"], soc2: ["CC8.1"] },
  links: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html",
  ],
  options: noOptions,
  fix: "name the authorizer in the methods that it should guard, or take it out",
  check({ resource, stack, expect, notApplicable }) {
    const message = "no method asks this authorizer: what it should guard may be open";
    if (resource.type === AUTHORIZER)
      return expect(exists(stack.referrers(resource, METHOD, "authorizerId")), "", message);
    if (resource.type === V2_AUTHORIZER)
      return expect(exists(stack.referrers(resource, V2_ROUTE, "authorizerId")), "", message);
    const { state, document } = openApiBody(resource);
    if (state === "unknown" || state === "unreadable")
      return expect("unknown", document, "the authorizers are not known yet");
    const authorizers = bodyAuthorizers(resource);
    if (authorizers.length === 0) return notApplicable();
    for (const { scheme, at } of authorizers) expect(isUsed(document, scheme), at, message);
  },
  compliant: stackOf(
    { type: AUTHORIZER, name: "subject", props: { type: "TOKEN" } },
    {
      type: METHOD,
      name: "method",
      props: { httpMethod: "GET", authorization: "CUSTOM", authorizerId: ref("subject", "id") },
    },
    { type: V2_AUTHORIZER, name: "http", props: { authorizerType: "JWT" } },
    { type: V2_ROUTE, name: "route", props: { routeKey: "GET /orders", authorizerId: ref("http", "id") } },
    { type: REST_API, name: "api", props: { body: body("partner") } },
  ),
  violations: {
    "no method": missing("method", ""),
    "no route": missing("route", ""),
    "another scheme": wrong(
      "body",
      body("other"),
      "body.components.securitySchemes.partner.x-amazon-apigateway-authorizer",
      "api",
    ),
  },
});
