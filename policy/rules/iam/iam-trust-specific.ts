import { ROLE } from "../../aws/policy-holders";
import { isReadable, readPolicy } from "../../documents/policy-document";
import { only, wrong } from "../../model/fixture";
import { names, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, any, not } from "../../model/truth";

const trust = (principal: unknown, condition?: object) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: principal,
        ...(condition ? { Condition: condition } : {}),
      },
    ],
  });

/** A whole account: its number, or its root. */
const isAccount = (text: string) => /^\d{12}$/.test(text) || /^arn:[\w-]+:iam::\d{12}:root$/.test(text);

export default defineRule({
  id: "iam-trust-specific",
  title: "A role says exactly who may take it",
  severity: "high",
  scope: "resource",
  types: [ROLE],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html"],
  options: optionsOf({ accounts: names("Account numbers that may be trusted as a whole.", []) }),
  fix: "name the service, role or user; where an account is meant, add a condition on aws:PrincipalArn or sts:ExternalId",
  check({ resource, options, expect }) {
    const at = resource.get("assumeRolePolicy");
    const policy = readPolicy(at);
    expect(isReadable(policy), at, "the trust policy is not a JSON policy document");
    for (const statement of policy.statements) {
      const accounts = [statement.principal.get("AWS"), statement.principal].map((value) =>
        value.some((item) =>
          item.matches(
            (text) => isAccount(text) && !options.accounts.some((account) => text.includes(account)),
          ),
        ),
      );
      const wide = all([statement.allows, any([statement.everyone, ...accounts]), not(statement.narrowed)]);
      expect(not(wide), statement.at, `${statement.label} lets anyone, or a whole account, take the role`);
    }
  },
  compliant: only(ROLE, { assumeRolePolicy: trust({ Service: "lambda.amazonaws.com" }) }),
  violations: {
    everyone: wrong("assumeRolePolicy", trust("*"), "assumeRolePolicy.Statement[0]"),
    "everyone in a list": wrong("assumeRolePolicy", trust({ AWS: ["*"] }), "assumeRolePolicy.Statement[0]"),
    "a whole account": wrong(
      "assumeRolePolicy",
      trust({ AWS: "arn:aws:iam::000000000000:root" }),
      "assumeRolePolicy.Statement[0]",
    ),
    "a condition that narrows nothing": wrong(
      "assumeRolePolicy",
      trust({ AWS: "000000000000" }, { Bool: { "aws:MultiFactorAuthPresent": "true" } }),
      "assumeRolePolicy.Statement[0]",
    ),
  },
});
