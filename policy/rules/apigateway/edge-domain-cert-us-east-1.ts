import { CERTIFICATE, CERTIFICATE_VALIDATION, certificateIsIn } from "../../aws/certificate";
import { hasEndpointType } from "../../aws/rest-stage";
import { moved, ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { implies } from "../../model/truth";

const DOMAIN_NAME = "aws:apigateway/domainName:DomainName";

export default defineRule({
  id: "edge-domain-cert-us-east-1",
  title: "The certificate of an edge-optimized domain lies in us-east-1",
  severity: "critical",
  scope: "stack",
  types: [DOMAIN_NAME],
  frameworks: {},
  links: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-edge-optimized-custom-domain-name.html",
  ],
  options: noOptions,
  fix: "make the certificate with a provider (or `region`) of us-east-1, and pass it as certificateArn",
  check({ resource, stack, expect, notApplicable }) {
    const edge = hasEndpointType(resource, "EDGE");
    const at = resource.get("certificateArn");
    // An uploaded certificate has no region; a domain with none at all is refused by API Gateway itself.
    if (edge === false || at.state === "absent") return notApplicable();
    const inPlace = certificateIsIn(resource, "certificateArn", "us-east-1", stack);
    expect(
      implies(edge, inPlace),
      at,
      "CloudFront, which serves edge-optimized domains, takes certificates from us-east-1 only",
    );
  },
  compliant: stackOf(
    { type: CERTIFICATE, name: "certificate", props: { domainName: "api.example.com" }, region: "us-east-1" },
    {
      type: CERTIFICATE_VALIDATION,
      name: "validation",
      props: { certificateArn: ref("certificate") },
      region: "us-east-1",
    },
    {
      type: DOMAIN_NAME,
      name: "subject",
      props: {
        endpointConfiguration: { types: "EDGE" },
        certificateArn: ref("validation", "certificateArn"),
      },
    },
  ),
  violations: {
    "certificate of the API's region": moved("certificate", "eu-central-1", "certificateArn"),
    "ARN of another region": wrong("certificateArn", "arn:aws:acm:eu-west-1:000000000000:certificate/a"),
  },
});
