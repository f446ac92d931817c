import { methodsOf } from "../../aws/rest-method";
import { bodyHidden, jwtAuthorizersOf, V2_API, V2_ROUTE } from "../../aws/v2-api";
import { stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { implies } from "../../model/truth";
import { jwtBody } from "./jwt.fixture";

const body = (scopes: readonly string[]) =>
  JSON.stringify({
    ...(JSON.parse(jwtBody()) as object),
    paths: { "/users": { get: { security: [{ tokens: scopes }] } } },
  });

export default defineRule({
  id: "http-jwt-scopes",
  title: "A route with a JWT authorizer asks for scopes",
  severity: "medium",
  scope: "resource",
  types: [V2_ROUTE, V2_API],
  frameworks: {
    "nist-800-53-r5": ["AC-2", "AC-3", "AC-6", "IA-2"],
    "pci-dss-4": ["7.1", "7.2", "8.3"],
    soc2: ["CC6.1", "CC6.3"],
    "iso-27001": ["A.5.15", "A.8.3"],
  },
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html"],
  options: noOptions,
  fix: "list the scopes that the route needs in authorizationScopes, or in the security of the OpenAPI operation",
  check({ resource, expect, notApplicable }) {
    const message = "every token of the issuer opens the route, whatever it was made for";
    if (resource.type === V2_API) {
      if (bodyHidden(resource)) return expect("unknown", "body", "the routes are not known yet");
      const kinds = new Map(jwtAuthorizersOf(resource).map(({ label, isJwt }) => [label, isJwt]));
      const asked = methodsOf(resource).flatMap(({ at }) =>
        at
          .get("security")
          .items.flatMap((requirement) =>
            requirement.entries.map(([scheme, scopes]) => ({ isJwt: kinds.get(scheme) ?? false, scopes })),
          ),
      );
      const judged = asked.filter(({ isJwt }) => isJwt !== false);
      if (judged.length === 0) return notApplicable();
      for (const { isJwt, scopes } of judged) expect(implies(isJwt, scopes.notEmpty), scopes, message);
      return;
    }
    const isJwt = resource.get("authorizationType").is("JWT");
    if (isJwt === false) return notApplicable();
    const scopes = resource.get("authorizationScopes");
    expect(implies(isJwt, scopes.notEmpty), scopes, message);
  },
  compliant: stackOf(
    {
      type: V2_ROUTE,
      name: "subject",
      props: { routeKey: "GET /users", authorizationType: "JWT", authorizationScopes: ["shop/read"] },
    },
    { type: V2_API, name: "imported", props: { protocolType: "HTTP", body: body(["shop/read"]) } },
  ),
  violations: {
    "no scopes": wrong("authorizationScopes", undefined),
    "empty list": wrong("authorizationScopes", []),
    "none in the document": wrong(
      "body",
      body([]),
      'body.paths["/users"].get.security[0].tokens',
      "imported",
    ),
  },
});
