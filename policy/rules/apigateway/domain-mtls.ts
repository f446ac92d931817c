import { DOMAIN_NAME } from "../../aws/domain";
import { V2_DOMAIN_NAME } from "../../aws/v2-api";
import { stackOf, wrong } from "../../model/fixture";
import { names, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import { any, not } from "../../model/truth";

const TLS = { truststoreUri: "s3://truststore/clients.pem", truststoreVersion: "1" };

export default defineRule({
  id: "domain-mtls",
  title: "A domain that asks clients for a certificate trusts one version of its truststore",
  severity: "medium",
  scope: "resource",
  types: [DOMAIN_NAME, V2_DOMAIN_NAME],
  frameworks: { "nist-800-53-r5": ["SC-8"], "pci-dss-4": ["8.3.2"], soc2: ["CC6.1"] },
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html"],
  choice:
    "Which domains need client certificates only their owner knows: name them in `domains`. Without truststoreVersion whoever may write the object in S3 decides who is let in.",
  options: optionsOf({
    domains: names("Domain names whose clients must show a certificate.", []),
  }),
  fix: "set mutualTlsAuthentication with truststoreUri and truststoreVersion",
  check({ resource, options, expect, notApplicable }) {
    const settings = resource.get("mutualTlsAuthentication");
    const needed = resource.get("domainName").matches((text) => options.domains.includes(text));
    if (needed === false && settings.state === "absent") return notApplicable();
    const uri = settings.get("truststoreUri").matches((text) => text.startsWith("s3://"));
    expect(any([not(needed), uri]), settings, "clients are let in without a certificate");
    const version = settings.get("truststoreVersion");
    expect(
      any([not(settings.present), version.present]),
      version,
      "a changed truststore is trusted without a deployment",
    );
  },
  compliant: stackOf(
    {
      type: DOMAIN_NAME,
      name: "subject",
      props: { domainName: "api.example.com", mutualTlsAuthentication: TLS },
    },
    {
      type: V2_DOMAIN_NAME,
      name: "partner",
      props: { domainName: "partner.example.com", mutualTlsAuthentication: TLS },
    },
  ),
  violations: {
    "no version": wrong(["mutualTlsAuthentication", "truststoreVersion"], undefined),
    "no version on an HTTP API's domain": wrong(
      ["mutualTlsAuthentication", "truststoreVersion"],
      undefined,
      "mutualTlsAuthentication.truststoreVersion",
      "partner",
    ),
  },
});
