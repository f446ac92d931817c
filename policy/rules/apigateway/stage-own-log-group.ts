import { STAGE } from "../../aws/rest-method";
import { ALL_STAGES } from "../../aws/stage-rate";
import { V2_STAGE } from "../../aws/v2-api";
import { ref, stackOf, wrong } from "../../model/fixture";
import { keyed } from "../../model/keyed";
import { noOptions } from "../../model/options";
import type { Resource } from "../../model/resource";
import { defineRule } from "../../model/rule";
import type { Stack } from "../../model/stack";
import type { Truth } from "../../model/truth";

const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

const groupsOf = (stage: Resource, stack: Stack): readonly Resource[] =>
  stack.targets(stage, "accessLogSettings", LOG_GROUP).resources;

/** Whether two stages write to one place; both are known to share its name or its log group. */
function sharesLog(a: Resource, b: Resource, stack: Stack): boolean {
  const [x, y] = [a, b].map((one) => one.get("accessLogSettings", "destinationArn").text);
  if (x !== undefined && y !== undefined) return plain(x) === plain(y);
  return groupsOf(a, stack).some((group) => groupsOf(b, stack).includes(group));
}

/** Keys of stages that log somewhere: by whether the place is known, and whether its log group is. */
const keyOf = (place: "any place" | "unknown place", group: "any group" | "no group"): string =>
  `${place}, ${group}`;

/** Stages by where they write their access logs: by name, or by log group. */
const stagesByLog = keyed(ALL_STAGES, (stage, stack) => {
  const destination = stage.get("accessLogSettings", "destinationArn");
  if (destination.state === "absent") return [];
  const groups = groupsOf(stage, stack);
  const places = ["any place", ...(destination.unknown ? (["unknown place"] as const) : [])] as const;
  const kinds = ["any group", ...(groups.length === 0 ? (["no group"] as const) : [])] as const;
  return [
    destination.text && plain(destination.text),
    ...groups.map(({ urn }) => urn),
    ...places.flatMap((place) => kinds.map((kind) => keyOf(place, kind))),
  ];
});

/** A place may end in `:*`, as log group ARNs do. */
const plain = (arn: string): string => arn.replace(/:\*$/, "");

export default defineRule({
  id: "stage-own-log-group",
  title: "Every stage writes its access log to a place of its own",
  severity: "low",
  scope: "stack",
  types: ALL_STAGES,
  frameworks: {},
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html"],
  choice: "Stages count in the order of their URNs, and the later one of two is named.",
  options: noOptions,
  fix: "give each stage its own LogGroup, so that access and retention can differ",
  check({ resource, stack, expect, notApplicable }) {
    const destination = resource.get("accessLogSettings", "destinationArn");
    if (destination.state === "absent") return notApplicable();
    const stages = stagesByLog(stack);
    const groups = groupsOf(resource, stack);
    const first = stages
      .of(destination.text && plain(destination.text), ...groups.map(({ urn }) => urn))
      .find((stage) => stages.comesBefore(stage, resource) && sharesLog(resource, stage, stack));
    // Two of which one is not known yet are told apart by their log groups only.
    const [doubtful] = stages.of(
      keyOf(
        destination.unknown ? "any place" : "unknown place",
        groups.length === 0 ? "any group" : "no group",
      ),
    );
    const perhaps = doubtful !== undefined && stages.comesBefore(doubtful, resource);
    const alone: Truth = first === undefined ? (perhaps ? "unknown" : true) : false;
    expect(alone, destination, `stage ${first?.name ?? "of another API"} writes to the same place`);
  },
  compliant: stackOf(
    { type: LOG_GROUP, name: "one", props: {} },
    { type: LOG_GROUP, name: "two", props: {} },
    { type: STAGE, name: "first", props: { accessLogSettings: { destinationArn: ref("one") } } },
    { type: V2_STAGE, name: "subject", props: { accessLogSettings: { destinationArn: ref("two") } } },
  ),
  violations: { "one for both": wrong(["accessLogSettings", "destinationArn"], ref("one")) },
});
