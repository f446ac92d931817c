import { ROLE } from "../../aws/policy-holders";
import { boundToSource, servicesOf } from "../../aws/source-condition";
import { isReadable, readPolicy } from "../../documents/policy-document";
import { only, wrong } from "../../model/fixture";
import { names, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, not } from "../../model/truth";
import { document } from "./policy.fixture";

const trust = (service: string, condition?: object) =>
  document({
    Effect: "Allow",
    Action: "sts:AssumeRole",
    Principal: { Service: service },
    ...(condition ? { Condition: condition } : {}),
  });
const forAccount = { StringEquals: { "aws:SourceAccount": "000000000000" } };

export default defineRule({
  id: "iam-trust-confused-deputy",
  title: "A service takes a role only on behalf of a known source",
  severity: "medium",
  scope: "resource",
  types: [ROLE],
  frameworks: {},
  links: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html#cross-service-confused-deputy-prevention",
  ],
  choice:
    "Lambda, EC2 and the edge functions take a role for a resource of the role's own account only, by iam:PassRole, and AWS documents no condition for their trust policies; they are left out by default.",
  options: optionsOf({
    withoutSource: names("Services that take a role without saying for whom.", [
      "lambda.amazonaws.com",
      "edgelambda.amazonaws.com",
      "ec2.amazonaws.com",
    ]),
  }),
  fix: "add a condition on aws:SourceArn or aws:SourceAccount",
  check({ resource, options, expect }) {
    const at = resource.get("assumeRolePolicy");
    const policy = readPolicy(at);
    expect(isReadable(policy), at, "the trust policy is not a JSON policy document");
    for (const statement of policy.statements) {
      const services = servicesOf(statement);
      const judged = services.some((name) => name.matches((text) => !options.withoutSource.includes(text)));
      expect(
        not(all([statement.allows, judged, not(boundToSource(statement))])),
        statement.at,
        `${statement.label} lets ${services.shown ?? "services"} take the role for anybody's resources`,
      );
    }
  },
  compliant: only(ROLE, { assumeRolePolicy: trust("apigateway.amazonaws.com", forAccount) }),
  violations: {
    "no condition": wrong(
      "assumeRolePolicy",
      trust("apigateway.amazonaws.com"),
      "assumeRolePolicy.Statement[0]",
    ),
    "any source": wrong(
      "assumeRolePolicy",
      trust("apigateway.amazonaws.com", { ArnLike: { "aws:SourceArn": "*" } }),
      "assumeRolePolicy.Statement[0]",
    ),
  },
});
