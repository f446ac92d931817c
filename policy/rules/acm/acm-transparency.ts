import { CERTIFICATE } from "../../aws/certificate";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { not } from "../../model/truth";

export default defineRule({
  id: "acm-transparency",
  title: "Certificates are entered in the transparency logs",
  severity: "low",
  scope: "resource",
  types: [CERTIFICATE],
  frameworks: {},
  links: [
    "https://docs.aws.amazon.com/acm/latest/userguide/acm-bestpractices.html#best-practices-transparency",
  ],
  options: noOptions,
  fix: "leave options.certificateTransparencyLoggingPreference at ENABLED",
  check({ resource, expect }) {
    const preference = resource.get("options", "certificateTransparencyLoggingPreference");
    expect(not(preference.is("DISABLED")), preference, "browsers refuse a certificate that no log knows");
  },
  compliant: only(CERTIFICATE, {
    domainName: "api.example.com",
    options: { certificateTransparencyLoggingPreference: "ENABLED" },
  }),
  violations: { off: wrong(["options", "certificateTransparencyLoggingPreference"], "DISABLED") },
});
