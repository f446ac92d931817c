import { CERTIFICATE, certificateIsIn } from "../../aws/certificate";
import { moved, ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

const DOMAIN_NAME = "aws:apigateway/domainName:DomainName";

export default defineRule({
  id: "regional-domain-cert-same-region",
  title: "The certificate of a regional domain lies in the domain's own region",
  severity: "critical",
  scope: "stack",
  types: [DOMAIN_NAME],
  frameworks: {},
  links: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-regional-api-custom-domain-create.html",
  ],
  options: noOptions,
  fix: "make the certificate with the same provider as the domain",
  check({ resource, stack, expect, notApplicable }) {
    const at = resource.get("regionalCertificateArn");
    if (at.state === "absent") return notApplicable();
    const region = resource.region.text;
    expect(
      certificateIsIn(resource, "regionalCertificateArn", region, stack),
      at,
      `the certificate is not in ${region ?? "the domain's region"}`,
    );
  },
  compliant: stackOf(
    { type: CERTIFICATE, name: "certificate", props: { domainName: "api.example.com" } },
    {
      type: DOMAIN_NAME,
      name: "subject",
      props: { endpointConfiguration: { types: "REGIONAL" }, regionalCertificateArn: ref("certificate") },
    },
  ),
  violations: {
    "certificate of us-east-1": moved("certificate", "us-east-1", "regionalCertificateArn"),
    "ARN of another region": wrong(
      "regionalCertificateArn",
      "arn:aws:acm:us-east-1:000000000000:certificate/a",
    ),
  },
});
