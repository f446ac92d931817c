import { hasKey } from "../../aws/own-key";
import { QUEUE } from "../../aws/queue";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { any } from "../../model/truth";

export default defineRule({
  id: "sqs-encrypted",
  title: "A queue encrypts its messages at rest",
  severity: "high",
  scope: "stack",
  types: [QUEUE],
  frameworks: {
    fsbp: ["SQS.1"],
    "nist-800-53-r5": ["SC-28"],
    "pci-dss-4": ["3.5.1"],
    "iso-27001": ["A.8.24"],
  },
  links: [
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html",
  ],
  choice:
    "AWS encrypts new queues by default, but the provider notices that somebody has switched it off only where the " +
    "program states it; so it must be stated, as the other rule sets ask.",
  options: noOptions,
  fix: "set kmsMasterKeyId, or sqsManagedSseEnabled to true",
  check({ resource, stack, expect }) {
    const managed = resource.get("sqsManagedSseEnabled");
    expect(
      any([hasKey(resource, "kmsMasterKeyId", stack), managed.isTrue()]),
      managed,
      "the messages are not stated to be encrypted at rest",
    );
  },
  compliant: only(QUEUE, { sqsManagedSseEnabled: true }),
  violations: {
    "switched off": wrong("sqsManagedSseEnabled", false),
    "not stated": wrong("sqsManagedSseEnabled", undefined, "sqsManagedSseEnabled"),
  },
});
