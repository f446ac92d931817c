import { STAGE } from "../../aws/rest-method";
import { ALL_STAGES } from "../../aws/stage-rate";
import { V2_STAGE } from "../../aws/v2-api";
import { ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import type { Resource } from "../../model/resource";
import { defineRule } from "../../model/rule";
import type { Stack } from "../../model/stack";
import { any, type Truth } from "../../model/truth";

const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

/** Whether two stages write to one place; the place may end in `:*`, as log group ARNs do. */
function sharesLog(a: Resource, b: Resource, stack: Stack): Truth {
  const [x, y] = [a, b].map((one) => one.get("accessLogSettings", "destinationArn"));
  if (x?.text !== undefined && y?.text !== undefined) return plain(x.text) === plain(y.text);
  const [groups, others] = [a, b].map((one) => stack.targets(one, "accessLogSettings", LOG_GROUP).resources);
  if (groups === undefined || others === undefined || groups.length === 0 || others.length === 0)
    return x?.unknown === true || y?.unknown === true ? "unknown" : false;
  return groups.some((group) => others.includes(group));
}

const plain = (arn: string): string => arn.replace(/:\*$/, "");

export default defineRule({
  id: "stage-own-log-group",
  title: "Every stage writes its access log to a place of its own",
  severity: "low",
  scope: "stack",
  types: ALL_STAGES,
  frameworks: {},
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html"],
  choice: "Stages count in the order of the program, and the later one of two is named.",
  options: noOptions,
  fix: "give each stage its own LogGroup, so that access and retention can differ",
  check({ resource, stack, expect, notApplicable }) {
    const destination = resource.get("accessLogSettings", "destinationArn");
    if (destination.state === "absent") return notApplicable();
    const stages = stack.ofType(...ALL_STAGES);
    const earlier = stages.slice(0, stages.indexOf(resource));
    const logging = earlier.filter(
      (stage) => stage.get("accessLogSettings", "destinationArn").state !== "absent",
    );
    const sharing = logging.map((stage) => sharesLog(resource, stage, stack));
    const first = logging[sharing.indexOf(true)];
    const shared = any(sharing);
    expect(
      shared === "unknown" ? "unknown" : !shared,
      destination,
      `stage ${first?.name ?? "of another API"} writes to the same place`,
    );
  },
  compliant: stackOf(
    { type: LOG_GROUP, name: "one", props: {} },
    { type: LOG_GROUP, name: "two", props: {} },
    { type: STAGE, name: "first", props: { accessLogSettings: { destinationArn: ref("one") } } },
    { type: V2_STAGE, name: "subject", props: { accessLogSettings: { destinationArn: ref("two") } } },
  ),
  violations: { "one for both": wrong(["accessLogSettings", "destinationArn"], ref("one")) },
});
