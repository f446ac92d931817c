import { keepsFailed } from "../../aws/failed-events";
import { FUNCTION, FUNCTION_EVENT_INVOKE_CONFIG, functionOf } from "../../aws/function";
import { ref, stackOf, wrong } from "../../model/fixture";
import { keyed } from "../../model/keyed";
import { ANY_KEY } from "../../model/keys";
import { noOptions } from "../../model/options";
import type { Resource } from "../../model/resource";
import { defineRule } from "../../model/rule";
import { any, implies, type Truth } from "../../model/truth";

const PERMISSION = "aws:lambda/permission:Permission";

/** Services that call functions without waiting for the answer. */
const ASYNCHRONOUS = [
  "sns.amazonaws.com",
  "s3.amazonaws.com",
  "events.amazonaws.com",
  "scheduler.amazonaws.com",
  "iot.amazonaws.com",
  "ses.amazonaws.com",
  "config.amazonaws.com",
  "codecommit.amazonaws.com",
  "logs.amazonaws.com",
];

/** Whether a permission is for a service that does not wait. */
const isAsynchronous = (permission: Resource): Truth =>
  permission.get("principal").matches((text) => ASYNCHRONOUS.includes(text));

/** The permissions of such services by the functions that these may call. */
const permissionsByFunction = keyed([PERMISSION], (permission, stack) => {
  if (isAsynchronous(permission) === false) return [];
  const { resources, complete } = functionOf(permission, "function", stack);
  return [...resources.map(({ urn }) => urn), ...(complete || resources.length > 0 ? [] : [ANY_KEY])];
});

export default defineRule({
  id: "lambda-dlq",
  title: "A function called without waiting keeps the events that it could not process",
  severity: "medium",
  scope: "stack",
  types: [FUNCTION],
  frameworks: { "nist-800-53-r5": ["IR-4"] },
  links: ["https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html"],
  choice:
    "Other rule sets ask it of every function; but a dead-letter queue takes asynchronous events only, and does nothing for " +
    "a function behind an API. So only functions that an asynchronous service may call are judged, and an onFailure " +
    "destination, which AWS prefers, counts as well.",
  options: noOptions,
  fix: "set deadLetterConfig.targetArn, or an onFailure destination (aws.lambda.FunctionEventInvokeConfig)",
  check({ resource, stack, expect, notApplicable }) {
    const permissions = permissionsByFunction(stack);
    const asynchronous = any([...permissions.of(resource.urn).map(isAsynchronous), permissions.others]);
    if (asynchronous === false) return notApplicable();
    const configs = stack.referrers(resource, FUNCTION_EVENT_INVOKE_CONFIG, "functionName");
    const kept = any([
      keepsFailed(resource, stack, "deadLetterConfig", "targetArn"),
      ...configs.resources.map((item) =>
        keepsFailed(item, stack, "destinationConfig", "onFailure", "destination"),
      ),
      configs.complete ? false : "unknown",
    ]);
    expect(
      implies(asynchronous, kept),
      "deadLetterConfig.targetArn",
      "an event that fails three times is lost",
    );
  },
  compliant: stackOf(
    { type: FUNCTION, name: "subject", props: { deadLetterConfig: { targetArn: "queue" } } },
    {
      type: PERMISSION,
      name: "permission",
      props: { principal: "sns.amazonaws.com", function: ref("subject", "name") },
    },
  ),
  violations: { nothing: wrong("deadLetterConfig", undefined, "deadLetterConfig.targetArn") },
});
