import { fingerprint, HEX, LOWER_ALPHANUMERIC, uuid } from "../fingerprint";
import type { Resource, ServiceTable } from "../model";
import { arn, input, list, timestamp } from "../model";

/** ACM renews public certificates; they last 13 months (395 days). */
const LIFETIME_MS = 395 * 86_400_000;

/** The CNAME that proves control of a domain. A wildcard shares the record of the name that it stands under. */
function validation(certificate: Resource, domainName: string) {
  const apex = domainName.replace(/^\*\./, "");
  const seed = `${certificate.accountId} ${apex}`;
  return {
    domainName,
    resourceRecordName: `_${fingerprint(`${seed} name`, 32, HEX)}.${apex}.`,
    resourceRecordType: "CNAME",
    resourceRecordValue: `_${fingerprint(`${seed} value`, 32, HEX)}.${fingerprint(seed, 10, LOWER_ALPHANUMERIC)}.acm-validations.aws.`,
  };
}

/** Certificate Manager. */
export const acm: ServiceTable = {
  "aws:acm/certificate:Certificate": {
    id: (certificate) => arn(certificate, "acm", `certificate/${uuid(`${certificate.seed}#id`)}`),
    taggable: true,
    defaults: (certificate) => ({
      keyAlgorithm: "RSA_2048",
      options: { certificateTransparencyLoggingPreference: "ENABLED", export: "DISABLED" },
      subjectAlternativeNames: [input(certificate, "domainName")],
      validationMethod: "NONE",
    }),
    computed: (certificate) => {
      const names = [
        input(certificate, "domainName"),
        ...list(certificate.inputs.subjectAlternativeNames).map(String),
      ];
      const byDns = certificate.inputs.validationMethod === "DNS";
      const issued = certificate.inputs.certificateBody !== undefined;
      return {
        arn: certificate.id,
        domainValidationOptions: byDns
          ? [...new Set(names)].map((name) => validation(certificate, name))
          : [],
        // A requested certificate has no dates until it is validated; the rehearsal counts it as issued at once.
        notAfter: timestamp({ ...certificate, now: certificate.now + LIFETIME_MS }),
        notBefore: timestamp(certificate),
        pendingRenewal: false,
        renewalEligibility: "INELIGIBLE",
        renewalSummaries: [],
        status: issued ? "ISSUED" : "PENDING_VALIDATION",
        type: issued ? "IMPORTED" : "AMAZON_ISSUED",
        validationEmails: [],
      };
    },
    replaceOnChange: [
      "certificateAuthorityArn",
      "domainName",
      "keyAlgorithm",
      "subjectAlternativeNames",
      "validationMethod",
      "validationOptions",
    ],
  },
  "aws:acm/certificateValidation:CertificateValidation": {
    id: (validated) => uuid(`${validated.seed}#id`),
    replaceOnChange: ["certificateArn", "validationRecordFqdns"],
  },
};
