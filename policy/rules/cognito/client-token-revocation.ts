import { USER_POOL_CLIENT } from "../../aws/user-pool";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { not } from "../../model/truth";

export default defineRule({
  id: "client-token-revocation",
  title: "The tokens of an app client can be revoked",
  severity: "medium",
  scope: "resource",
  types: [USER_POOL_CLIENT],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/cognito/latest/developerguide/token-revocation.html"],
  choice: "AWS switches it on for each new client, so only a stated false fails.",
  options: noOptions,
  fix: "set enableTokenRevocation to true",
  check({ resource, expect }) {
    const revocation = resource.get("enableTokenRevocation");
    expect(
      not(revocation.test((raw) => raw === false || raw === "false")),
      revocation,
      "a stolen refresh token stays good until it expires",
    );
  },
  compliant: only(USER_POOL_CLIENT, { enableTokenRevocation: true }),
  violations: { "switched off": wrong("enableTokenRevocation", false) },
});
