import { EXPIRED } from "../../../policy/rules/acm/pem.fixture";
import { edit, rewire, set, type Mutation } from "./mutation";
import { CERTIFICATE, DOMAIN } from "./targets";

/** Rule → the mistake that it must catch in the production stage. */
export const acmMutations: Readonly<Record<string, Mutation>> = {
  "acm-covers-domain": set(DOMAIN, "domainName", "api.example.org"),
  "acm-create-first": edit(CERTIFICATE, (one) => ({ ...one, deleteBeforeReplace: true })),
  "acm-dns-validation": set(CERTIFICATE, "validationMethod", "EMAIL"),
  "acm-expiry": set(CERTIFICATE, "certificateBody", EXPIRED),
  "acm-key-strength": set(CERTIFICATE, "keyAlgorithm", "RSA_1024"),
  "acm-no-wildcard": set(CERTIFICATE, "domainName", "*.example.com"),
  "acm-transparency": set(CERTIFICATE, ["options", "certificateTransparencyLoggingPreference"], "DISABLED"),
  "domain-after-validation": rewire(DOMAIN, "certificateArn", CERTIFICATE),
};
