import { integrationsOf } from "../../aws/rest-integration";
import { INTEGRATION, methodsHidden, REST_API } from "../../aws/rest-method";
import { stackOf, wrong } from "../../model/fixture";
import { integer, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import { any } from "../../model/truth";
import { openApi, operation } from "./openapi.fixture";

const proxy = (changes: object = {}) =>
  openApi({
    "/orders": {
      get: operation({
        "x-amazon-apigateway-integration": { type: "aws_proxy", timeoutInMillis: 10_000, ...changes },
      }),
    },
  });

export default defineRule({
  id: "rest-integration-timeout",
  title: "An integration gives up before API Gateway does",
  severity: "low",
  scope: "resource",
  types: [REST_API, INTEGRATION],
  frameworks: { "nist-800-53-r5": ["SC-5"], soc2: ["A1.1"] },
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html"],
  choice:
    "Without a word the longest time of all holds, 29 seconds, in which a slow backend ties up every caller. A MOCK answers by itself and is exempt. Raise `below` where AWS has raised the quota of the account.",
  options: optionsOf({
    below: integer("Milliseconds that a timeout must stay below.", 29_000, 51),
  }),
  fix: "set timeoutMilliseconds (timeoutInMillis in a document) to what the backend needs",
  check({ resource, options, expect, notApplicable }) {
    const integrations = integrationsOf(resource);
    if (methodsHidden(resource))
      expect("unknown", resource.get("body"), "the integrations are not known yet");
    else if (integrations.length === 0) return notApplicable();
    const key = resource.type === INTEGRATION ? "timeoutMilliseconds" : "timeoutInMillis";
    for (const { label, at, isOf } of integrations) {
      const timeout = at.get(key);
      const bounded = timeout.unknown
        ? "unknown"
        : timeout.number !== undefined && timeout.number < options.below;
      expect(
        any([isOf("MOCK"), bounded]),
        timeout,
        `${label} waits ${timeout.number === undefined ? "as long as API Gateway does" : `${timeout.number} ms`}`,
      );
    }
  },
  compliant: stackOf(
    { type: REST_API, name: "api", props: { body: proxy() } },
    { type: INTEGRATION, name: "subject", props: { type: "AWS_PROXY", timeoutMilliseconds: 5000 } },
    { type: INTEGRATION, name: "cors", props: { type: "MOCK" } },
  ),
  violations: {
    "not set": wrong("timeoutMilliseconds", undefined),
    "the maximum": wrong("timeoutMilliseconds", 29_000),
    "not in the document": wrong(
      "body",
      proxy({ timeoutInMillis: undefined }),
      'body.paths["/orders"].get.x-amazon-apigateway-integration.timeoutInMillis',
      "api",
    ),
  },
});
