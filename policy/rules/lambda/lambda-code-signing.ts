import { FUNCTION } from "../../aws/function";
import { ref, stackOf, wrong } from "../../model/fixture";
import { names, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import { implies, not } from "../../model/truth";

const CODE_SIGNING_CONFIG = "aws:lambda/codeSigningConfig:CodeSigningConfig";

export default defineRule({
  id: "lambda-code-signing",
  title: "Where a stack signs code, every function runs signed code only",
  severity: "low",
  scope: "stack",
  types: [FUNCTION, CODE_SIGNING_CONFIG],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/lambda/latest/dg/configuration-codesigning.html"],
  choice:
    "Signing needs a profile of AWS Signer and a build that uploads to a bucket, so who does not sign is not asked to; but one function left out undoes it for all. Name stages that must sign in any case. Container images are signed elsewhere and left out.",
  options: optionsOf({ stages: names("Stacks whose functions must run signed code in any case.", []) }),
  fix: "set codeSigningConfigArn on every function, and untrustedArtifactOnDeployment to Enforce",
  check({ resource, stack, options, expect, notApplicable }) {
    if (resource.type === CODE_SIGNING_CONFIG) {
      const policy = resource.get("policies", "untrustedArtifactOnDeployment");
      return expect(policy.is("Enforce"), policy, "code with a wrong signature is deployed with a warning");
    }
    const signs = options.stages.includes(stack.name) || stack.ofType(CODE_SIGNING_CONFIG).length > 0;
    const image = resource.get("packageType").is("Image");
    if (image === true || !signs) return notApplicable();
    const signing = resource.get("codeSigningConfigArn");
    expect(implies(not(image), signing.present), signing, "code that nobody signed would be run");
  },
  compliant: stackOf(
    {
      type: CODE_SIGNING_CONFIG,
      name: "config",
      props: { policies: { untrustedArtifactOnDeployment: "Enforce" } },
    },
    { type: FUNCTION, name: "subject", props: { codeSigningConfigArn: ref("config") } },
  ),
  violations: {
    "not stated": wrong("codeSigningConfigArn", undefined, "codeSigningConfigArn"),
    "a warning only": wrong(
      ["policies", "untrustedArtifactOnDeployment"],
      "Warn",
      "policies.untrustedArtifactOnDeployment",
      "config",
    ),
  },
});
