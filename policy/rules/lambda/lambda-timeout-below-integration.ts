import { ALIAS, FUNCTION, timeoutOf } from "../../aws/function";
import { integrationsOf } from "../../aws/rest-integration";
import { INTEGRATION, methodsHidden, REST_API } from "../../aws/rest-method";
import { ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import type { Resource } from "../../model/resource";
import { defineRule } from "../../model/rule";
import type { Stack } from "../../model/stack";
import { all, type Truth } from "../../model/truth";
import type { Value } from "../../model/value";

/** What API Gateway waits where nothing is said, in milliseconds. */
const DEFAULT_MILLISECONDS = 29_000;
const INVOCATION_TYPE = "integration.request.header.X-Amz-Invocation-Type";

/** Whether what an API says of its integrations was computed from the function, or from an alias of it. */
function dependsOn(holder: Resource, target: Resource, stack: Stack): boolean {
  const dependencies = holder.dependenciesOf(holder.type === INTEGRATION ? "uri" : "body");
  return dependencies.some((urn) => {
    const source = stack.byUrn(urn);
    if (source === undefined) return false;
    return source === target || (source.type === ALIAS && source.dependencies.includes(target.urn));
  });
}

/** Whether an integration calls the function: by what the property depends on, else by the name in its URI. */
function calls(uri: Value, holder: Resource, target: Resource, stack: Stack): Truth {
  const joined = dependsOn(holder, target, stack);
  if (holder.type === INTEGRATION && joined) return true;
  const called = /:function:([^:/]+)/.exec(uri.text ?? "")?.[1];
  const name = target.get("name").text ?? target.outputs.get("name").text;
  if (called !== undefined && name !== undefined) return called === name;
  return joined ? "unknown" : false;
}

const isLater = (at: Value): Truth =>
  at.get("requestParameters", INVOCATION_TYPE).matches((text) => text.includes("Event"));

export default defineRule({
  id: "lambda-timeout-below-integration",
  title: "A function gives up no later than the API that waits for it",
  severity: "medium",
  scope: "stack",
  types: [FUNCTION],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html"],
  choice: "Integrations that do not wait for the answer (invocation type Event) are left out.",
  options: noOptions,
  fix: "lower the function's timeout, or raise timeoutInMillis of the integration",
  check({ resource, stack, expect, notApplicable }) {
    const timeout = timeoutOf(resource);
    let behindApi = false;
    for (const holder of stack.ofType(REST_API, INTEGRATION)) {
      const hidden = methodsHidden(holder) && dependsOn(holder, resource, stack);
      if (hidden) {
        behindApi = true;
        expect("unknown", "timeout", `${holder.name} is not known yet`);
      }
      for (const { label, at } of integrationsOf(holder)) {
        const called = calls(at.get("uri"), holder, resource, stack);
        const later = isLater(at);
        if (called === false || later === true) continue;
        behindApi = true;
        const limit = at.get(holder.type === INTEGRATION ? "timeoutMilliseconds" : "timeoutInMillis");
        const waits = limit.state === "absent" ? DEFAULT_MILLISECONDS : limit.number;
        const within: Truth =
          timeout === "unknown" || waits === undefined ? "unknown" : timeout * 1000 <= waits;
        const certain = all([called, later === "unknown" ? "unknown" : true]);
        expect(
          within === false && certain === "unknown" ? "unknown" : within,
          "timeout",
          `${label} answers 504 after ${waits ?? "?"} ms, while the function goes on for ${timeout} s`,
        );
      }
    }
    if (!behindApi) notApplicable();
  },
  compliant: stackOf(
    { type: FUNCTION, name: "subject", props: { name: "users", timeout: 20 } },
    {
      type: INTEGRATION,
      name: "integration",
      props: { type: "AWS_PROXY", uri: ref("subject", "invokeArn"), timeoutMilliseconds: 25_000 },
    },
    {
      type: REST_API,
      name: "api",
      props: {
        body: JSON.stringify({
          paths: {
            "/users": {
              get: {
                "x-amazon-apigateway-integration": {
                  type: "aws_proxy",
                  uri: "arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-central-1:000000000000:function:orders:live/invocations",
                },
              },
            },
          },
        }),
      },
    },
    { type: FUNCTION, name: "orders", props: { name: "orders", timeout: 29 } },
  ),
  violations: {
    "longer than the integration": wrong("timeout", 26),
    "an integration that waits less": wrong("timeoutMilliseconds", 10_000, "timeout", "integration"),
  },
});
