import { CERTIFICATE, CERTIFICATE_VALIDATION, certificateOf, nameCovers } from "../../aws/certificate";
import { ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { any } from "../../model/truth";

const DOMAIN_NAME = "aws:apigateway/domainName:DomainName";

export default defineRule({
  id: "acm-covers-domain",
  title: "The certificate of a custom domain covers its name",
  severity: "critical",
  scope: "stack",
  types: [DOMAIN_NAME],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/acm/latest/userguide/acm-concepts.html"],
  options: noOptions,
  fix: "add the domain to the certificate's domainName or subjectAlternativeNames; *.example.com covers one label only",
  check({ resource, stack, expect, notApplicable }) {
    const domain = resource.get("domainName");
    const properties = ["certificateArn", "regionalCertificateArn"].filter(
      (key) => resource.get(key).state !== "absent",
    );
    const found = properties.flatMap((property) => certificateOf(resource, property, stack) ?? []);
    if (found.length === 0) return notApplicable();
    for (const certificate of found) {
      const listed = [certificate.get("domainName"), certificate.get("subjectAlternativeNames")];
      const covered = domain.unknown
        ? "unknown"
        : any(
            listed.map((value) =>
              value.some((name) => name.matches((text) => nameCovers(text, domain.text ?? ""))),
            ),
          );
      expect(
        covered,
        domain,
        `${domain.shown ?? "the domain"} is not among the names of ${certificate.name}`,
      );
    }
  },
  compliant: stackOf(
    {
      type: CERTIFICATE,
      name: "certificate",
      props: { domainName: "example.com", subjectAlternativeNames: ["*.example.com"] },
    },
    { type: CERTIFICATE_VALIDATION, name: "validation", props: { certificateArn: ref("certificate") } },
    {
      type: DOMAIN_NAME,
      name: "subject",
      props: { domainName: "api.example.com", certificateArn: ref("validation", "certificateArn") },
    },
  ),
  violations: {
    "another domain": wrong("domainName", "api.example.org"),
    "two labels below a wildcard": wrong("domainName", "eu.api.example.com"),
  },
});
