import type { Rule } from "../../model/rule";

/** The rules for Secrets Manager. */
export const secretsmanagerRules: readonly Rule[] = [];
