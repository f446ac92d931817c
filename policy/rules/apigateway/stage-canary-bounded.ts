import { STAGE } from "../../aws/rest-method";
import { only, wrong } from "../../model/fixture";
import { integer, optionsOf, productionStages } from "../../model/options";
import { defineRule } from "../../model/rule";

export default defineRule({
  id: "stage-canary-bounded",
  title: "In production a canary takes a small part of the traffic",
  severity: "low",
  scope: "resource",
  types: [STAGE],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/canary-release.html"],
  options: optionsOf({
    maximumPercent: integer("Largest share of the traffic, in percent.", 20, 1, 100),
    stages: productionStages,
  }),
  fix: "lower canarySettings.percentTraffic",
  check({ resource, stack, options, expect, notApplicable }) {
    const canary = resource.get("canarySettings");
    if (canary.state === "absent" || !options.stages.includes(stack.name)) return notApplicable();
    const percent = canary.get("percentTraffic");
    // API Gateway takes 0 where nothing is said.
    const small = percent.test((raw) => Number(raw) <= options.maximumPercent, true);
    expect(
      small,
      percent,
      `${percent.number ?? "too many"} percent of the callers get what is only being tried`,
    );
  },
  compliant: only(STAGE, { stageName: "v1", canarySettings: { percentTraffic: 10 } }),
  violations: { "half of the traffic": wrong(["canarySettings", "percentTraffic"], 50) },
});
