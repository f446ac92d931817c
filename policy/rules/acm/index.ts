import type { Rule } from "../../model/rule";
import acmCoversDomain from "./acm-covers-domain";
import acmKeyStrength from "./acm-key-strength";
import domainAfterValidation from "./domain-after-validation";

/** The rules for ACM. */
export const acmRules: readonly Rule[] = [acmCoversDomain, acmKeyStrength, domainAfterValidation];
