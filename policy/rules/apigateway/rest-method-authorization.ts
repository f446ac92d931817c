import { isPreflight, METHOD, methodsHidden, methodsOf, REST_API } from "../../aws/rest-method";
import { extra, stackOf, wrong } from "../../model/fixture";
import { names, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import { openApi, operation, preflight } from "./openapi.fixture";

export default defineRule({
  id: "rest-method-authorization",
  title: "Every REST method asks for authorization, except CORS preflight and public paths",
  severity: "high",
  scope: "resource",
  types: [REST_API, METHOD],
  frameworks: { "pci-dss-4": ["7.2.1", "7.2.2"] },
  links: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html",
  ],
  choice:
    "OPTIONS is exempt: a preflight carries no credentials. A MOCK answers nothing of the caller's, so health checks may be public. " +
    "A Method resource shows neither its path nor its integration, so one that is public needs an exemption.",
  options: optionsOf({
    publicPaths: names("Paths, such as /health, that anyone may call.", []),
  }),
  fix: "give the operation a `security` requirement whose scheme has an authorizer, or list its path in publicPaths",
  check({ resource, options, expect }) {
    if (methodsHidden(resource)) expect("unknown", resource.get("body"), "the methods are not known yet");
    for (const method of methodsOf(resource)) {
      const isPublic = method.path !== undefined && options.publicPaths.includes(method.path);
      const isMock = method.integration.get("type").text?.toUpperCase() === "MOCK";
      if (isPreflight(method) || isPublic || isMock) continue;
      const authorized = method.authorization === "unknown" ? "unknown" : method.authorization !== "NONE";
      expect(authorized, method.authorizationAt, `${method.label} can be called by anyone`);
    }
  },
  compliant: stackOf(
    {
      type: REST_API,
      name: "subject",
      props: { body: openApi({ "/users": { get: operation(), options: preflight } }) },
    },
    { type: METHOD, name: "method", props: { httpMethod: "GET", authorization: "COGNITO_USER_POOLS" } },
    { type: METHOD, name: "cors", props: { httpMethod: "OPTIONS", authorization: "NONE" } },
  ),
  violations: {
    "operation without security": wrong(
      "body",
      openApi({ "/users": { get: operation({ security: undefined }) } }),
      'body.paths["/users"].get.security',
    ),
    "scheme without authorizer": wrong(
      "body",
      openApi({ "/users": { post: operation({ security: [{ documented: [] }] }) } }),
      'body.paths["/users"].post.security',
    ),
    "any method": wrong(
      "body",
      openApi({ "/{proxy+}": { "x-amazon-apigateway-any-method": operation({ security: [] }) } }),
      'body.paths["/{proxy+}"].x-amazon-apigateway-any-method.security',
    ),
    "method resource": wrong("authorization", "NONE", "authorization", "method"),
    "method without authorization": extra(
      { type: METHOD, name: "open", props: { httpMethod: "GET" } },
      "authorization",
    ),
  },
});
