import { INTEGRATION_RESPONSE, METHOD_RESPONSE, partsOf } from "../../aws/method-parts";
import { INTEGRATION, METHOD, methodsHidden, methodsOf, REST_API } from "../../aws/rest-method";
import { missing, ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import type { Resource } from "../../model/resource";
import { defineRule } from "../../model/rule";
import { exists, type Joined } from "../../model/stack";
import { any, type Truth } from "../../model/truth";
import type { Value } from "../../model/value";
import { openApi, operation, preflight } from "./openapi.fixture";

/** Only the proxies hand the backend's answer on as it is. */
const isProxy = (integration: Value): Truth =>
  integration.get("type").matches((text) => /_PROXY$/i.test(text));

const METHOD_KEYS = { restApi: ref("api", "id"), resourceId: ref("users", "id") };
const PART_KEYS = { ...METHOD_KEYS, httpMethod: ref("subject", "httpMethod") };
const respond = (responses: Readonly<Record<string, unknown>>) =>
  openApi({
    "/users": { get: operation(), options: { ...preflight, responses: { 204: { description: "" } } } },
    "/queue": {
      post: operation({
        responses: { 202: { description: "" } },
        "x-amazon-apigateway-integration": { type: "aws", uri: "queue", responses },
      }),
    },
  });

const found = (joined: Joined, condition: (resource: Resource) => Truth): Truth =>
  any([...joined.resources.map(condition), joined.complete ? false : "unknown"]);

export default defineRule({
  id: "rest-method-complete",
  title: "Every REST method has an integration, and a non-proxy one an answer for each status",
  severity: "high",
  scope: "stack",
  types: [METHOD, REST_API],
  frameworks: {},
  links: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-method-settings.html",
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-integration-settings-integration-response.html",
  ],
  choice: "A MOCK in an OpenAPI document may leave its responses out when it is the preflight of CORS alone.",
  options: noOptions,
  fix: "give the method an integration, and a non-proxy integration a response whose status the method declares",
  check({ resource, stack, expect, notApplicable }) {
    if (resource.type === METHOD) {
      const integrations = partsOf(resource, INTEGRATION, stack);
      expect(exists(integrations), "", `${resource.name} has no integration: the deployment is refused`);
      for (const integration of integrations.resources) {
        const proxy = isProxy(integration.props);
        if (proxy === true) continue;
        const answers = partsOf(resource, INTEGRATION_RESPONSE, stack);
        expect(
          any([proxy, exists(answers)]),
          "",
          `${integration.name} is no proxy and has no integration response: every call ends in a 500`,
        );
        const declared = partsOf(resource, METHOD_RESPONSE, stack);
        for (const answer of answers.resources) {
          const status = answer.get("statusCode");
          const followed = answer.dependenciesOf("statusCode");
          const matched = found(declared, (response) =>
            followed.includes(response.urn) ? true : sameStatus(status, response.get("statusCode")),
          );
          expect(
            any([proxy, matched]),
            "",
            `${answer.name} answers ${status.shown ?? "a status"} that no method response declares`,
          );
        }
      }
      return;
    }
    if (resource.get("body").state === "absent") return notApplicable();
    if (methodsHidden(resource)) expect("unknown", resource.get("body"), "the methods are not known yet");
    for (const { label, at, integration, httpMethod } of methodsOf(resource)) {
      expect(integration.present, integration, `${label} has no integration: the import is refused`);
      const proxy = isProxy(integration);
      if (integration.state === "absent" || proxy === true) continue;
      const answers = integration.get("responses");
      const bare = httpMethod === "OPTIONS" && integration.get("type").text?.toUpperCase() === "MOCK";
      expect(
        any([proxy, bare, answers.unknown ? "unknown" : answers.entries.length > 0]),
        answers,
        `${label} is no proxy and has no response: every call ends in a 500`,
      );
      const declared = at.get("responses");
      for (const [, answer] of answers.entries) {
        const status = answer.get("statusCode");
        const matched = declared.unknown
          ? "unknown"
          : any([
              status.test((raw) => declared.get(String(raw)).state !== "absent"),
              declared.get("default").state !== "absent",
            ]);
        expect(
          any([proxy, matched]),
          status,
          `${label} answers ${String(status.number ?? "a status")} that the operation does not declare`,
        );
      }
    }
  },
  compliant: stackOf(
    { type: REST_API, name: "api", props: { body: respond({ default: { statusCode: "202" } }) } },
    { type: "aws:apigateway/resource:Resource", name: "users", props: { pathPart: "users" } },
    {
      type: METHOD,
      name: "subject",
      props: { ...METHOD_KEYS, httpMethod: "POST", authorization: "AWS_IAM" },
    },
    { type: INTEGRATION, name: "integration", props: { ...PART_KEYS, type: "AWS" } },
    { type: METHOD_RESPONSE, name: "declared", props: { ...PART_KEYS, statusCode: "202" } },
    { type: INTEGRATION_RESPONSE, name: "answer", props: { ...PART_KEYS, statusCode: "202" } },
  ),
  violations: {
    "no integration": missing("integration", ""),
    "no integration response": missing("answer", ""),
    "no method response": missing("declared", ""),
    "another status": wrong("statusCode", "200", "", "declared"),
    "integration of another method": wrong("httpMethod", "GET", "", "integration"),
    "no integration in the document": wrong(
      "body",
      openApi({ "/users": { get: operation({ "x-amazon-apigateway-integration": undefined }) } }),
      'body.paths["/users"].get.x-amazon-apigateway-integration',
      "api",
    ),
    "no response in the document": wrong(
      "body",
      respond({}),
      'body.paths["/queue"].post.x-amazon-apigateway-integration.responses',
      "api",
    ),
    "undeclared status in the document": wrong(
      "body",
      respond({ default: { statusCode: "200" } }),
      'body.paths["/queue"].post.x-amazon-apigateway-integration.responses.default.statusCode',
      "api",
    ),
  },
});

function sameStatus(a: Value, b: Value): Truth {
  if (a.unknown || b.unknown) return "unknown";
  return a.raw !== undefined && (a.number ?? a.text) === (b.number ?? b.text);
}
