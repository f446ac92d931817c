import { jwtAuthorizersOf, V2_API, V2_AUTHORIZER } from "../../aws/v2-api";
import { ref, stackOf, wrong } from "../../model/fixture";
import { keyed } from "../../model/keyed";
import { names, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import { any, implies } from "../../model/truth";
import { jwtBody } from "./jwt.fixture";

const USER_POOL = "aws:cognito/userPool:UserPool";
/** `https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEfGhI` */
const POOL_ISSUER = /^https:\/\/cognito-idp\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/([\w-]+)\/?$/;

const poolsById = keyed([USER_POOL], ({ id, outputs }) => [id.text, outputs.get("id")]);

export default defineRule({
  id: "http-jwt-issuer-https",
  title: "A JWT authorizer trusts an https issuer, and of Cognito's only the stack's own user pool",
  severity: "high",
  scope: "stack",
  types: [V2_AUTHORIZER, V2_API],
  frameworks: { "nist-800-53-r5": ["IA-2"], "pci-dss-4": ["8.3.1"], soc2: ["CC6.1"] },
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html"],
  choice:
    "Other identity providers than Cognito are accepted when they speak https. A Cognito pool must be the stack's own if the stack has one: the pool of another environment is the usual slip.",
  options: optionsOf({
    issuers: names("Issuers that are accepted as they are, such as a pool of another stack.", []),
  }),
  fix: "take the issuer from the user pool's endpoint, with https:// before it",
  check({ resource, stack, options, expect, notApplicable }) {
    if (resource.get("body").unknown) return expect("unknown", "body", "the authorizers are not known yet");
    const authorizers = jwtAuthorizersOf(resource);
    if (authorizers.length === 0) return notApplicable();
    const pools = poolsById(stack);
    const property = resource.type === V2_API ? "body" : "jwtConfiguration";
    const follows = resource.dependenciesOf(property).some((urn) => stack.byUrn(urn)?.type === USER_POOL);
    for (const { label, isJwt, issuer } of authorizers) {
      expect(
        implies(
          isJwt,
          issuer.matches((text) => text.startsWith("https://")),
        ),
        issuer,
        `${label} fetches the keys of ${issuer.shown ?? "no issuer"} without TLS`,
      );
      const pool = POOL_ISSUER.exec(issuer.text ?? "")?.[1];
      if (pool === undefined || !stack.has(USER_POOL) || options.issuers.includes(issuer.text ?? ""))
        continue;
      const own = any([follows, pools.has(pool)]);
      expect(implies(isJwt, own), issuer, `${label} trusts ${pool}, a user pool that is not this stack's`);
    }
  },
  compliant: stackOf(
    { type: USER_POOL, name: "pool", props: { name: "shop" }, outputs: { id: "eu-central-1_Own" } },
    {
      type: V2_AUTHORIZER,
      name: "subject",
      props: {
        authorizerType: "JWT",
        jwtConfiguration: {
          audiences: ["client"],
          issuer: "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Own",
        },
      },
    },
    {
      type: V2_AUTHORIZER,
      name: "following",
      props: {
        authorizerType: "JWT",
        jwtConfiguration: { issuer: "https://id.example.com", audiences: [ref("pool", "clientId")] },
      },
    },
    { type: V2_API, name: "imported", props: { protocolType: "HTTP", body: jwtBody() } },
  ),
  violations: {
    "plain http": wrong(["jwtConfiguration", "issuer"], "http://id.example.com"),
    "no issuer": wrong(["jwtConfiguration", "issuer"], undefined),
    "another pool": wrong(
      ["jwtConfiguration", "issuer"],
      "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Other",
    ),
    "plain http in the document": wrong(
      "body",
      jwtBody({ issuer: "http://id.example.com" }),
      "body.components.securitySchemes.tokens.x-amazon-apigateway-authorizer.jwtConfiguration.issuer",
      "imported",
    ),
  },
});
