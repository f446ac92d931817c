import { jwtAuthorizersOf, V2_API, V2_AUTHORIZER } from "../../aws/v2-api";
import { stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { implies } from "../../model/truth";
import { jwtBody } from "./jwt.fixture";

export default defineRule({
  id: "http-jwt-audience",
  title: "A JWT authorizer names the audiences whose tokens it takes",
  severity: "high",
  scope: "resource",
  types: [V2_AUTHORIZER, V2_API],
  frameworks: { "nist-800-53-r5": ["IA-2"], "pci-dss-4": ["8.2"], soc2: ["CC6.2"] },
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html"],
  options: noOptions,
  fix: "list the ids of the clients that may call in jwtConfiguration.audiences",
  check({ resource, expect, notApplicable }) {
    if (resource.get("body").unknown) return expect("unknown", "body", "the authorizers are not known yet");
    const authorizers = jwtAuthorizersOf(resource);
    if (authorizers.length === 0) return notApplicable();
    for (const { label, isJwt, audience } of authorizers)
      expect(
        implies(isJwt, audience.notEmpty),
        audience,
        `${label} takes a token that the issuer made for any other application`,
      );
  },
  compliant: stackOf(
    {
      type: V2_AUTHORIZER,
      name: "subject",
      props: {
        apiId: "api",
        authorizerType: "JWT",
        jwtConfiguration: { audiences: ["client"], issuer: "https://id.example.com" },
      },
    },
    { type: V2_API, name: "imported", props: { protocolType: "HTTP", body: jwtBody() } },
  ),
  violations: {
    "no audience": wrong(["jwtConfiguration", "audiences"], []),
    "no configuration": wrong("jwtConfiguration", undefined, "jwtConfiguration.audiences"),
    "no audience in the document": wrong(
      "body",
      jwtBody({ audience: [] }),
      "body.components.securitySchemes.tokens.x-amazon-apigateway-authorizer.jwtConfiguration.audience",
      "imported",
    ),
  },
});
