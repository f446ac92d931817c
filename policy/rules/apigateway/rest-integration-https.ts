import { integrationsOf } from "../../aws/rest-integration";
import { INTEGRATION, methodsHidden, REST_API, STAGE } from "../../aws/rest-method";
import { ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import type { Resource } from "../../model/resource";
import { defineRule } from "../../model/rule";
import type { Stack } from "../../model/stack";
import { all, implies, not, type Truth } from "../../model/truth";
import { openApi, operation } from "./openapi.fixture";

const http = (uri: string) =>
  operation({ "x-amazon-apigateway-integration": { type: "http_proxy", httpMethod: "GET", uri } });

/** An address that begins with what a stage says. */
const STAGE_VARIABLE = /^\$\{stageVariables\.(\w+)\}/;
const isHttps = (text: string): boolean => /^https:\/\//i.test(text);

/** Whether a stage variable is right in each stage of the API; unknown where no stage, or one outside of the stack, has it. */
function inEveryStage(
  holder: Resource,
  variable: string,
  isRight: (text: string) => boolean,
  stack: Stack,
): Truth {
  const [api] = holder.type === REST_API ? [holder] : stack.targets(holder, "restApi", REST_API).resources;
  const stages = api === undefined ? undefined : stack.referrers(api, STAGE, "restApi");
  if (stages === undefined || stages.resources.length === 0) return "unknown";
  const right = stages.resources.map((stage) => stage.get("variables", variable).matches(isRight, "unknown"));
  return all([...right, stages.complete ? true : "unknown"]);
}

export default defineRule({
  id: "rest-integration-https",
  title: "HTTP integrations call their backend over verified TLS",
  severity: "high",
  scope: "stack",
  types: [REST_API, INTEGRATION],
  frameworks: { "nist-800-53-r5": ["SC-8"], "pci-dss-4": ["4.2.1"], soc2: ["CC6.7"] },
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/setup-http-integrations.html"],
  choice:
    "An address that a stage variable begins is looked up in the stages of the stack; without one it cannot be told.",
  options: noOptions,
  fix: "use an https:// address, and leave insecureSkipVerification off",
  check({ resource, stack, expect, notApplicable }) {
    if (methodsHidden(resource))
      expect("unknown", resource.get("body"), "the integrations are not known yet");
    const integrations = integrationsOf(resource).filter(({ isOf }) => isOf("HTTP", "HTTP_PROXY") !== false);
    if (integrations.length === 0) return notApplicable();
    for (const { at, label, isOf } of integrations) {
      const applies = isOf("HTTP", "HTTP_PROXY");
      const uri = at.get("uri");
      const variable = STAGE_VARIABLE.exec(uri.text ?? "")?.[1];
      const isSafe =
        variable === undefined ? uri.matches(isHttps) : inEveryStage(resource, variable, isHttps, stack);
      // Over a VPC link the way is private, yet TLS is still asked for: the link ends at a load balancer, not at the backend.
      expect(implies(applies, isSafe), uri, `${label} calls ${uri.shown ?? "its backend"} without TLS`);
      const unverified = at.get("tlsConfig", "insecureSkipVerification");
      expect(
        implies(applies, not(unverified.isTrue())),
        unverified,
        `${label} does not verify the backend's certificate`,
      );
    }
  },
  compliant: stackOf(
    {
      type: REST_API,
      name: "subject",
      props: { body: openApi({ "/users": { get: http("https://backend.example.com/users") } }) },
    },
    { type: INTEGRATION, name: "integration", props: { type: "HTTP", uri: "https://backend.example.com" } },
    {
      type: INTEGRATION,
      name: "by-stage",
      props: { type: "HTTP", uri: "${stageVariables.url}/users", restApi: ref("subject", "id") },
    },
    {
      type: STAGE,
      name: "stage",
      props: { restApi: ref("subject", "id"), variables: { url: "https://backend.example.com" } },
    },
  ),
  violations: {
    "plain http in the document": wrong(
      "body",
      openApi({ "/users": { get: http("http://backend.example.com/users") } }),
      'body.paths["/users"].get.x-amazon-apigateway-integration.uri',
    ),
    "plain http": wrong("uri", "http://backend.example.com", "uri", "integration"),
    "plain http by a stage variable": wrong(
      ["variables", "url"],
      "http://backend.example.com",
      "uri",
      "stage",
    ),
    "no verification": wrong(
      ["tlsConfig", "insecureSkipVerification"],
      true,
      "tlsConfig.insecureSkipVerification",
      "integration",
    ),
  },
});
