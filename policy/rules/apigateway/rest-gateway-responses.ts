import { openApiBody } from "../../aws/openapi-body";
import { REST_API } from "../../aws/rest-method";
import { extra, missing, ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import type { Resource } from "../../model/resource";
import { defineRule } from "../../model/rule";
import type { Stack } from "../../model/stack";
import { any, type Truth } from "../../model/truth";
import type { Value } from "../../model/value";

const RESPONSE = "aws:apigateway/response:Response";
const KINDS = ["DEFAULT_4XX", "DEFAULT_5XX"];

/** Variables that speak of what stands behind the gateway, which is none of a caller's business. */
const INTERNAL =
  /\$\{?context\.(integration|integrationErrorMessage|authorizer|stage\b|accountId|awsEndpointRequestId|apiId)|\$\{?stageVariables|\$\{?util\./;

interface GatewayResponse {
  readonly kind: Value | string;
  readonly templates: Value;
}

/** The gateway responses of an API: from its body, and from resources of their own. */
function responsesOf(api: Resource, stack: Stack) {
  const { state, document } = openApiBody(api);
  const separate = stack.referrers(api, RESPONSE, "restApiId");
  const listed = state === "known" ? document.get("x-amazon-apigateway-gateway-responses") : undefined;
  const inBody = (listed?.entries ?? []).map(([kind, value]): GatewayResponse => ({
    kind,
    templates: value.get("responseTemplates"),
  }));
  const own = separate.resources.map((one): GatewayResponse => ({
    kind: one.get("responseType"),
    templates: one.get("responseTemplates"),
  }));
  const complete = separate.complete && state !== "unknown" && state !== "unreadable" && !listed?.unknown;
  return { responses: [...inBody, ...own], complete };
}

const body = (templates: object) =>
  JSON.stringify({
    openapi: "3.0.1",
    paths: {},
    "x-amazon-apigateway-gateway-responses": { DEFAULT_4XX: templates, DEFAULT_5XX: {} },
  });
const template = (text: string) => ({ responseTemplates: { "application/json": text } });

export default defineRule({
  id: "rest-gateway-responses",
  title: "An API words its own errors, and they tell nothing of what stands behind it",
  severity: "low",
  scope: "stack",
  types: [REST_API],
  frameworks: { "nist-800-53-r5": ["SI-11"], "pci-dss-4": ["6.5.5"], soc2: ["CC6.6"] },
  links: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html",
  ],
  choice:
    "$context.error.validationErrorString may be shown: it speaks of the caller's own request. What the integration or the authorizer answered may not.",
  options: noOptions,
  fix: "declare DEFAULT_4XX and DEFAULT_5XX with a template of fixed words and $context.requestId",
  check({ resource, stack, expect }) {
    const { responses, complete } = responsesOf(resource, stack);
    for (const kind of KINDS) {
      const present = any([
        ...responses.map((one): Truth =>
          typeof one.kind === "string" ? one.kind === kind : one.kind.is(kind),
        ),
        complete ? false : "unknown",
      ]);
      expect(
        present,
        "",
        `${kind} is not declared: callers get API Gateway's own words, without CORS headers`,
      );
    }
    for (const { templates } of responses)
      for (const [, text] of templates.entries)
        expect(
          text.matches((one) => !INTERNAL.test(one)),
          text,
          "the error tells the caller what stands behind the API",
        );
  },
  compliant: stackOf(
    {
      type: REST_API,
      name: "subject",
      props: { body: body(template('{"message":$context.error.messageString}')) },
    },
    { type: REST_API, name: "plain", props: { name: "plain" } },
    {
      type: RESPONSE,
      name: "client-errors",
      props: { restApiId: ref("plain", "id"), responseType: "DEFAULT_4XX" },
    },
    {
      type: RESPONSE,
      name: "server-errors",
      props: { restApiId: ref("plain", "id"), responseType: "DEFAULT_5XX" },
    },
  ),
  violations: {
    "not in the document": wrong("body", JSON.stringify({ openapi: "3.0.1", paths: {} }), ""),
    "not among the resources": missing("server-errors", ""),
    "the integration's error": wrong(
      "body",
      body(template('{"message":"$context.integrationErrorMessage"}')),
      'body.x-amazon-apigateway-gateway-responses.DEFAULT_4XX.responseTemplates["application/json"]',
    ),
    "the authorizer's answer": extra(
      {
        type: RESPONSE,
        name: "server-errors",
        props: {
          restApiId: ref("plain", "id"),
          responseType: "DEFAULT_5XX",
          ...template('{"who":"$context.authorizer.principalId"}'),
        },
      },
      'responseTemplates["application/json"]',
    ),
  },
});
