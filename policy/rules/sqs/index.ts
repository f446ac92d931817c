import type { Rule } from "../../model/rule";

/** The rules for SQS. */
export const sqsRules: readonly Rule[] = [];
