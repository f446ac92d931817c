import type { Rule } from "../../model/rule";
import sqsCmk from "./sqs-cmk";
import sqsDlq from "./sqs-dlq";
import sqsDlqRetention from "./sqs-dlq-retention";
import sqsEncrypted from "./sqs-encrypted";
import sqsMaxReceive from "./sqs-max-receive";
import sqsNoPublicPolicy from "./sqs-no-public-policy";
import sqsNoWildcardAction from "./sqs-no-wildcard-action";
import sqsOnlyIntegrationRoleSends from "./sqs-only-integration-role-sends";
import sqsRetention from "./sqs-retention";
import sqsTlsOnly from "./sqs-tls-only";

/** The rules for SQS. */
export const sqsRules: readonly Rule[] = [
  sqsCmk,
  sqsDlq,
  sqsDlqRetention,
  sqsEncrypted,
  sqsMaxReceive,
  sqsNoPublicPolicy,
  sqsNoWildcardAction,
  sqsOnlyIntegrationRoleSends,
  sqsRetention,
  sqsTlsOnly,
];
