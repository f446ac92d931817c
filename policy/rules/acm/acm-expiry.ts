import { X509Certificate } from "node:crypto";
import { CERTIFICATE } from "../../aws/certificate";
import { only, wrong } from "../../model/fixture";
import { integer, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import type { Value } from "../../model/value";
import { EXPIRED, LASTING } from "./pem.fixture";

const DAY_MS = 86_400_000;

/** Ms since the epoch at which a PEM certificate ends; undefined for anything that is not one. */
function endOf(pem: Value): number | undefined {
  if (pem.text === undefined) return undefined;
  try {
    const end = Date.parse(new X509Certificate(pem.text).validTo);
    return Number.isNaN(end) ? undefined : end;
  } catch {
    return undefined;
  }
}

export default defineRule({
  id: "acm-expiry",
  title: "No imported certificate is about to expire",
  severity: "high",
  scope: "resource",
  types: [CERTIFICATE],
  frameworks: { fsbp: ["ACM.1"], "nist-800-53-r5": ["SC-7(12)"], "iso-27001": ["A.8.5"], soc2: ["CC6.7"] },
  links: ["https://docs.aws.amazon.com/acm/latest/userguide/import-certificate.html"],
  choice:
    "Certificates that ACM issues are left out: ACM renews them itself as long as acm-dns-validation holds, and their end is not in the program.",
  options: optionsOf({ days: integer("Days that must be left.", 30, 1) }),
  fix: "import a renewed certificate, or let ACM issue one that it renews itself",
  check({ resource, options, today, expect, notApplicable }) {
    const body = resource.get("certificateBody");
    if (body.state === "absent") return notApplicable();
    const end = endOf(body);
    if (end === undefined) return expect("unknown", body, "the certificate cannot be read");
    const left = Math.floor((end - Date.parse(today)) / DAY_MS);
    expect(
      left >= options.days,
      body,
      left < 0 ? "the certificate has expired" : `the certificate expires in ${left} days`,
    );
  },
  compliant: only(CERTIFICATE, { certificateBody: LASTING, privateKey: "key" }),
  violations: { expired: wrong("certificateBody", EXPIRED) },
});
