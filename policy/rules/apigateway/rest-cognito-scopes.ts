import { METHOD, methodsHidden, methodsOf, REST_API } from "../../aws/rest-method";
import { stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { implies } from "../../model/truth";
import { openApi, operation } from "./openapi.fixture";

export default defineRule({
  id: "rest-cognito-scopes",
  title: "A method with a Cognito authorizer names the scopes it needs",
  severity: "medium",
  scope: "resource",
  types: [REST_API, METHOD],
  frameworks: {
    "nist-800-53-r5": ["AC-2", "AC-3", "AC-6", "IA-2"],
    "pci-dss-4": ["7.1", "7.2"],
    soc2: ["CC6.1", "CC6.3"],
    "iso-27001": ["A.5.15", "A.8.3"],
  },
  links: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-enable-cognito-user-pool.html",
  ],
  options: noOptions,
  fix: "list the scopes in the operation's security requirement (authorizationScopes on a Method)",
  check({ resource, expect, notApplicable }) {
    if (methodsHidden(resource)) expect("unknown", resource.get("body"), "the methods are not known yet");
    const methods = methodsOf(resource).filter(({ authorization }) =>
      ["COGNITO_USER_POOLS", "unknown"].includes(authorization),
    );
    if (methods.length === 0) return notApplicable();
    for (const method of methods)
      // Without scopes the authorizer takes an ID token of any signed-in user and no access token at all.
      expect(
        implies(method.authorization === "unknown" ? "unknown" : true, method.scopes),
        method.authorizationAt,
        `${method.label} accepts any token of the user pool`,
      );
  },
  compliant: stackOf(
    { type: REST_API, name: "subject", props: { body: openApi({ "/users": { get: operation() } }) } },
    {
      type: METHOD,
      name: "method",
      props: { httpMethod: "GET", authorization: "COGNITO_USER_POOLS", authorizationScopes: ["shop/read"] },
    },
  ),
  violations: {
    "no scopes in the document": wrong(
      "body",
      openApi({ "/users": { get: operation({ security: [{ pool: [] }] }) } }),
      'body.paths["/users"].get.security',
    ),
    "no scopes on the method": wrong("authorizationScopes", [], "authorization", "method"),
  },
});
