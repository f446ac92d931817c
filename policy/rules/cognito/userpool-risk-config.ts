import { RISK_CONFIGURATION, USER_POOL } from "../../aws/user-pool";
import { missing, ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { implies } from "../../model/truth";

const BLOCK = "BLOCK";

export default defineRule({
  id: "userpool-risk-config",
  title: "Leaked passwords and high-risk sign-ins are refused",
  severity: "medium",
  scope: "stack",
  types: [USER_POOL],
  frameworks: {},
  links: [
    "https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-compromised-credentials.html",
  ],
  choice:
    "Judged where threat protection is enforced only: without it the configuration has no effect, and its own rule speaks. " +
    "A configuration for one client alone does not count for the pool.",
  options: noOptions,
  fix: "add aws.cognito.RiskConfiguration with BLOCK for compromised credentials and for high risk",
  check({ resource, stack, expect, notApplicable }) {
    const enforced = resource.get("userPoolAddOns", "advancedSecurityMode").is("ENFORCED");
    if (enforced === false) return notApplicable();
    const { resources, complete } = stack.referrers(resource, RISK_CONFIGURATION, "userPoolId");
    const forPool = resources.filter((risk) => risk.get("clientId").state !== "known");
    if (forPool.length === 0)
      expect(
        implies(enforced, complete ? false : "unknown"),
        "",
        "what Cognito does about risk is left to its defaults",
      );
    for (const risk of forPool) {
      const leaked = risk.get("compromisedCredentialsRiskConfiguration", "actions", "eventAction");
      const takeover = risk.get("accountTakeoverRiskConfiguration", "actions", "highAction", "eventAction");
      expect(
        implies(enforced, leaked.is(BLOCK)),
        leaked,
        `${risk.name} lets users in with a password known to be leaked`,
      );
      // To ask for a second factor stops a thief as well.
      expect(
        implies(
          enforced,
          takeover.matches((text) => [BLOCK, "MFA_REQUIRED"].includes(text)),
        ),
        takeover,
        `${risk.name} lets sign-ins of high risk through`,
      );
    }
  },
  compliant: stackOf(
    { type: USER_POOL, name: "subject", props: { userPoolAddOns: { advancedSecurityMode: "ENFORCED" } } },
    {
      type: RISK_CONFIGURATION,
      name: "risk",
      props: {
        userPoolId: ref("subject", "id"),
        compromisedCredentialsRiskConfiguration: { actions: { eventAction: BLOCK } },
        accountTakeoverRiskConfiguration: { actions: { highAction: { eventAction: BLOCK, notify: false } } },
      },
    },
  ),
  violations: {
    "no configuration": missing("risk", ""),
    "leaked passwords pass": wrong(
      ["compromisedCredentialsRiskConfiguration", "actions", "eventAction"],
      "NO_ACTION",
      undefined,
      "risk",
    ),
    "high risk passes": wrong(
      ["accountTakeoverRiskConfiguration", "actions", "highAction", "eventAction"],
      "NO_ACTION",
      undefined,
      "risk",
    ),
  },
});
