import { hasOwnKey } from "../../aws/own-key";
import { QUEUE } from "../../aws/queue";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

export default defineRule({
  id: "sqs-cmk",
  title: "A queue is encrypted with a key of one's own",
  severity: "low",
  scope: "stack",
  types: [QUEUE],
  frameworks: {},
  links: [
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html",
  ],
  choice:
    "A key of one's own costs a little per month and request, hence low: only it can be shared and revoked.",
  options: noOptions,
  fix: "set kmsMasterKeyId to the ARN or alias of a customer managed key",
  check({ resource, stack, expect }) {
    const key = resource.get("kmsMasterKeyId");
    expect(
      hasOwnKey(resource, "kmsMasterKeyId", stack),
      key,
      "access to the messages cannot be given or taken by the key",
    );
  },
  compliant: only(QUEUE, { kmsMasterKeyId: "alias/orders" }),
  violations: {
    "no key": wrong("kmsMasterKeyId", undefined, "kmsMasterKeyId"),
    "the key of AWS": wrong("kmsMasterKeyId", "alias/aws/sqs"),
  },
});
