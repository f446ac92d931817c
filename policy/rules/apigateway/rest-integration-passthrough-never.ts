import { integrationsOf } from "../../aws/rest-integration";
import { INTEGRATION, methodsHidden, REST_API } from "../../aws/rest-method";
import { stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { implies } from "../../model/truth";
import { openApi, operation } from "./openapi.fixture";

const queue = (passthroughBehavior: string | undefined) =>
  operation({
    "x-amazon-apigateway-integration": {
      type: "aws",
      httpMethod: "POST",
      uri: "queue",
      passthroughBehavior,
      requestTemplates: { "application/json": "Action=SendMessage&MessageBody=$util.urlEncode($input.body)" },
    },
  });

export default defineRule({
  id: "rest-integration-passthrough-never",
  title: "AWS service integrations refuse content types that no template maps",
  severity: "high",
  scope: "resource",
  types: [REST_API, INTEGRATION],
  frameworks: {},
  links: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html",
  ],
  options: noOptions,
  fix: "set passthroughBehavior to NEVER, and map each content type with a template",
  check({ resource, expect, notApplicable }) {
    if (methodsHidden(resource))
      expect("unknown", resource.get("body"), "the integrations are not known yet");
    const integrations = integrationsOf(resource).filter(({ isOf }) => isOf("AWS") !== false);
    if (integrations.length === 0) return notApplicable();
    for (const { at, label, isOf } of integrations) {
      const behavior = at.get("passthroughBehavior");
      const never = behavior.matches((text) => text.toUpperCase() === "NEVER");
      // Passed through, a body in another content type is the caller's own request to the AWS service: its Action, its target.
      expect(
        implies(isOf("AWS"), never),
        behavior,
        `${label} passes unmapped bodies to the AWS service with the integration's role`,
      );
    }
  },
  compliant: stackOf(
    { type: REST_API, name: "subject", props: { body: openApi({ "/orders": { post: queue("never") } }) } },
    { type: INTEGRATION, name: "integration", props: { type: "AWS", passthroughBehavior: "NEVER" } },
  ),
  violations: {
    "when no match": wrong("passthroughBehavior", "WHEN_NO_MATCH", "passthroughBehavior", "integration"),
    "default in the document": wrong(
      "body",
      openApi({ "/orders": { post: queue(undefined) } }),
      'body.paths["/orders"].post.x-amazon-apigateway-integration.passthroughBehavior',
    ),
  },
});
