import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

const FUNCTION_URL = "aws:lambda/functionUrl:FunctionUrl";

export default defineRule({
  id: "lambda-url-auth",
  title: "A function URL asks for a signature",
  severity: "critical",
  scope: "resource",
  types: [FUNCTION_URL],
  frameworks: { "iso-27001": ["A.8.1"] },
  links: ["https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"],
  options: noOptions,
  fix: "set authorizationType to AWS_IAM, or put the function behind an API",
  check({ resource, expect }) {
    const authorization = resource.get("authorizationType");
    expect(
      authorization.is("AWS_IAM"),
      authorization,
      "the function has a public address without any authorization",
    );
  },
  compliant: only(FUNCTION_URL, { authorizationType: "AWS_IAM" }),
  violations: { public: wrong("authorizationType", "NONE") },
});
