import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, any, not } from "../../model/truth";

const RECORD = "aws:route53/record:Record";

export default defineRule({
  id: "record-health-check",
  title: "A primary failover record and a latency record know whether their target is well",
  severity: "medium",
  scope: "resource",
  types: [RECORD],
  frameworks: { "nist-800-53-r5": ["CP-7"], soc2: ["A1.1"] },
  links: ["https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-types.html"],
  choice:
    "An alias that evaluates its target's health needs no health check; a secondary record is the last resort.",
  options: noOptions,
  fix: "set healthCheckId, or evaluateTargetHealth on the alias",
  check({ resource, expect, notApplicable }) {
    const failover = resource.get("failoverRoutingPolicies");
    const primary = failover.some((policy) => policy.get("type").is("PRIMARY"));
    const applies = any([primary, resource.get("latencyRoutingPolicies").notEmpty]);
    if (applies === false) return notApplicable();
    const healthCheck = resource.get("healthCheckId");
    const aliases = resource.get("aliases");
    const evaluated = all([
      aliases.notEmpty,
      aliases.every((alias) => alias.get("evaluateTargetHealth").isTrue()),
    ]);
    expect(
      any([not(applies), healthCheck.present, evaluated]),
      healthCheck,
      "traffic goes on to a target that is down",
    );
  },
  compliant: only(RECORD, {
    type: "A",
    failoverRoutingPolicies: [{ type: "PRIMARY" }],
    healthCheckId: "check",
    aliases: [{ name: "front", evaluateTargetHealth: false }],
  }),
  violations: { "no check": wrong("healthCheckId", undefined) },
});
