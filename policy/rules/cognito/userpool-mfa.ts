import { USER_POOL } from "../../aws/user-pool";
import { only, wrong } from "../../model/fixture";
import { names, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";

export default defineRule({
  id: "userpool-mfa",
  title: "Users sign in with a second factor",
  severity: "medium",
  scope: "stack",
  types: [USER_POOL],
  frameworks: { fsbp: ["Cognito.5"] },
  links: ["https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html"],
  choice:
    "ON is asked for; stages listed in optionalIn may leave it to the user, as a shop must that does not want to lose buyers.",
  options: optionsOf({ optionalIn: names("Stacks in which OPTIONAL is enough.", ["dev", "test"]) }),
  fix: 'set mfaConfiguration to "ON"',
  check({ resource, stack, options, expect }) {
    const mfa = resource.get("mfaConfiguration");
    const enough = options.optionalIn.includes(stack.name) ? ["ON", "OPTIONAL"] : ["ON"];
    expect(
      mfa.matches((text) => enough.includes(text)),
      mfa,
      "a stolen password is enough to sign in",
    );
  },
  compliant: only(USER_POOL, { mfaConfiguration: "ON" }),
  violations: {
    "not stated": wrong("mfaConfiguration", undefined, "mfaConfiguration"),
    off: wrong("mfaConfiguration", "OFF"),
    "left to the user": wrong("mfaConfiguration", "OPTIONAL"),
  },
});
