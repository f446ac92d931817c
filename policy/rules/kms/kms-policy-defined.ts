import { missing, ref, stackOf } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { exists } from "../../model/stack";
import { any } from "../../model/truth";

const KEY = "aws:kms/key:Key";
const KEY_POLICY = "aws:kms/keyPolicy:KeyPolicy";

export default defineRule({
  id: "kms-policy-defined",
  title: "A key has a policy of its own",
  severity: "low",
  scope: "stack",
  types: [KEY],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html"],
  options: noOptions,
  fix: "set policy, with the account's root for administration and each service by name",
  check({ resource, stack, expect }) {
    const separate = exists(stack.referrers(resource, KEY_POLICY, "keyId"));
    expect(
      any([resource.get("policy").present, separate]),
      "policy",
      "the key has AWS's default policy, which leaves all to IAM policies elsewhere",
    );
  },
  compliant: stackOf(
    { type: KEY, name: "subject", props: { policy: "{}" } },
    { type: KEY, name: "other", props: {} },
    { type: KEY_POLICY, name: "policy", props: { keyId: ref("other", "id"), policy: "{}" } },
  ),
  violations: { none: missing("policy", "policy") },
});
