import { z } from "zod";
import { USER_POOL } from "../../aws/user-pool";
import { only, wrong } from "../../model/fixture";
import { optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";

export default defineRule({
  id: "userpool-no-self-signup",
  title: "Only administrators add users",
  severity: "medium",
  scope: "resource",
  types: [USER_POOL],
  frameworks: { "nist-800-53-r5": ["AC-2"], soc2: ["CC6.1"] },
  links: [
    "https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-admin-create-user-policy.html",
  ],
  options: optionsOf({
    allowSelfSignUp: z
      .boolean()
      .default(false)
      .describe("Whether anyone may sign up, as in a shop for everyone."),
  }),
  fix: "set adminCreateUserConfig.allowAdminCreateUserOnly to true, or say allowSelfSignUp",
  check({ resource, options, expect, notApplicable }) {
    if (options.allowSelfSignUp) return notApplicable();
    const closed = resource.get("adminCreateUserConfig", "allowAdminCreateUserOnly");
    expect(closed.isTrue(), closed, "anyone on the internet can make an account, and gets tokens");
  },
  compliant: only(USER_POOL, { adminCreateUserConfig: { allowAdminCreateUserOnly: true } }),
  violations: {
    "not stated": wrong("adminCreateUserConfig", undefined, "adminCreateUserConfig.allowAdminCreateUserOnly"),
    open: wrong(["adminCreateUserConfig", "allowAdminCreateUserOnly"], false),
  },
});
