import { isExact, isFiniteArn } from "../../documents/finite";
import { isEverything } from "../../documents/glob";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { any, not } from "../../model/truth";

const PERMISSION = "aws:lambda/permission:Permission";

export default defineRule({
  id: "lambda-no-public-permission",
  title: "A function may not be called by everyone",
  severity: "critical",
  scope: "resource",
  types: [PERMISSION],
  frameworks: { fsbp: ["Lambda.1"], "nist-800-53-r5": ["AC-3"], "pci-dss-4": ["7.2.1"] },
  links: ["https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html"],
  options: noOptions,
  fix: "name the principal, or limit it by sourceAccount, sourceArn or principalOrgId",
  check({ resource, expect }) {
    const principal = resource.get("principal");
    const limited = any([
      resource.get("sourceArn").matches(isFiniteArn),
      ...["sourceAccount", "principalOrgId"].map((key) => resource.get(key).matches(isExact)),
    ]);
    expect(
      any([not(principal.matches(isEverything)), limited]),
      principal,
      "anyone with an AWS account may call the function",
    );
  },
  compliant: only(PERMISSION, {
    action: "lambda:InvokeFunction",
    principal: "apigateway.amazonaws.com",
    sourceArn: "api",
  }),
  violations: {
    everyone: {
      property: "principal",
      change: (fixture) => wrong("sourceArn", undefined, "").change(wrong("principal", "*").change(fixture)),
    },
  },
});
