import { z } from "zod";
import { RECORD } from "../../aws/record";
import { extra, stackOf, wrong } from "../../model/fixture";
import { optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import { any, not, type Truth } from "../../model/truth";

/** The hosted zone of every CloudFront distribution, edge-optimized API domains among them. */
const CLOUDFRONT_ZONE = "Z2FDTNDATAQYW2";
const ROUTED = [
  "weightedRoutingPolicies",
  "latencyRoutingPolicies",
  "failoverRoutingPolicies",
  "geolocationRoutingPolicies",
  "geoproximityRoutingPolicy",
  "cidrRoutingPolicy",
];

const alias = (zoneId: string, evaluateTargetHealth: boolean) => [
  { name: "target", zoneId, evaluateTargetHealth },
];

export default defineRule({
  id: "alias-target-health",
  title: "An alias looks at its target's health where that decides between records",
  severity: "low",
  scope: "resource",
  types: [RECORD],
  frameworks: { "nist-800-53-r5": ["CP-7"], soc2: ["A1.1"] },
  links: [
    "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-alias-common.html",
    "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-complex-configs.html",
  ],
  choice:
    "A record that stands alone is answered whether its target is well or not, so it may do as it likes unless `simple` says otherwise. Route 53 refuses to evaluate CloudFront, and with it the edge-optimized domains of API Gateway.",
  options: optionsOf({
    simple: z
      .enum(["any", "true", "false"])
      .default("any")
      .describe("What evaluateTargetHealth must be on an alias without a routing policy."),
  }),
  fix: "set evaluateTargetHealth to true, or to false on an alias of CloudFront",
  check({ resource, options, expect, notApplicable }) {
    const aliases = resource.get("aliases");
    if (aliases.state === "absent") return notApplicable();
    if (aliases.unknown) return expect("unknown", aliases, "the alias is not known yet");
    const routed = any([
      ...ROUTED.map((key) => resource.get(key).notEmpty),
      resource.get("multivalueAnswerRoutingPolicy").isTrue(),
    ]);
    for (const item of aliases.items) {
      const cloudFront = item.get("zoneId").is(CLOUDFRONT_ZONE);
      const health = item.get("evaluateTargetHealth");
      const evaluated = health.isTrue();
      expect(
        any([not(cloudFront), not(evaluated)]),
        health,
        "Route 53 cannot tell the health of a CloudFront distribution, and refuses the record",
      );
      const asked: Truth =
        options.simple === "any" ? true : options.simple === "true" ? evaluated : not(evaluated);
      expect(
        any([
          cloudFront,
          routed === true ? evaluated : routed === false ? asked : any([evaluated, "unknown"]),
        ]),
        health,
        routed === false
          ? `evaluateTargetHealth of a record that stands alone must be ${options.simple}`
          : "the record is answered although its target is down",
      );
    }
  },
  compliant: stackOf(
    {
      type: RECORD,
      name: "subject",
      props: { type: "A", aliases: alias("Z1", true), weightedRoutingPolicies: [{ weight: 1 }] },
    },
    { type: RECORD, name: "edge", props: { type: "A", aliases: alias(CLOUDFRONT_ZONE, false) } },
    { type: RECORD, name: "alone", props: { type: "A", aliases: alias("Z1", false) } },
  ),
  violations: {
    "blind to its target": wrong(["aliases", 0, "evaluateTargetHealth"], false),
    "health of CloudFront": wrong(
      ["aliases", 0, "evaluateTargetHealth"],
      true,
      "aliases[0].evaluateTargetHealth",
      "edge",
    ),
    "a second one": extra(
      {
        type: RECORD,
        name: "second",
        props: {
          type: "A",
          aliases: alias("Z1", false),
          failoverRoutingPolicies: [{ type: "SECONDARY" }],
        },
      },
      "aliases[0].evaluateTargetHealth",
    ),
  },
});
