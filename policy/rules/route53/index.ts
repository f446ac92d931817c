import type { Rule } from "../../model/rule";
import aliasMatchesEndpointType from "./alias-matches-endpoint-type";
import recordNotDangling from "./record-not-dangling";

/** The rules for Route 53. */
export const route53Rules: readonly Rule[] = [aliasMatchesEndpointType, recordNotDangling];
