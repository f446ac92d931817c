import type { Rule } from "../../model/rule";
import aliasMatchesEndpointType from "./alias-matches-endpoint-type";

/** The rules for Route 53. */
export const route53Rules: readonly Rule[] = [aliasMatchesEndpointType];
