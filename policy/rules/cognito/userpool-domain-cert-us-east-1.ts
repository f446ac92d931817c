import { CERTIFICATE, certificateIsIn } from "../../aws/certificate";
import { moved, ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

const DOMAIN = "aws:cognito/userPoolDomain:UserPoolDomain";

export default defineRule({
  id: "userpool-domain-cert-us-east-1",
  title: "The certificate of a user pool's own domain lies in us-east-1",
  severity: "critical",
  scope: "stack",
  types: [DOMAIN],
  frameworks: {},
  links: [
    "https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-add-custom-domain.html",
  ],
  options: noOptions,
  fix: "make the certificate with a provider (or `region`) of us-east-1",
  check({ resource, stack, expect, notApplicable }) {
    const at = resource.get("certificateArn");
    if (at.state === "absent") return notApplicable();
    expect(
      certificateIsIn(resource, "certificateArn", "us-east-1", stack),
      at,
      "Cognito serves the domain through CloudFront, which takes certificates from us-east-1 only",
    );
  },
  compliant: stackOf(
    {
      type: CERTIFICATE,
      name: "certificate",
      props: { domainName: "auth.example.com" },
      region: "us-east-1",
    },
    {
      type: DOMAIN,
      name: "subject",
      props: { domain: "auth.example.com", certificateArn: ref("certificate") },
    },
  ),
  violations: {
    "certificate of another region": moved("certificate", "eu-central-1", "certificateArn"),
    "ARN of another region": wrong("certificateArn", "arn:aws:acm:eu-west-1:000000000000:certificate/a"),
  },
});
