import { USER_POOL_CLIENT } from "../../aws/user-pool";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

export default defineRule({
  id: "client-user-existence",
  title: "A failed sign-in does not tell whether the user exists",
  severity: "medium",
  scope: "resource",
  types: [USER_POOL_CLIENT],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html"],
  choice: "It must be stated: what an app client has that says nothing depends on when and how it was made.",
  options: noOptions,
  fix: 'set preventUserExistenceErrors to "ENABLED"',
  check({ resource, expect }) {
    const errors = resource.get("preventUserExistenceErrors");
    expect(errors.is("ENABLED"), errors, "anyone can find out who has an account");
  },
  compliant: only(USER_POOL_CLIENT, { preventUserExistenceErrors: "ENABLED" }),
  violations: {
    "not stated": wrong("preventUserExistenceErrors", undefined, "preventUserExistenceErrors"),
    legacy: wrong("preventUserExistenceErrors", "LEGACY"),
  },
});
