import { CERTIFICATE } from "../../aws/certificate";
import { only, wrong } from "../../model/fixture";
import { names, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";

export default defineRule({
  id: "acm-no-wildcard",
  title: "Certificates name their domains and have no wildcard",
  severity: "medium",
  scope: "resource",
  types: [CERTIFICATE],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/acm/latest/userguide/acm-concepts.html"],
  options: optionsOf({ allowed: names("Wildcard names that are accepted, such as *.dev.example.com.", []) }),
  fix: "list each domain in domainName and subjectAlternativeNames",
  check({ resource, options, expect, notApplicable }) {
    const listed = [resource.get("domainName"), resource.get("subjectAlternativeNames")];
    if (listed.every(({ state }) => state === "absent")) return notApplicable();
    for (const value of listed) {
      if (value.unknown) expect("unknown", value, "the names are not known yet");
      for (const name of value.items)
        expect(
          name.test(
            (raw) => typeof raw !== "string" || !raw.startsWith("*.") || options.allowed.includes(raw),
          ),
          name,
          `whoever has the key can pass for every host of ${name.shown ?? "the domain"}`,
        );
    }
  },
  compliant: only(CERTIFICATE, {
    domainName: "api.example.com",
    subjectAlternativeNames: ["shop.example.com"],
  }),
  violations: {
    domain: wrong("domainName", "*.example.com", "domainName"),
    "alternative name": wrong(["subjectAlternativeNames", 0], "*.example.com"),
  },
});
