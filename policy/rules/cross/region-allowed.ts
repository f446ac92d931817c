import { CERTIFICATE } from "../../aws/certificate";
import { REGIONAL_TYPES } from "../../aws/regional-types";
import { moved, stackOf, wrong } from "../../model/fixture";
import { names, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, any } from "../../model/truth";

const TABLE = "aws:dynamodb/table:Table";
const WEB_ACL = "aws:wafv2/webAcl:WebAcl";

/** Regions that every account has from the start, and those of the partitions that are accounts of their own. */
const WITHOUT_OPT_IN = [
  ..."ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 ap-southeast-2".split(" "),
  ..."ca-central-1 eu-central-1 eu-north-1 eu-west-1 eu-west-2 eu-west-3 sa-east-1".split(" "),
  ..."us-east-1 us-east-2 us-west-1 us-west-2".split(" "),
  ..."us-gov-east-1 us-gov-west-1 cn-north-1 cn-northwest-1".split(" "),
];

export default defineRule({
  id: "region-allowed",
  title: "Data and what works on it stay in the allowed regions",
  severity: "high",
  scope: "resource",
  types: REGIONAL_TYPES,
  frameworks: {
    "nist-800-53-r5": ["AC-3", "AC-4", "SA-22"],
    "pci-dss-4": ["12.10"],
    soc2: ["CC6.1", "CC8.1"],
    "iso-27001": ["A.5.16", "A.8.10"],
  },
  links: ["https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html"],
  choice:
    "The default list leaves out the regions that an account has to opt in to; name your own regions to keep data in a country. Certificates and web ACLs of CloudFront and of edge-optimized domains must be in us-east-1, so they may be.",
  options: optionsOf({ allowed: names("Regions in which resources may be.", WITHOUT_OPT_IN) }),
  fix: "use a provider for an allowed region, or add the region to the rule's option",
  check({ resource, options, expect }) {
    const { region } = resource;
    const isAllowed = (text: string): boolean => options.allowed.includes(text);
    const forEdge = all([
      region.is("us-east-1"),
      any([
        resource.type === CERTIFICATE,
        all([resource.type === WEB_ACL, resource.get("scope").is("CLOUDFRONT")]),
      ]),
    ]);
    expect(
      // Without a region in sight it comes from the environment of whoever deploys.
      any([region.matches(isAllowed, "unknown"), forEdge]),
      "region",
      `the resource is in ${region.shown ?? "a region that is not known yet"}`,
    );
    const replicas = resource.get("replicas");
    if (replicas.unknown) expect("unknown", replicas, "the replicas are not known yet");
    for (const replica of replicas.items)
      for (const place of [replica.get("regionName"), replica.get("region")])
        expect(place.matches(isAllowed, true), place, `data is copied to ${place.shown ?? "another region"}`);
  },
  compliant: stackOf(
    { type: TABLE, name: "subject", props: { replicas: [{ regionName: "eu-west-1" }] } },
    { type: CERTIFICATE, name: "certificate", props: {}, region: "us-east-1" },
  ),
  violations: {
    "an opt-in region": moved("subject", "me-south-1", "region"),
    "a copy elsewhere": wrong(["replicas", 0, "regionName"], "me-south-1", "replicas[0].regionName"),
  },
});
