import { FUNCTION } from "../../aws/function";
import { only, wrong } from "../../model/fixture";
import { names, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import { implies, not } from "../../model/truth";

export default defineRule({
  id: "lambda-code-signing",
  title: "A function runs signed code only",
  severity: "low",
  scope: "stack",
  types: [FUNCTION],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/lambda/latest/dg/configuration-codesigning.html"],
  choice:
    "Signing needs a profile of AWS Signer and a build that uploads to a bucket; so only stages named in stages are judged, " +
    "production by default. Container images are signed elsewhere and left out.",
  options: optionsOf({ stages: names("Stacks whose functions must run signed code.", ["prod"]) }),
  fix: "set codeSigningConfigArn, or leave stages empty where signing is not wanted",
  check({ resource, stack, options, expect, notApplicable }) {
    const image = resource.get("packageType").is("Image");
    if (image === true || !options.stages.includes(stack.name)) return notApplicable();
    const signing = resource.get("codeSigningConfigArn");
    expect(implies(not(image), signing.present), signing, "code that nobody signed would be run");
  },
  compliant: only(FUNCTION, { codeSigningConfigArn: "config" }),
  violations: { "not stated": wrong("codeSigningConfigArn", undefined, "codeSigningConfigArn") },
});
