import { FUNCTION } from "../../aws/function";
import { hasOwnKey } from "../../aws/own-key";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { implies, type Truth } from "../../model/truth";

export default defineRule({
  id: "lambda-env-cmk",
  title: "Environment variables are encrypted with a key of one's own",
  severity: "medium",
  scope: "stack",
  types: [FUNCTION],
  frameworks: { "pci-dss-4": ["3.5.1"] },
  links: ["https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html"],
  options: noOptions,
  fix: "set kmsKeyArn to the ARN of a customer managed key",
  check({ resource, stack, expect, notApplicable }) {
    const variables = resource.get("environment", "variables");
    const some: Truth = variables.unknown ? "unknown" : variables.entries.length > 0;
    if (some === false) return notApplicable();
    const key = resource.get("kmsKeyArn");
    expect(
      implies(some, hasOwnKey(resource, "kmsKeyArn", stack)),
      key,
      "whoever may read the function's configuration reads the variables",
    );
  },
  compliant: only(FUNCTION, { environment: { variables: { TABLE_NAME: "users" } }, kmsKeyArn: "key" }),
  violations: {
    "no key": wrong("kmsKeyArn", undefined, "kmsKeyArn"),
    "the key of AWS": wrong("kmsKeyArn", "arn:aws:kms:eu-central-1:000000000000:alias/aws/lambda"),
  },
});
