import { integrationsOf } from "../../aws/rest-integration";
import { INTEGRATION, methodsHidden, REST_API } from "../../aws/rest-method";
import { stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, any, implies, not, type Truth } from "../../model/truth";
import type { Value } from "../../model/value";
import { openApi, operation } from "./openapi.fixture";

const SEND = "Action=SendMessage&MessageBody=$util.urlEncode($input.body)";

/** `…:sqs:path/…`: a service whose requests say in a parameter which action they are. */
const QUERY_SERVICE = /:(sqs|sns):path\//;
const ACTION_PARAMETER = "integration.request.querystring.Action";
/** `Action=SendMessage`, written out. */
const FIXED = /(?:^|[&\s])Action=\w+(?=[&\s]|$)/;
/** `Action=` followed by anything that the request decides. */
const COMPUTED = /(?:^|[&\s])Action=(?!\w+(?:[&\s]|$))/;

/** Whether a literal, which stands in single quotes in a mapping, says which action it is. */
const isLiteral = (mapping: Value): Truth => mapping.matches((text) => /^'\w+'$/.test(text));

/** Whether the program, and not the caller, decides which action a template calls. */
function fixesAction(template: Value, integration: Value): Truth {
  const parameter = isLiteral(integration.get("requestParameters", ACTION_PARAMETER));
  const computed = template.matches((text) => COMPUTED.test(text));
  const named = any([
    not(integration.get("uri").matches((text) => QUERY_SERVICE.test(text))),
    template.matches((text) => FIXED.test(text)),
    parameter,
  ]);
  return all([not(computed), named]);
}

const queue = (passthroughBehavior: string | undefined, template = SEND) =>
  operation({
    "x-amazon-apigateway-integration": {
      type: "aws",
      httpMethod: "POST",
      uri: "arn:aws:apigateway:eu-central-1:sqs:path/000000000000/orders",
      passthroughBehavior,
      requestTemplates: { "application/json": template },
    },
  });

export default defineRule({
  id: "rest-integration-passthrough-never",
  title: "AWS service integrations refuse content types that no template maps, and fix the action",
  severity: "high",
  scope: "resource",
  types: [REST_API, INTEGRATION],
  frameworks: {},
  links: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html",
  ],
  options: noOptions,
  fix: "set passthroughBehavior to NEVER, and map each content type with a template that has its Action written out",
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
      for (const [, template] of at.get("requestTemplates").entries)
        expect(
          implies(isOf("AWS"), fixesAction(template, at)),
          template,
          `the caller of ${label} may choose which action the AWS service does`,
        );
    }
  },
  compliant: stackOf(
    { type: REST_API, name: "subject", props: { body: openApi({ "/orders": { post: queue("never") } }) } },
    {
      type: INTEGRATION,
      name: "integration",
      props: {
        type: "AWS",
        passthroughBehavior: "NEVER",
        uri: "arn:aws:apigateway:eu-central-1:kinesis:action/PutRecord",
        requestTemplates: { "application/json": '{"Data":"$util.base64Encode($input.body)"}' },
      },
    },
  ),
  violations: {
    "the caller's action": wrong(
      "body",
      openApi({ "/orders": { post: queue("never", "Action=$input.params('action')&MessageBody=1") } }),
      'body.paths["/orders"].post.x-amazon-apigateway-integration.requestTemplates["application/json"]',
    ),
    "the caller's whole request": wrong(
      "body",
      openApi({ "/orders": { post: queue("never", "$input.body") } }),
      'body.paths["/orders"].post.x-amazon-apigateway-integration.requestTemplates["application/json"]',
    ),
    "when no match": wrong("passthroughBehavior", "WHEN_NO_MATCH", "passthroughBehavior", "integration"),
    "default in the document": wrong(
      "body",
      openApi({ "/orders": { post: queue(undefined) } }),
      'body.paths["/orders"].post.x-amazon-apigateway-integration.passthroughBehavior',
    ),
  },
});
