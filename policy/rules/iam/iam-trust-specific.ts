import { trustsAnyUserOf } from "../../aws/identity-provider";
import { ROLE } from "../../aws/policy-holders";
import { narrows } from "../../documents/condition";
import type { KeyKind } from "../../documents/finite";
import { isReadable, readPolicy } from "../../documents/policy-document";
import { stackOf, wrong } from "../../model/fixture";
import { names, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, any, not } from "../../model/truth";

/** Keys that single somebody out within an account. */
const WITHIN_ACCOUNT = new Map<string, KeyKind>([
  ["aws:principalarn", "one principal"],
  ["sts:externalid", "exact"],
]);

const trust = (principal: unknown, condition?: object, action = "sts:AssumeRole") =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: action,
        Principal: principal,
        ...(condition ? { Condition: condition } : {}),
      },
    ],
  });

const GITHUB = "token.actions.githubusercontent.com";
const COGNITO = "cognito-identity.amazonaws.com";
const web = (provider: string, condition?: object) =>
  trust({ Federated: provider }, condition, "sts:AssumeRoleWithWebIdentity");
const gitHub = (condition?: object) => web(`arn:aws:iam::000000000000:oidc-provider/${GITHUB}`, condition);

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
  choice:
    "An account that is named is narrowed by aws:PrincipalArn or sts:ExternalId only: aws:PrincipalAccount says the same again. An OIDC provider needs a condition on whom it speaks of: :sub, or an :aud other than sts.amazonaws.com, which all its users present. A SAML provider is a company's own.",
  options: optionsOf({ accounts: names("Account numbers that may be trusted as a whole.", []) }),
  fix: "name the service, role or user; where an account is meant, add a condition on aws:PrincipalArn or sts:ExternalId; where an OIDC provider is, one on its :sub",
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
      const toAccount = all([any(accounts), not(narrows(statement.condition, WITHIN_ACCOUNT))]);
      const toAnyone = all([statement.everyoneOfAKind, not(statement.narrowed)]);
      expect(
        not(all([statement.allows, any([toAnyone, toAccount])])),
        statement.at,
        `${statement.label} lets anyone, or a whole account, take the role`,
      );
      expect(
        not(all([statement.allows, trustsAnyUserOf(statement)])),
        statement.at,
        `${statement.label} lets every user of an identity provider take the role`,
      );
    }
  },
  compliant: stackOf(
    { type: ROLE, name: "subject", props: { assumeRolePolicy: trust({ Service: "lambda.amazonaws.com" }) } },
    {
      type: ROLE,
      name: "partner",
      props: {
        assumeRolePolicy: trust({ AWS: "000000000000" }, { StringEquals: { "sts:ExternalId": "a1b2c3" } }),
      },
    },
    {
      type: ROLE,
      name: "pipeline",
      props: {
        assumeRolePolicy: gitHub({
          StringEquals: { [`${GITHUB}:aud`]: "sts.amazonaws.com" },
          StringLike: { [`${GITHUB}:sub`]: "repo:example/shop:ref:refs/heads/*" },
        }),
      },
    },
    {
      type: ROLE,
      name: "guest",
      props: {
        assumeRolePolicy: web(COGNITO, { StringEquals: { [`${COGNITO}:aud`]: "eu-central-1:a1b2" } }),
      },
    },
    {
      type: ROLE,
      name: "people",
      props: {
        assumeRolePolicy: trust(
          { Federated: "arn:aws:iam::000000000000:saml-provider/people" },
          { StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } },
          "sts:AssumeRoleWithSAML",
        ),
      },
    },
  ),
  violations: {
    "every service": wrong("assumeRolePolicy", trust({ Service: "*" }), "assumeRolePolicy.Statement[0]"),
    "every provider": wrong("assumeRolePolicy", trust({ Federated: "*" }), "assumeRolePolicy.Statement[0]"),
    "every canonical user": wrong(
      "assumeRolePolicy",
      trust({ CanonicalUser: "*" }),
      "assumeRolePolicy.Statement[0]",
    ),
    "an account with any external id": wrong(
      "assumeRolePolicy",
      trust({ AWS: "000000000000" }, { StringLike: { "sts:ExternalId": "?*" } }),
      "assumeRolePolicy.Statement[0]",
    ),
    "an account that is that account": wrong(
      "assumeRolePolicy",
      trust({ AWS: "000000000000" }, { StringEquals: { "aws:PrincipalAccount": "000000000000" } }),
      "assumeRolePolicy.Statement[0]",
    ),
    "every repository of GitHub": wrong("assumeRolePolicy", gitHub(), "assumeRolePolicy.Statement[0]"),
    "every repository that GitHub says is one": wrong(
      "assumeRolePolicy",
      gitHub({
        StringEquals: { [`${GITHUB}:aud`]: "sts.amazonaws.com" },
        StringLike: { [`${GITHUB}:sub`]: "*" },
      }),
      "assumeRolePolicy.Statement[0]",
    ),
    "every owner on GitHub": wrong(
      "assumeRolePolicy",
      gitHub({ StringLike: { [`${GITHUB}:sub`]: "repo:*/shop:ref:refs/heads/main" } }),
      "assumeRolePolicy.Statement[0]",
    ),
    "every pool of Cognito": wrong("assumeRolePolicy", web(COGNITO), "assumeRolePolicy.Statement[0]"),
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
