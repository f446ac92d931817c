import { CERTIFICATE, CERTIFICATE_VALIDATION } from "../../aws/certificate";
import { ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

const DOMAIN_NAME = "aws:apigateway/domainName:DomainName";
const PROPERTIES = ["certificateArn", "regionalCertificateArn"] as const;

export default defineRule({
  id: "domain-after-validation",
  title: "A domain waits until its certificate is issued",
  severity: "high",
  scope: "stack",
  types: [DOMAIN_NAME, "aws:cognito/userPoolDomain:UserPoolDomain"],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html"],
  options: noOptions,
  fix: "pass certificateArn of the CertificateValidation, not arn of the Certificate",
  check({ resource, stack, expect, notApplicable }) {
    let decided = false;
    for (const property of PROPERTIES) {
      const [certificate] = stack.targets(resource, property, CERTIFICATE).resources;
      const validations = stack.targets(resource, property, CERTIFICATE_VALIDATION).resources;
      if (certificate === undefined && validations.length === 0) continue;
      // A certificate made outside of this stack, or imported into it, is not waited for.
      if (certificate?.get("certificateBody").state === "known") continue;
      decided = true;
      expect(
        validations.length > 0,
        resource.get(property),
        "the domain is made while its certificate is still pending, which AWS refuses",
      );
    }
    if (!decided) notApplicable();
  },
  compliant: stackOf(
    { type: CERTIFICATE, name: "certificate", props: { domainName: "api.example.com" } },
    { type: CERTIFICATE_VALIDATION, name: "validation", props: { certificateArn: ref("certificate") } },
    { type: DOMAIN_NAME, name: "subject", props: { certificateArn: ref("validation", "certificateArn") } },
  ),
  violations: { "straight from the certificate": wrong("certificateArn", ref("certificate")) },
});
