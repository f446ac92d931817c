import type { Rule } from "../../model/rule";
import secretCmk from "./secret-cmk";
import secretRotation from "./secret-rotation";

/** The rules for Secrets Manager. */
export const secretsmanagerRules: readonly Rule[] = [secretCmk, secretRotation];
