import { USER_POOL } from "../../aws/user-pool";
import { only, wrong } from "../../model/fixture";
import { optionsOf, productionStages } from "../../model/options";
import { defineRule } from "../../model/rule";

export default defineRule({
  id: "userpool-threat-protection",
  title: "Cognito watches for stolen passwords and strange sign-ins, and acts on them",
  severity: "medium",
  scope: "stack",
  types: [USER_POOL],
  frameworks: { fsbp: ["Cognito.1", "Cognito.4"] },
  links: [
    "https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-threat-protection.html",
  ],
  choice:
    "Threat protection needs the PLUS tier, which is paid per active user; so production only, unless set otherwise.",
  options: optionsOf({ productionStages }),
  fix: 'set userPoolTier to "PLUS" and userPoolAddOns.advancedSecurityMode to "ENFORCED"',
  check({ resource, stack, options, expect, notApplicable }) {
    if (!options.productionStages.includes(stack.name)) return notApplicable();
    const mode = resource.get("userPoolAddOns", "advancedSecurityMode");
    const tier = resource.get("userPoolTier");
    expect(mode.is("ENFORCED"), mode, "threat protection does not act");
    // Pools made before November 2024 have no tier of their own; the provider reads what AWS has.
    expect(tier.is("PLUS", "unknown"), tier, "threat protection works in the PLUS tier only");
  },
  compliant: only(USER_POOL, { userPoolTier: "PLUS", userPoolAddOns: { advancedSecurityMode: "ENFORCED" } }),
  violations: {
    "not stated": wrong("userPoolAddOns", undefined, "userPoolAddOns.advancedSecurityMode"),
    "watches only": wrong(["userPoolAddOns", "advancedSecurityMode"], "AUDIT"),
    "a lesser tier": wrong("userPoolTier", "ESSENTIALS"),
  },
});
