import { keepsFailed } from "../../aws/failed-events";
import { FUNCTION_EVENT_INVOKE_CONFIG } from "../../aws/function";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

export default defineRule({
  id: "lambda-async-destination",
  title: "Settings for asynchronous calls say where failed events go",
  severity: "low",
  scope: "stack",
  types: [FUNCTION_EVENT_INVOKE_CONFIG],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html"],
  options: noOptions,
  fix: "set destinationConfig.onFailure.destination to a queue, topic, bucket, bus or function",
  check({ resource, stack, expect }) {
    const destination = resource.get("destinationConfig", "onFailure", "destination");
    const kept = keepsFailed(resource, stack, "destinationConfig", "onFailure", "destination");
    expect(kept, destination, "an event that fails is dropped without a trace");
  },
  compliant: only(FUNCTION_EVENT_INVOKE_CONFIG, {
    functionName: "f",
    destinationConfig: { onFailure: { destination: "queue" } },
  }),
  violations: {
    "no destinations": wrong("destinationConfig", undefined, "destinationConfig.onFailure.destination"),
    "for successes only": wrong(
      "destinationConfig",
      { onSuccess: { destination: "queue" } },
      "destinationConfig.onFailure.destination",
    ),
  },
});
