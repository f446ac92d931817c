import type { Rule } from "../../model/rule";
import regionAllowed from "./region-allowed";
import secretOutputs from "./secret-outputs";

/** The rules for every service. */
export const crossRules: readonly Rule[] = [regionAllowed, secretOutputs];
