import { missing, ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { any, type Truth } from "../../model/truth";

const ZONE = "aws:route53/zone:Zone";
const ASSOCIATION = "aws:route53/zoneAssociation:ZoneAssociation";
const RECORD = "aws:route53/record:Record";
const VPC_ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";

export default defineRule({
  id: "private-zone-vpc",
  title: "A zone with records of a VPC endpoint is associated with a VPC",
  severity: "medium",
  scope: "stack",
  types: [ZONE],
  frameworks: { "nist-800-53-r5": ["CM-2"], soc2: ["CC6.1"] },
  links: ["https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zones-private.html"],
  choice:
    "A zone without a VPC is a public one: it would show the addresses of the endpoint to everybody, and answer nobody inside by preference.",
  options: noOptions,
  fix: "set vpcs on the zone, or declare aws.route53.ZoneAssociation",
  check({ resource, stack, expect, notApplicable }) {
    const records = stack.referrers(resource, RECORD, "zoneId").resources;
    const leads = records.some((record) =>
      ["aliases", "records"].some((key) => stack.targets(record, key, VPC_ENDPOINT).resources.length > 0),
    );
    if (!leads) return notApplicable();
    const associations = stack.referrers(resource, ASSOCIATION, "zoneId");
    const associated: Truth =
      associations.resources.length > 0 ? true : associations.complete ? false : "unknown";
    const vpcs = resource.get("vpcs");
    expect(any([vpcs.notEmpty, associated]), vpcs, "the zone of a private API belongs to no VPC");
  },
  compliant: stackOf(
    { type: VPC_ENDPOINT, name: "endpoint", props: { vpcEndpointType: "Interface" } },
    { type: ZONE, name: "subject", props: { name: "api.internal", vpcs: [{ vpcId: "vpc" }] } },
    {
      type: RECORD,
      name: "record",
      props: {
        type: "A",
        zoneId: ref("subject", "zoneId"),
        aliases: [{ name: ref("endpoint", "dnsName"), zoneId: ref("endpoint", "dnsZone") }],
      },
    },
    { type: ZONE, name: "joined", props: { name: "b.internal" } },
    { type: ASSOCIATION, name: "association", props: { zoneId: ref("joined", "zoneId"), vpcId: "vpc" } },
    {
      type: RECORD,
      name: "second",
      props: { type: "A", zoneId: ref("joined", "zoneId"), aliases: [{ name: ref("endpoint", "dnsName") }] },
    },
  ),
  violations: { "no VPC": wrong("vpcs", undefined), "no association": missing("association", "vpcs") },
});
