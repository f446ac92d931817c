import { V2_ROUTE } from "../../aws/v2-api";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { implies } from "../../model/truth";

export default defineRule({
  id: "http-jwt-scopes",
  title: "A route with a JWT authorizer asks for scopes",
  severity: "medium",
  scope: "resource",
  types: [V2_ROUTE],
  frameworks: {
    "nist-800-53-r5": ["AC-2", "AC-3", "AC-6", "IA-2"],
    "pci-dss-4": ["7.1", "7.2", "8.3"],
    soc2: ["CC6.1", "CC6.3"],
    "iso-27001": ["A.5.15", "A.8.3"],
  },
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html"],
  options: noOptions,
  fix: "list the scopes that the route needs in authorizationScopes",
  check({ resource, expect, notApplicable }) {
    const isJwt = resource.get("authorizationType").is("JWT");
    if (isJwt === false) return notApplicable();
    const scopes = resource.get("authorizationScopes");
    expect(
      implies(isJwt, scopes.notEmpty),
      scopes,
      "every token of the issuer opens the route, whatever it was made for",
    );
  },
  compliant: only(V2_ROUTE, {
    routeKey: "GET /users",
    authorizationType: "JWT",
    authorizationScopes: ["shop/read"],
  }),
  violations: {
    "no scopes": wrong("authorizationScopes", undefined),
    "empty list": wrong("authorizationScopes", []),
  },
});
