import { hasOwnKey } from "../../aws/own-key";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { implies } from "../../model/truth";

const STREAM = "aws:kinesis/stream:Stream";

export default defineRule({
  id: "kinesis-cmk",
  title: "A data stream is encrypted with a key of one's own",
  severity: "low",
  scope: "stack",
  types: [STREAM],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/streams/latest/dev/creating-using-sse-master-keys.html"],
  choice:
    "Rule sets contradict each other here: one wants a customer managed key, another AWS's, which costs nothing. Only a " +
    "key of one's own can be given to another account or taken away, so it is asked for, at the lowest severity.",
  options: noOptions,
  fix: "set kmsKeyId to a customer managed key",
  check({ resource, stack, expect, notApplicable }) {
    const encrypted = resource.get("encryptionType").is("KMS");
    if (encrypted === false) return notApplicable();
    const key = resource.get("kmsKeyId");
    expect(
      implies(encrypted, hasOwnKey(resource, "kmsKeyId", stack)),
      key,
      "access to the records cannot be given or taken by the key",
    );
  },
  compliant: only(STREAM, { encryptionType: "KMS", kmsKeyId: "alias/orders" }),
  violations: { "the key of AWS": wrong("kmsKeyId", "alias/aws/kinesis") },
});
