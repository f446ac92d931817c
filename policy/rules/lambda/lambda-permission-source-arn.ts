import { REST_API } from "../../aws/rest-method";
import { V2_API } from "../../aws/v2-api";
import { isFiniteArn } from "../../documents/finite";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { implies } from "../../model/truth";

const PERMISSION = "aws:lambda/permission:Permission";
/** Resources on whose behalf services call functions; their ARNs have an account, or a name that is theirs alone. */
const CALLERS = [
  REST_API,
  V2_API,
  "aws:cloudwatch/eventRule:EventRule",
  "aws:cloudwatch/logGroup:LogGroup",
  "aws:cognito/userPool:UserPool",
  "aws:s3/bucket:Bucket",
  "aws:secretsmanager/secret:Secret",
  "aws:sns/topic:Topic",
];
const isService = (text: string) => /^[\w.-]+\.amazonaws\.com(\.cn)?$/.test(text);

export default defineRule({
  id: "lambda-permission-source-arn",
  title: "A service may call a function only on behalf of a named resource",
  severity: "high",
  scope: "stack",
  types: [PERMISSION],
  frameworks: { "pci-dss-4": ["7.2.2", "7.3.1"] },
  links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html"],
  options: noOptions,
  fix: "set sourceArn to the ARN of the API, rule, topic or bucket that calls",
  check({ resource, stack, expect, notApplicable }) {
    const service = resource.get("principal").matches(isService);
    if (service === false) return notApplicable();
    const source = resource.get("sourceArn");
    expect(
      implies(
        service,
        stack.computedFrom(source, resource, "sourceArn", ...CALLERS) || source.matches(isFiniteArn),
      ),
      source,
      "any resource of that service, in any account, may call the function",
    );
  },
  compliant: only(PERMISSION, {
    action: "lambda:InvokeFunction",
    principal: "apigateway.amazonaws.com",
    sourceArn: "api",
  }),
  violations: {
    "no source": wrong("sourceArn", undefined, "sourceArn"),
    "any source": wrong("sourceArn", "*"),
    "any bucket": wrong("sourceArn", "arn:aws:s3:::*"),
  },
});
