import { missing, ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { any } from "../../model/truth";

const ZONE = "aws:route53/zone:Zone";
const DNSSEC = "aws:route53/hostedZoneDnsSec:HostedZoneDnsSec";

export default defineRule({
  id: "zone-dnssec",
  title: "A public zone is signed with DNSSEC",
  severity: "medium",
  scope: "stack",
  types: [ZONE],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec.html"],
  options: noOptions,
  fix: "declare aws.route53.KeySigningKey and aws.route53.HostedZoneDnsSec, then put the DS record into the parent zone",
  check({ resource, stack, expect, notApplicable }) {
    const vpcs = resource.get("vpcs");
    if (vpcs.notEmpty === true) return notApplicable();
    const { resources, complete } = stack.referrers(resource, DNSSEC, "hostedZoneId");
    // SIGNING is the provider's default.
    const signed = any(resources.map((dnssec) => dnssec.get("signingStatus").is("SIGNING", true)));
    const hidden = !complete || vpcs.unknown;
    expect(any([signed, hidden ? "unknown" : false]), "", "answers can be forged on their way");
  },
  compliant: stackOf(
    { type: ZONE, name: "subject", props: { name: "example.com" } },
    { type: DNSSEC, name: "dnssec", props: { hostedZoneId: ref("subject", "zoneId") } },
  ),
  violations: {
    "not signed": missing("dnssec", ""),
    "signing off": wrong("signingStatus", "NOT_SIGNING", "", "dnssec"),
  },
});
