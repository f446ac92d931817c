import { V2_STAGE } from "../../aws/v2-api";
import { only, wrong } from "../../model/fixture";
import { optionsOf, productionStages } from "../../model/options";
import { defineRule } from "../../model/rule";
import { not } from "../../model/truth";

export default defineRule({
  id: "v2-stage-no-auto-deploy",
  title: "A production stage does not deploy each change at once",
  severity: "low",
  scope: "resource",
  types: [V2_STAGE],
  frameworks: { "nist-800-53-r5": ["CM-3"], "pci-dss-4": ["6.5.6"], soc2: ["CC8.1"] },
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.html"],
  options: optionsOf({ stages: productionStages }),
  fix: "leave autoDeploy off and declare an aws.apigatewayv2.Deployment",
  check({ resource, stack, options, expect, notApplicable }) {
    if (!options.stages.includes(stack.name)) return notApplicable();
    const auto = resource.get("autoDeploy");
    expect(not(auto.isTrue()), auto, "a half-made change of routes is served while the update still runs");
  },
  compliant: only(V2_STAGE, { name: "v1", autoDeploy: false }),
  violations: { on: wrong("autoDeploy", true) },
});
