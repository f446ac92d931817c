import { AUTHORIZER, bodyAuthorizers } from "../../aws/authorizer";
import { openApiBody } from "../../aws/openapi-body";
import { REST_API } from "../../aws/rest-method";
import { V2_API, V2_AUTHORIZER } from "../../aws/v2-api";
import { stackOf, wrong } from "../../model/fixture";
import { integer, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import type { Truth } from "../../model/truth";
import type { Value } from "../../model/value";

const KEY = "authorizerResultTtlInSeconds";
const body = (ttl: number) =>
  JSON.stringify({
    openapi: "3.0.1",
    paths: {},
    components: {
      securitySchemes: {
        partner: { type: "apiKey", "x-amazon-apigateway-authorizer": { type: "request", [KEY]: ttl } },
      },
    },
  });

export default defineRule({
  id: "authorizer-cache-ttl",
  title: "A refused caller is refused soon: authorizer results are cached for a short time",
  severity: "low",
  scope: "resource",
  types: [AUTHORIZER, V2_AUTHORIZER, REST_API, V2_API],
  frameworks: {
    "nist-800-53-r5": ["AC-2", "AC-3", "IA-2"],
    "pci-dss-4": ["8.2", "8.3"],
    soc2: ["CC6.1", "CC6.2"],
    "iso-27001": ["A.5.16", "A.8.2"],
  },
  links: [
    "https://docs.aws.amazon.com/apigateway/latest/api/API_Authorizer.html",
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html",
  ],
  choice:
    "300 seconds is what API Gateway takes for REST APIs when nothing is said, and is accepted; AWS takes up to 3600. HTTP APIs cache nothing unless told to.",
  options: optionsOf({ maximumSeconds: integer("Longest time that a result may be kept.", 300, 0, 3600) }),
  fix: `lower ${KEY}`,
  check({ resource, options, expect, notApplicable }) {
    const judge = (ttl: Value): void => {
      const short: Truth = ttl.unknown ? "unknown" : ttl.state === "absent" ? true : isShort(ttl);
      expect(short, ttl, `a caller who has lost access goes on for ${ttl.number ?? "too many"} seconds`);
    };
    const isShort = (ttl: Value): boolean => ttl.number !== undefined && ttl.number <= options.maximumSeconds;
    if (resource.type === AUTHORIZER || resource.type === V2_AUTHORIZER) return judge(resource.get(KEY));
    const { state, document } = openApiBody(resource);
    if (state === "unknown" || state === "unreadable")
      return expect("unknown", document, "the authorizers are not known yet");
    const authorizers = bodyAuthorizers(resource);
    if (authorizers.length === 0) return notApplicable();
    for (const { at } of authorizers) judge(at.get(KEY));
  },
  compliant: stackOf(
    { type: AUTHORIZER, name: "subject", props: { type: "TOKEN", [KEY]: 60 } },
    { type: V2_AUTHORIZER, name: "http", props: { authorizerType: "REQUEST" } },
    { type: REST_API, name: "api", props: { body: body(300) } },
  ),
  violations: {
    "an hour": wrong(KEY, 3600),
    "ten minutes on an HTTP API": wrong(KEY, 600, KEY, "http"),
    "in the document": wrong(
      "body",
      body(3600),
      `body.components.securitySchemes.partner.x-amazon-apigateway-authorizer.${KEY}`,
      "api",
    ),
  },
});
