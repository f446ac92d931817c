import { hasKey } from "../../aws/own-key";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

const TOPIC = "aws:sns/topic:Topic";

export default defineRule({
  id: "sns-encrypted",
  title: "A topic encrypts its messages at rest",
  severity: "medium",
  scope: "stack",
  types: [TOPIC],
  frameworks: { fsbp: ["SNS.1"], "nist-800-53-r5": ["SC-28"], "pci-dss-4": ["3.5.1"] },
  links: ["https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html"],
  options: noOptions,
  fix: "set kmsMasterKeyId; services such as CloudWatch can publish only with a customer managed key",
  check({ resource, stack, expect }) {
    const key = resource.get("kmsMasterKeyId");
    expect(hasKey(resource, "kmsMasterKeyId", stack), key, "the topic keeps messages unencrypted");
  },
  compliant: only(TOPIC, { kmsMasterKeyId: "alias/alarms" }),
  violations: { "no key": wrong("kmsMasterKeyId", undefined, "kmsMasterKeyId") },
});
