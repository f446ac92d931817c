import { z } from "zod";
import { METHOD_SETTINGS, STAGE } from "../../aws/rest-method";
import { missing, stackOf, wrong } from "../../model/fixture";
import { oncePer } from "../../model/once";
import { optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import type { Stack } from "../../model/stack";
import { any, implies } from "../../model/truth";

const ACCOUNT = "aws:apigateway/account:Account";

/** Whether the stack gives API Gateway a role to write logs with. */
const hasLogRole = oncePer((stack: Stack) =>
  any(stack.ofType(ACCOUNT).map((account) => account.get("cloudwatchRoleArn").present)),
);

export default defineRule({
  id: "rest-account-log-role",
  title: "When a stage logs, API Gateway has a role to write the logs with",
  severity: "high",
  scope: "stack",
  types: [STAGE, METHOD_SETTINGS],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html"],
  options: optionsOf({
    ownedElsewhere: z
      .boolean()
      .default(false)
      .describe(
        "Another stack of the same account and Region sets the role, which exists once per account and Region.",
      ),
  }),
  fix: "declare aws.apigateway.Account with cloudwatchRoleArn, or set ownedElsewhere where another stack owns it",
  check({ resource, stack, options, expect, notApplicable }) {
    if (options.ownedElsewhere) return notApplicable();
    const level = resource.get("settings", "loggingLevel").test((raw) => raw !== "OFF");
    const logs = any([level, resource.get("accessLogSettings").present]);
    if (logs === false) return notApplicable();
    expect(
      implies(logs, hasLogRole(stack)),
      "",
      "API Gateway refuses to turn logging on without the account's log role",
    );
  },
  compliant: stackOf(
    { type: ACCOUNT, name: "account", props: { cloudwatchRoleArn: "role" } },
    { type: STAGE, name: "stage", props: { accessLogSettings: { destinationArn: "log", format: "{}" } } },
    { type: METHOD_SETTINGS, name: "subject", props: { settings: { loggingLevel: "ERROR" } } },
  ),
  violations: {
    "no account": missing("account", ""),
    "account without role": wrong("cloudwatchRoleArn", undefined, "", "account"),
  },
});
