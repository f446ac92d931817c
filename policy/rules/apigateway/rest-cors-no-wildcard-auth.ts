import { INTEGRATION_RESPONSE, methodsBeside } from "../../aws/method-parts";
import { METHOD, methodsHidden, methodsOf, REST_API } from "../../aws/rest-method";
import { ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { any, not, type Truth } from "../../model/truth";
import type { Value } from "../../model/value";
import { openApi, operation, preflight } from "./openapi.fixture";

const ORIGIN = "method.response.header.access-control-allow-origin";

/** The origins that an integration response allows, if it says so; header names know no case. */
const originsOf = (response: Value): readonly Value[] =>
  response
    .get("responseParameters")
    .entries.filter(([name]) => name.toLowerCase() === ORIGIN)
    .map(([, value]) => value);

/** A literal stands in single quotes in a mapping. */
const isWildcard = (origin: Value): Truth => origin.matches((text) => /^'?\*'?$/.test(text.trim()));

const KEYS = { restApi: ref("api", "id"), resourceId: ref("users", "id") };
const cors = (origin: string) => ({
  ...preflight,
  "x-amazon-apigateway-integration": {
    type: "mock",
    responses: {
      default: {
        statusCode: "204",
        responseParameters: { "method.response.header.Access-Control-Allow-Origin": origin },
      },
    },
  },
});

export default defineRule({
  id: "rest-cors-no-wildcard-auth",
  title: "A path that asks for authorization is open to named web origins only",
  severity: "medium",
  scope: "stack",
  types: [REST_API, INTEGRATION_RESPONSE],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html"],
  choice:
    "The preflight of a path speaks for all of its methods, so one method that asks for authorization is enough. Browsers refuse * only together with cookies; a bearer token goes through.",
  options: noOptions,
  fix: "name the origin, 'https://shop.example.com', or answer with the one of an allow list",
  check({ resource, stack, expect, notApplicable }) {
    const message = "scripts of every website may read what an authorized caller gets";
    if (resource.type === INTEGRATION_RESPONSE) {
      const origins = originsOf(resource.props);
      const parameters = resource.get("responseParameters");
      if (origins.length === 0 && !parameters.unknown) return notApplicable();
      const methods = methodsBeside(resource, stack);
      const authorized = any([
        ...methods.resources.flatMap(methodsOf).map((method) => isAuthorized(method.authorization)),
        methods.complete ? false : "unknown",
      ]);
      if (parameters.unknown && authorized !== false)
        expect("unknown", parameters, "the headers are not known yet");
      for (const origin of origins) expect(any([not(authorized), not(isWildcard(origin))]), origin, message);
      return;
    }
    if (methodsHidden(resource))
      return expect("unknown", resource.get("body"), "the paths are not known yet");
    const methods = methodsOf(resource);
    if (methods.length === 0) return notApplicable();
    const authorized = new Map<string, Truth>();
    for (const { path = "", authorization } of methods)
      authorized.set(path, any([authorized.get(path) ?? false, isAuthorized(authorization)]));
    for (const { path = "", integration } of methods)
      for (const [, response] of integration.get("responses").entries)
        for (const origin of originsOf(response))
          expect(any([not(authorized.get(path) ?? false), not(isWildcard(origin))]), origin, message);
    expect(true, "", "");
  },
  compliant: stackOf(
    {
      type: REST_API,
      name: "api",
      props: {
        body: openApi({
          "/users": { get: operation(), options: cors("'https://shop.example.com'") },
          "/catalogue": { get: operation({ security: [] }), options: cors("'*'") },
        }),
      },
    },
    { type: "aws:apigateway/resource:Resource", name: "users", props: { pathPart: "users" } },
    { type: METHOD, name: "get", props: { ...KEYS, httpMethod: "GET", authorization: "AWS_IAM" } },
    { type: METHOD, name: "options", props: { ...KEYS, httpMethod: "OPTIONS", authorization: "NONE" } },
    {
      type: INTEGRATION_RESPONSE,
      name: "subject",
      props: {
        ...KEYS,
        httpMethod: ref("options", "httpMethod"),
        responseParameters: {
          "method.response.header.Access-Control-Allow-Origin": "'https://shop.example.com'",
        },
      },
    },
  ),
  violations: {
    "every origin": wrong(
      ["responseParameters", "method.response.header.Access-Control-Allow-Origin"],
      "'*'",
      'responseParameters["method.response.header.Access-Control-Allow-Origin"]',
    ),
    "every origin in the document": wrong(
      "body",
      openApi({ "/users": { get: operation(), options: cors("'*'") } }),
      'body.paths["/users"].options.x-amazon-apigateway-integration.responses.default.responseParameters["method.response.header.Access-Control-Allow-Origin"]',
      "api",
    ),
  },
});

function isAuthorized(authorization: string): Truth {
  return authorization === "unknown" ? "unknown" : authorization !== "NONE";
}
