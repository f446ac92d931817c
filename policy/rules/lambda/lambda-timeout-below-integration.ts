import { ALIAS, FUNCTION, timeoutOf } from "../../aws/function";
import { integrationsOf } from "../../aws/rest-integration";
import { INTEGRATION, methodsHidden, REST_API } from "../../aws/rest-method";
import { ref, stackOf, wrong } from "../../model/fixture";
import { keyed } from "../../model/keyed";
import { oncePer } from "../../model/once";
import { noOptions } from "../../model/options";
import type { Resource } from "../../model/resource";
import { defineRule } from "../../model/rule";
import type { Stack } from "../../model/stack";
import { all, type Truth } from "../../model/truth";

/** What API Gateway waits where nothing is said, in milliseconds. */
const DEFAULT_MILLISECONDS = 29_000;
const INVOCATION_TYPE = "integration.request.header.X-Amz-Invocation-Type";

/** URNs of what an API's integrations were computed from; of an alias, also those of what it stands for. */
const sourcesOf = (holder: Resource, stack: Stack): readonly string[] =>
  holder.dependenciesOf(holder.type === INTEGRATION ? "uri" : "body").flatMap((urn) => {
    const source = stack.byUrn(urn);
    return [urn, ...(source?.type === ALIAS ? source.dependencies : [])];
  });

/** What an integration says of the function it calls and how long it waits. */
interface Call {
  readonly label: string;
  /** The function's name in the URI; absent when the URI is not known or names none. */
  readonly called: string | undefined;
  /** Whether it does not wait for the answer. */
  readonly later: Truth;
  /** Milliseconds; absent when not known yet. */
  readonly waits: number | undefined;
}

const callsOf = oncePer((holder: Resource): readonly Call[] =>
  integrationsOf(holder).map(({ label, at }) => {
    const limit = at.get(holder.type === INTEGRATION ? "timeoutMilliseconds" : "timeoutInMillis");
    return {
      label,
      called: /:function:([^:/]+)/.exec(at.get("uri").text ?? "")?.[1],
      later: at.get("requestParameters", INVOCATION_TYPE).matches((text) => text.includes("Event")),
      waits: limit.state === "absent" ? DEFAULT_MILLISECONDS : limit.number,
    };
  }),
);

/** APIs and integrations by the functions that they call: by URN or by name. */
const callers = keyed([REST_API, INTEGRATION], (holder, stack) => [
  ...sourcesOf(holder, stack),
  ...callsOf(holder).map(({ called }) => called),
]);

/** Whether an integration calls the function: by what the property depends on, else by the name in its URI. */
function isCalled(called: string | undefined, joined: boolean, holder: Resource, name?: string): Truth {
  if (holder.type === INTEGRATION && joined) return true;
  if (called !== undefined && name !== undefined) return called === name;
  return joined ? "unknown" : false;
}

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
    const name = resource.get("name").text ?? resource.outputs.get("name").text;
    let behindApi = false;
    for (const holder of callers(stack).of(resource.urn, name)) {
      const joined = sourcesOf(holder, stack).includes(resource.urn);
      if (joined && methodsHidden(holder)) {
        behindApi = true;
        expect("unknown", "timeout", `${holder.name} is not known yet`);
      }
      for (const { label, called, later, waits } of callsOf(holder)) {
        const calls = isCalled(called, joined, holder, name);
        if (calls === false || later === true) continue;
        behindApi = true;
        const within: Truth =
          timeout === "unknown" || waits === undefined ? "unknown" : timeout * 1000 <= waits;
        const certain = all([calls, later === "unknown" ? "unknown" : true]);
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
