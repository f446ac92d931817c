import { missing, ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { exists } from "../../model/stack";

const ZONE = "aws:route53/zone:Zone";
const QUERY_LOG = "aws:route53/queryLog:QueryLog";

export default defineRule({
  id: "zone-query-log",
  title: "A public zone logs the queries it gets",
  severity: "medium",
  scope: "stack",
  types: [ZONE],
  frameworks: { fsbp: ["Route53.2"] },
  links: ["https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html"],
  options: noOptions,
  fix: "declare aws.route53.QueryLog for the zone, with a log group in us-east-1",
  check({ resource, stack, expect, notApplicable }) {
    const vpcs = resource.get("vpcs");
    if (vpcs.notEmpty === true) return notApplicable();
    const logged = exists(stack.referrers(resource, QUERY_LOG, "zoneId"));
    expect(
      vpcs.unknown && logged === false ? "unknown" : logged,
      "",
      "nobody can see what is asked of the zone",
    );
  },
  compliant: stackOf(
    { type: ZONE, name: "subject", props: { name: "example.com" } },
    { type: ZONE, name: "inside", props: { name: "example.internal", vpcs: [{ vpcId: "vpc" }] } },
    {
      type: QUERY_LOG,
      name: "log",
      props: { zoneId: ref("subject", "zoneId"), cloudwatchLogGroupArn: "log" },
    },
  ),
  violations: { "no log": missing("log", ""), "log of another zone": wrong("zoneId", "Z1", "", "log") },
});
