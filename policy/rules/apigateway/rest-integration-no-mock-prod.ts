import { INTEGRATION, isPreflight, METHOD, methodsHidden, methodsOf, REST_API } from "../../aws/rest-method";
import { extra, ref, stackOf, wrong } from "../../model/fixture";
import { names, optionsOf, productionStages } from "../../model/options";
import type { Resource } from "../../model/resource";
import { defineRule } from "../../model/rule";
import type { Stack } from "../../model/stack";
import { any, not, type Truth } from "../../model/truth";
import type { Value } from "../../model/value";
import { openApi, operation, preflight } from "./openapi.fixture";

const RESOURCE = "aws:apigateway/resource:Resource";
const isMock = (integration: Value): Truth => integration.get("type").matches((text) => /^mock$/i.test(text));
const lastPart = (path: string): string => `/${path.split("/").pop() ?? ""}`;
const mock = operation({ "x-amazon-apigateway-integration": { type: "mock" } });

/** Whether a separate integration answers a path that may be made up, or OPTIONS. */
function isAllowed(integration: Resource, stack: Stack, allowed: readonly string[]): Truth {
  const own = integration.get("httpMethod");
  const [method] = stack.targets(integration, "httpMethod", METHOD).resources;
  const verb = own.text === undefined && method ? method.get("httpMethod") : own;
  const [path] = stack.targets(integration, "resourceId", RESOURCE).resources;
  const part = path?.get("pathPart");
  return any([
    verb.matches((text) => text.toUpperCase() === "OPTIONS"),
    part === undefined
      ? integration.get("resourceId").unknown && "unknown"
      : part.matches((text) => allowed.includes(`/${text}`)),
  ]);
}

export default defineRule({
  id: "rest-integration-no-mock-prod",
  title: "In production no answer is made up, except to preflight and health checks",
  severity: "low",
  scope: "stack",
  types: [REST_API, INTEGRATION],
  frameworks: {
    "nist-800-53-r5": ["CM-2", "CM-3", "SI-7"],
    "pci-dss-4": ["6.4.1", "6.4.2"],
    soc2: ["CC6.1", "CC8.1"],
    "iso-27001": ["A.8.9", "A.8.32"],
  },
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html"],
  choice:
    "Other sets exempt OPTIONS only. A health check that asks no backend tells whether the gateway itself answers, which is what DNS wants to know, so the usual paths are exempt too.",
  options: optionsOf({
    stages: productionStages,
    paths: names("Ends of paths that a MOCK may answer.", ["/health", "/healthz", "/ping"]),
  }),
  fix: "give the method a real backend, or list the end of its path in paths",
  check({ resource, stack, options, expect, notApplicable }) {
    if (!options.stages.includes(stack.name)) return notApplicable();
    if (resource.type === INTEGRATION) {
      const allowed = isAllowed(resource, stack, options.paths);
      const mocked = isMock(resource.props);
      return expect(
        any([not(mocked), allowed]),
        resource.get("type"),
        `${resource.name} answers what is made up`,
      );
    }
    if (resource.get("body").state === "absent") return notApplicable();
    if (methodsHidden(resource)) expect("unknown", resource.get("body"), "the methods are not known yet");
    for (const method of methodsOf(resource)) {
      if (isPreflight(method) || options.paths.includes(lastPart(method.path ?? ""))) continue;
      expect(
        method.integration.state === "absent" ? true : not(isMock(method.integration)),
        method.integration.get("type"),
        `${method.label} answers what is made up`,
      );
    }
    expect(true, "", "");
  },
  compliant: stackOf(
    {
      type: REST_API,
      name: "api",
      props: {
        body: openApi({ "/orders": { get: operation(), options: preflight }, "/v1/health": { get: mock } }),
      },
    },
    { type: RESOURCE, name: "health", props: { pathPart: "health" } },
    { type: INTEGRATION, name: "subject", props: { httpMethod: "GET", type: "AWS_PROXY" } },
    { type: INTEGRATION, name: "cors", props: { httpMethod: "OPTIONS", type: "MOCK" } },
    {
      type: INTEGRATION,
      name: "alive",
      props: { httpMethod: "GET", type: "MOCK", resourceId: ref("health", "id") },
    },
  ),
  violations: {
    "made up": wrong("type", "MOCK"),
    "made up in the document": wrong(
      "body",
      openApi({ "/orders": { get: mock } }),
      'body.paths["/orders"].get.x-amazon-apigateway-integration.type',
      "api",
    ),
    "another made up": extra(
      { type: INTEGRATION, name: "more", props: { httpMethod: "POST", type: "MOCK" } },
      "type",
    ),
  },
});
