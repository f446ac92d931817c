import { parseArn } from "../../documents/arn";
import { isEverything } from "../../documents/glob";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, implies } from "../../model/truth";

const PERMISSION = "aws:lambda/permission:Permission";
const ARN = "arn:aws:execute-api:eu-central-1:000000000000:a1b2c3";

/** `api/stage/method/path`: stage and method named, and a path that is not everything unless the method is not. */
function isScoped(arn: string): boolean {
  const parsed = parseArn(arn);
  if (parsed === undefined) return false;
  const [api, stage, ...rest] = parsed.resource.split("/");
  if (api === undefined || stage === undefined || api === "" || isEverything(api)) return false;
  // An authorizer is called for every stage and method; authorizer-permission-scoped looks at its ARN.
  if (stage === "authorizers") return rest.length > 0;
  const route = rest.join("/");
  return !isEverything(stage) && route !== "" && !/^[*?/]+$/.test(route);
}

export default defineRule({
  id: "lambda-permission-api-scoped",
  title: "API Gateway may call a function for a named stage and method only",
  severity: "medium",
  scope: "resource",
  types: [PERMISSION],
  frameworks: { "nist-800-53-r5": ["AC-3"], "pci-dss-4": ["7.2.1"], soc2: ["CC6.1"] },
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html"],
  options: noOptions,
  fix: "name stage, method and path: arn:…:<api>/<stage>/GET/users",
  check({ resource, expect, notApplicable }) {
    const gateway = resource.get("principal").is("apigateway.amazonaws.com");
    const source = resource.get("sourceArn");
    // Without any source the rule on sourceArn speaks.
    if (gateway === false || source.state === "absent") return notApplicable();
    expect(
      implies(all([gateway, source.present]), source.matches(isScoped)),
      source,
      "every method of the API, in every stage, may call the function",
    );
  },
  compliant: only(PERMISSION, {
    principal: "apigateway.amazonaws.com",
    sourceArn: `${ARN}/prod/GET/users/*`,
  }),
  violations: {
    "every stage and method": wrong("sourceArn", `${ARN}/*/*`),
    "every method": wrong("sourceArn", `${ARN}/prod/*/*`),
    "every stage": wrong("sourceArn", `${ARN}/*/GET/users`),
    "the whole API": wrong("sourceArn", `${ARN}/*`),
  },
});
