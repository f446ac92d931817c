import { looksSecret } from "../../documents/secrets";
import { only, wrong } from "../../model/fixture";
import { names, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import { not } from "../../model/truth";

const FUNCTION = "aws:lambda/function:Function";

export default defineRule({
  id: "lambda-env-no-secrets",
  title: "Environment variables of a function hold no credentials",
  severity: "critical",
  scope: "resource",
  types: [FUNCTION],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html"],
  choice:
    "A value marked secret in Pulumi is still plain text to whoever may read the function's configuration, so it counts.",
  options: optionsOf({ ignore: names("Variables that only sound like a credential.", []) }),
  fix: "pass the name or ARN of a secret, and read it from Secrets Manager or Parameter Store at start",
  check({ resource, options, expect, notApplicable }) {
    const variables = resource.get("environment", "variables");
    if (variables.state === "absent") return notApplicable();
    if (variables.unknown) return expect("unknown", variables, "the variables are not known yet");
    const judged = variables.entries.filter(([name]) => !options.ignore.includes(name));
    for (const [name, value] of judged)
      expect(
        not(looksSecret(name, value)),
        value,
        `${name} looks like a credential; everyone who may read the configuration reads it`,
      );
    expect(true, variables, "");
  },
  compliant: only(FUNCTION, {
    environment: { variables: { TABLE_NAME: "users", SECRET_ARN: "arn:aws:secretsmanager:…" } },
  }),
  violations: {
    "a name that says so": wrong(["environment", "variables", "DB_PASSWORD"], "correct horse"),
    "a key in an innocent name": wrong(["environment", "variables", "TABLE_NAME"], "AKIAIOSFODNN7EXAMPLE"),
  },
});
