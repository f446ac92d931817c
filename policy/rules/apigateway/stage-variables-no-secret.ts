import { STAGE } from "../../aws/rest-method";
import { looksSecret } from "../../documents/secrets";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { not } from "../../model/truth";

export default defineRule({
  id: "stage-variables-no-secret",
  title: "Stage variables hold no credentials",
  severity: "high",
  scope: "resource",
  types: [STAGE, "aws:apigatewayv2/stage:Stage"],
  frameworks: { "nist-800-53-r5": ["SC-28"], "pci-dss-4": ["3.5.1"], soc2: ["CC6.1"] },
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/stage-variables.html"],
  options: noOptions,
  fix: "keep the secret in Secrets Manager or Parameter Store and let the backend read it",
  check({ resource, expect, notApplicable }) {
    const at = [resource.get("variables"), resource.get("stageVariables")].find(
      (value) => value.state !== "absent",
    );
    if (at === undefined) return notApplicable();
    if (at.unknown) return expect("unknown", at, "the stage's variables are not known yet");
    for (const [name, value] of at.entries)
      expect(
        not(looksSecret(name, value)),
        value,
        `the variable ${name} looks like a credential; anyone who may read the stage reads it`,
      );
  },
  compliant: only(STAGE, { variables: { backend: "shop-v1" } }),
  violations: {
    "a name that says so": wrong(["variables", "dbPassword"], "correct horse"),
    "a value that looks like one": wrong(["variables", "backend"], "AKIAIOSFODNN7EXAMPLE"),
  },
});
