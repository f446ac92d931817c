import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

const STREAM = "aws:kinesis/stream:Stream";

export default defineRule({
  id: "kinesis-encrypted",
  title: "A data stream encrypts its records at rest",
  severity: "high",
  scope: "resource",
  types: [STREAM],
  frameworks: {
    fsbp: ["Kinesis.1"],
    "nist-800-53-r5": ["SC-28"],
    "pci-dss-4": ["3.5.1"],
    "iso-27001": ["A.8.24"],
  },
  links: ["https://docs.aws.amazon.com/streams/latest/dev/what-is-sse.html"],
  options: noOptions,
  fix: "set encryptionType to KMS and kmsKeyId to a key",
  check({ resource, expect }) {
    const type = resource.get("encryptionType");
    expect(type.is("KMS"), type, "the records are kept unencrypted");
  },
  compliant: only(STREAM, { encryptionType: "KMS", kmsKeyId: "alias/orders" }),
  violations: {
    "not stated": wrong("encryptionType", undefined, "encryptionType"),
    none: wrong("encryptionType", "NONE"),
  },
});
