import { beside, type Mutation } from "./mutation";

/** Rule → the mistake that it must catch in the production stage. */
export const sqsMutations: Readonly<Record<string, Mutation>> = {
  "sqs-cmk": beside("sqs-cmk", "the key of AWS"),
  "sqs-dlq-retention": beside("sqs-dlq-retention", "shorter"),
  "sqs-dlq": beside("sqs-dlq", "of another queue"),
  "sqs-encrypted": beside("sqs-encrypted", "switched off"),
  "sqs-max-receive": beside("sqs-max-receive", "one attempt"),
  "sqs-no-public-policy": beside("sqs-no-public-policy", "everyone sends"),
  "sqs-no-wildcard-action": beside("sqs-no-wildcard-action", "every action of SQS"),
  "sqs-only-integration-role-sends": beside("sqs-only-integration-role-sends", "a service may send"),
  "sqs-retention": beside("sqs-retention", "not stated"),
  "sqs-tls-only": beside("sqs-tls-only", "no policy"),
};
