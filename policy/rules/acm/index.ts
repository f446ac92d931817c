import type { Rule } from "../../model/rule";
import acmCoversDomain from "./acm-covers-domain";
import acmCreateFirst from "./acm-create-first";
import acmDnsValidation from "./acm-dns-validation";
import acmExpiry from "./acm-expiry";
import acmKeyStrength from "./acm-key-strength";
import acmNoWildcard from "./acm-no-wildcard";
import acmTransparency from "./acm-transparency";
import domainAfterValidation from "./domain-after-validation";

/** The rules for ACM. */
export const acmRules: readonly Rule[] = [
  acmCoversDomain,
  acmCreateFirst,
  acmDnsValidation,
  acmExpiry,
  acmKeyStrength,
  acmNoWildcard,
  acmTransparency,
  domainAfterValidation,
];
