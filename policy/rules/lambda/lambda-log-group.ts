import { FUNCTION } from "../../aws/function";
import { missing, ref, stackOf, wrong } from "../../model/fixture";
import { keyed } from "../../model/keyed";
import { noOptions } from "../../model/options";
import type { Resource } from "../../model/resource";
import { defineRule } from "../../model/rule";
import type { Joined, Stack } from "../../model/stack";
import type { Truth } from "../../model/truth";

const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

/** The function's log group: the one it names, else the one that has the name Lambda would give it. */
function logGroupsOf(resource: Resource, stack: Stack): Joined {
  const groups = groupsByName(stack);
  const joined = resource
    .dependenciesOf("loggingConfig")
    .map((urn) => stack.byUrn(urn))
    .filter((target): target is Resource => target?.type === LOG_GROUP);
  if (joined.length > 0) return { resources: joined, complete: true };
  const named = resource.get("loggingConfig", "logGroup");
  const own = resource.get("name").text ?? resource.outputs.get("name").text;
  const name = named.state === "absent" ? own && `/aws/lambda/${own}` : named.text;
  const bound = groups.of(resource.urn);
  if (name === undefined) return { resources: bound, complete: false };
  return { resources: [...new Set([...groups.of(name), ...bound])], complete: groups.others === false };
}

/** Log groups by their names, and by what these were computed from. */
const groupsByName = keyed([LOG_GROUP], (group) => [group.get("name"), ...group.dependenciesOf("name")]);

export default defineRule({
  id: "lambda-log-group",
  title: "The log group of a function is declared, and forgets after a stated time",
  severity: "medium",
  scope: "stack",
  types: [FUNCTION],
  frameworks: { "pci-dss-4": ["10.2.1"] },
  links: ["https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html"],
  choice:
    "Left to itself Lambda makes a group that is never emptied, not encrypted with your key, and survives the stack.",
  options: noOptions,
  fix: "add a log group with retentionInDays, and name it in loggingConfig.logGroup",
  check({ resource, stack, expect }) {
    const { resources, complete } = logGroupsOf(resource, stack);
    if (resources.length === 0)
      expect(complete ? false : "unknown", "loggingConfig.logGroup", "Lambda makes the log group by itself");
    for (const group of resources) {
      const retention = group.get("retentionInDays");
      // 0 is CloudWatch's word for ever.
      const stated: Truth = retention.unknown
        ? "unknown"
        : retention.number !== undefined && retention.number > 0;
      expect(stated, "loggingConfig.logGroup", `${group.name} keeps logs for ever`);
    }
  },
  compliant: stackOf(
    { type: LOG_GROUP, name: "log", props: { name: "/aws/lambda/users", retentionInDays: 365 } },
    { type: FUNCTION, name: "subject", props: { loggingConfig: { logGroup: ref("log", "name") } } },
    { type: LOG_GROUP, name: "byname-log", props: { name: "/aws/lambda/products", retentionInDays: 365 } },
    { type: FUNCTION, name: "byname", props: { name: "products" } },
  ),
  violations: {
    "no log group": missing("byname-log", "loggingConfig.logGroup"),
    "kept for ever": wrong("retentionInDays", 0, "loggingConfig.logGroup", "log"),
  },
});
