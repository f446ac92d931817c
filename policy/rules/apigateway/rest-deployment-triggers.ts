import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

const DEPLOYMENT = "aws:apigateway/deployment:Deployment";

export default defineRule({
  id: "rest-deployment-triggers",
  title: "A deployment is made anew when the API changes",
  severity: "high",
  scope: "resource",
  types: [DEPLOYMENT],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-deploy-api.html"],
  options: noOptions,
  fix: "set triggers to a hash of everything that shapes the API: body, policy, gateway responses",
  check({ resource, expect }) {
    const triggers = resource.get("triggers");
    // The values are hashes of outputs and unknown at preview; that there are some is known.
    const set = triggers.unknown ? "unknown" : triggers.entries.length > 0;
    expect(
      set,
      triggers,
      "without triggers a changed method stays on the old deployment, and the stage serves the old API",
    );
  },
  compliant: only(DEPLOYMENT, { restApi: "api", triggers: { body: "9f86d081" } }),
  violations: {
    "no triggers": wrong("triggers", undefined, "triggers"),
    "empty triggers": wrong("triggers", {}, "triggers"),
  },
});
