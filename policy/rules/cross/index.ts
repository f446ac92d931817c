import type { Rule } from "../../model/rule";
import secretOutputs from "./secret-outputs";

/** The rules for every service. */
export const crossRules: readonly Rule[] = [secretOutputs];
