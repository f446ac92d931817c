import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { implies, not } from "../../model/truth";

const DELIVERY_STREAM = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";

export default defineRule({
  id: "firehose-encrypted",
  title: "A delivery stream encrypts what it holds",
  severity: "medium",
  scope: "resource",
  types: [DELIVERY_STREAM],
  frameworks: { fsbp: ["DataFirehose.1"] },
  links: ["https://docs.aws.amazon.com/firehose/latest/dev/encryption.html"],
  choice:
    "A stream that reads from a Kinesis data stream cannot encrypt by itself; there the source's encryption counts.",
  options: noOptions,
  fix: "set serverSideEncryption.enabled to true",
  check({ resource, expect, notApplicable }) {
    const source = resource.get("kinesisSourceConfiguration");
    if (source.state === "known") return notApplicable();
    const enabled = resource.get("serverSideEncryption", "enabled");
    expect(
      implies(not(source.present), enabled.isTrue()),
      enabled,
      "the records are kept unencrypted until they are delivered",
    );
  },
  compliant: only(DELIVERY_STREAM, { serverSideEncryption: { enabled: true } }),
  violations: {
    "not stated": wrong("serverSideEncryption", undefined, "serverSideEncryption.enabled"),
    "switched off": wrong(["serverSideEncryption", "enabled"], false),
  },
});
