import { USER_POOL } from "../../aws/user-pool";
import { only, wrong } from "../../model/fixture";
import { optionsOf, productionStages } from "../../model/options";
import { defineRule } from "../../model/rule";

export default defineRule({
  id: "userpool-deletion-protection",
  title: "A user pool cannot be deleted by mistake",
  severity: "medium",
  scope: "stack",
  types: [USER_POOL],
  frameworks: { fsbp: ["Cognito.6"] },
  links: [
    "https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-deletion-protection.html",
  ],
  choice: "Production only, unless set otherwise: stages for trying things out are meant to be taken down.",
  options: optionsOf({ productionStages }),
  fix: 'set deletionProtection to "ACTIVE"',
  check({ resource, stack, options, expect, notApplicable }) {
    if (!options.productionStages.includes(stack.name)) return notApplicable();
    const protection = resource.get("deletionProtection");
    expect(
      protection.is("ACTIVE"),
      protection,
      "all users can be lost in one call; passwords cannot be exported",
    );
  },
  compliant: only(USER_POOL, { deletionProtection: "ACTIVE" }),
  violations: {
    "not stated": wrong("deletionProtection", undefined, "deletionProtection"),
    "switched off": wrong("deletionProtection", "INACTIVE"),
  },
});
