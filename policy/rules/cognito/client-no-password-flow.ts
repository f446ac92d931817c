import { USER_POOL_CLIENT } from "../../aws/user-pool";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { not } from "../../model/truth";

/** Old and new names of the flows in which the password itself crosses the network. */
const PASSWORD_FLOWS = [
  "USER_PASSWORD_AUTH",
  "ALLOW_USER_PASSWORD_AUTH",
  "ADMIN_NO_SRP_AUTH",
  "ALLOW_ADMIN_USER_PASSWORD_AUTH",
];

export default defineRule({
  id: "client-no-password-flow",
  title: "No app client takes the password itself",
  severity: "medium",
  scope: "resource",
  types: [USER_POOL_CLIENT],
  frameworks: {},
  links: [
    "https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html",
  ],
  options: noOptions,
  fix: "allow ALLOW_USER_SRP_AUTH, or sign in through the hosted pages alone",
  check({ resource, expect }) {
    const flows = resource.get("explicitAuthFlows");
    expect(
      not(flows.some((flow) => flow.matches((text) => PASSWORD_FLOWS.includes(text)))),
      flows,
      "the password passes through the app, and through whatever reads its traffic or logs",
    );
  },
  compliant: only(USER_POOL_CLIENT, { explicitAuthFlows: ["ALLOW_USER_SRP_AUTH"] }),
  violations: {
    "the user's": wrong("explicitAuthFlows", ["ALLOW_USER_PASSWORD_AUTH"]),
    "the administrator's": wrong("explicitAuthFlows", [
      "ALLOW_USER_SRP_AUTH",
      "ALLOW_ADMIN_USER_PASSWORD_AUTH",
    ]),
    "by the old name": wrong("explicitAuthFlows", ["USER_PASSWORD_AUTH"]),
  },
});
