import { hasOwnKey } from "../../aws/own-key";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

const SECRET = "aws:secretsmanager/secret:Secret";

export default defineRule({
  id: "secret-cmk",
  title: "A secret is encrypted with a key of one's own",
  severity: "low",
  scope: "stack",
  types: [SECRET],
  frameworks: { "pci-dss-4": ["3.5.1"] },
  links: ["https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html"],
  options: noOptions,
  fix: "set kmsKeyId to the ARN of a key whose policy names the readers",
  check({ resource, stack, expect }) {
    const key = resource.get("kmsKeyId");
    expect(
      hasOwnKey(resource, "kmsKeyId", stack),
      key,
      "the secret has the account's shared key, whose policy cannot be changed",
    );
  },
  compliant: only(SECRET, { kmsKeyId: "arn:aws:kms:eu-central-1:000000000000:key/a" }),
  violations: {
    none: wrong("kmsKeyId", undefined),
    empty: wrong("kmsKeyId", ""),
    "the key of AWS": wrong("kmsKeyId", "alias/aws/secretsmanager"),
  },
});
