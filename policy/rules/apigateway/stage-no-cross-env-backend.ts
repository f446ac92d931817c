import { integrationsOf } from "../../aws/rest-integration";
import { INTEGRATION, methodsHidden, REST_API, STAGE } from "../../aws/rest-method";
import { apiOf } from "../../aws/rest-stage";
import { ALL_STAGES } from "../../aws/stage-rate";
import { bodyHidden, V2_API, V2_INTEGRATION, V2_STAGE } from "../../aws/v2-api";
import { ref, stackOf, wrong } from "../../model/fixture";
import { names, optionsOf } from "../../model/options";
import type { Resource } from "../../model/resource";
import { defineRule } from "../../model/rule";
import type { Stack } from "../../model/stack";
import type { Value } from "../../model/value";
import { openApi, operation } from "./openapi.fixture";

/** Whether a text has one of the words as a part of its own: `prod` in shop-prod-users, not in products or non-prod. */
function speaksOf(text: string, words: readonly string[]): boolean {
  const parts = text.toLowerCase().split(/[^a-z0-9]+/);
  return parts.some((part, index) => words.includes(part) && !/^(non|pre|not)$/.test(parts[index - 1] ?? ""));
}

/** Where the integrations of a stage's API go, and whether all are in sight. */
function backendsOf(
  stage: Resource,
  stack: Stack,
): { readonly uris: readonly Value[]; readonly complete: boolean } {
  const v2 = stage.type === V2_STAGE;
  const [api] = (v2 ? stack.targets(stage, "apiId", V2_API) : apiOf(stage, stack)).resources;
  if (api === undefined) return { uris: [], complete: true };
  const separate = v2
    ? stack.referrers(api, V2_INTEGRATION, "apiId")
    : stack.referrers(api, INTEGRATION, "restApi");
  const property = v2 ? "integrationUri" : "uri";
  return {
    uris: [
      ...integrationsOf(api).map(({ at }) => at.get("uri")),
      ...separate.resources.map((integration) => integration.get(property)),
    ],
    complete: separate.complete && !(v2 ? bodyHidden(api) : methodsHidden(api)),
  };
}

export default defineRule({
  id: "stage-no-cross-env-backend",
  title:
    "A stage calls backends of its own environment: production's from production only, and no others there",
  severity: "high",
  scope: "stack",
  types: ALL_STAGES,
  frameworks: { "nist-800-53-r5": ["CM-3"], "pci-dss-4": ["6.5.6"], soc2: ["CC8.1"] },
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/stage-variables.html"],
  choice:
    "A stage is production when the stack's or its own name has one of the words, and a backend when its address has; `non-prod` and `pre-prod` do not count. The other way round is judged too: in production, test data must not be served.",
  options: optionsOf({
    productionWords: names("Words that mark production, as a part of a name.", ["prod", "production", "prd"]),
    otherWords: names("Words that mark what is not production.", [
      "dev",
      "development",
      "test",
      "testing",
      "staging",
      "qa",
      "sandbox",
    ]),
  }),
  fix: "point the stage's variables and integrations at the backends of its own environment",
  check({ resource, stack, options, expect, notApplicable }) {
    const { productionWords, otherWords } = options;
    const name = resource.get(resource.type === V2_STAGE ? "name" : "stageName");
    const production = [stack.name, name.text ?? ""].some((text) => speaksOf(text, productionWords));
    const words = production ? otherWords : productionWords;
    const owner = production ? "another environment" : "production";
    // A stage of production's stack may be a trial of its own: `dev` beside `v1`.
    if (production && speaksOf(name.text ?? "", otherWords)) return notApplicable();
    const check = (value: Value, place: Value, what: string): void => {
      const reaches = value.matches((text) => speaksOf(text, words));
      const verdict =
        reaches === true ? (name.unknown ? "unknown" : false) : reaches === "unknown" ? "unknown" : true;
      expect(verdict, place, `${what} is ${value.shown ?? "not known yet"}, which belongs to ${owner}`);
    };
    const variables = resource.get(resource.type === V2_STAGE ? "stageVariables" : "variables");
    if (variables.unknown) expect("unknown", variables, "the stage's variables are not known yet");
    for (const [key, value] of variables.entries) check(value, value, `the variable ${key}`);
    const { uris, complete } = backendsOf(resource, stack);
    const at = resource.get(resource.type === V2_STAGE ? "apiId" : "restApi");
    if (!complete) expect("unknown", at, "the integrations are not known yet");
    for (const uri of uris) check(uri, at, "a backend");
    expect(true, "", "");
  },
  compliant: {
    ...stackOf(
      {
        type: REST_API,
        name: "api",
        props: { body: openApi({ "/products": { get: operation() } }) },
      },
      {
        type: STAGE,
        name: "subject",
        props: { restApi: ref("api", "id"), stageName: "v1", variables: { backend: "shop-non-prod" } },
      },
      {
        type: INTEGRATION,
        name: "integration",
        props: { restApi: ref("api", "id"), uri: "https://dev.example.com" },
      },
      { type: V2_API, name: "http", props: { protocolType: "HTTP" } },
      { type: V2_STAGE, name: "default", props: { apiId: ref("http", "id"), name: "$default" } },
      {
        type: V2_INTEGRATION,
        name: "v2",
        props: { apiId: ref("http", "id"), integrationUri: "https://dev.example.com" },
      },
    ),
    stack: "dev",
  },
  violations: {
    "a variable": wrong(["variables", "backend"], "shop-prod"),
    "an integration": wrong("uri", "https://api.prod.example.com", "restApi", "integration"),
    "an integration of an HTTP API": wrong("integrationUri", "https://prod.example.com", "apiId", "v2"),
    "a test backend in production": {
      change: (fixture) => ({ ...fixture, stack: "prod" }),
      property: "restApi",
    },
    "the document": wrong(
      "body",
      openApi({
        "/users": {
          get: operation({
            "x-amazon-apigateway-integration": { type: "http_proxy", uri: "https://prd.example.com" },
          }),
        },
      }),
      "restApi",
      "api",
    ),
  },
});
