import { missing, ref, stackOf, wrong } from "../../model/fixture";
import { names, optionsOf } from "../../model/options";
import type { Resource } from "../../model/resource";
import { defineRule } from "../../model/rule";
import type { Stack } from "../../model/stack";
import type { Truth } from "../../model/truth";
import type { Value } from "../../model/value";

const RECORD = "aws:route53/record:Record";
const DOMAIN_NAME = "aws:apigateway/domainName:DomainName";
/** Resources that a record lies in, and not what it leads to. */
const NOT_TARGETS = ["aws:route53/zone:Zone", "aws:route53/healthCheck:HealthCheck"];
/** Outputs by which others reach a resource. */
const ADDRESSES = [
  "cloudfrontDomainName",
  "regionalDomainName",
  "domainName",
  "dnsName",
  "publicIp",
  "privateIp",
  "bucketRegionalDomainName",
  "websiteEndpoint",
  "websiteDomain",
  "fqdn",
  "endpoint",
];
/** Names that AWS gives to whoever asks first, or again after they were given up. */
const AWS_NAMES =
  /\.(amazonaws\.com(\.cn)?|cloudfront\.net|elasticbeanstalk\.com|awsglobalaccelerator\.com)\.?$/i;

const addresses = new WeakMap<Stack, ReadonlySet<string>>();

/** All addresses of the stack's resources, found once. */
function addressesOf(stack: Stack): ReadonlySet<string> {
  const known = addresses.get(stack);
  if (known) return known;
  const found = new Set<string>();
  for (const { type, outputs } of stack.resources)
    if (type !== RECORD || outputs.get("fqdn").text !== undefined)
      for (const key of ADDRESSES) {
        const text = outputs.get(key).text;
        if (text !== undefined) found.add(bare(text));
      }
  addresses.set(stack, found);
  return found;
}

const bare = (name: string): string => name.toLowerCase().replace(/\.$/, "");

/** Whether a property was computed from another resource than its zone; such a record goes with its target. */
const follows = (record: Resource, property: string, stack: Stack): boolean =>
  record.dependenciesOf(property).some((urn) => !NOT_TARGETS.includes(stack.byUrn(urn)?.type ?? ""));

export default defineRule({
  id: "record-not-dangling",
  title: "Address and alias records lead to resources of the stack",
  severity: "high",
  scope: "stack",
  types: [RECORD],
  frameworks: {},
  links: [
    "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html",
  ],
  choice:
    "A CNAME counts when it leads to a name that AWS gives out, for that name can be taken by somebody else; other providers' names do not. Private addresses cannot be taken over.",
  options: optionsOf({
    allowed: names("Addresses and names outside of this stack that records may lead to.", []),
  }),
  fix: "take the target from the resource's outputs, or list it in `allowed` once you know that it is yours",
  check({ resource, stack, options, expect, notApplicable }) {
    const type = resource.get("type").text;
    if (type !== undefined && !["A", "AAAA", "CNAME"].includes(type)) return notApplicable();
    const own = (value: Value): Truth =>
      value.matches((text) => addressesOf(stack).has(bare(text)) || options.allowed.includes(text));
    const aliases = resource.get("aliases");
    const records = resource.get("records");
    let spoken = false;
    if (aliases.state !== "absent") {
      spoken = true;
      const followed = follows(resource, "aliases", stack);
      if (aliases.unknown) expect(followed ? true : "unknown", aliases, "the alias is not known yet");
      for (const alias of aliases.items) {
        const name = alias.get("name");
        expect(
          followed ? true : own(name),
          name,
          `${name.shown ?? "the target"} is no resource of this stack`,
        );
      }
    }
    const followed = follows(resource, "records", stack);
    if (records.unknown && !followed) {
      spoken = true;
      expect("unknown", records, "the records are not known yet");
    }
    for (const record of records.items) {
      if (type === "CNAME" && record.text !== undefined && !AWS_NAMES.test(record.text)) continue;
      if (record.text !== undefined && isPrivate(record.text)) continue;
      spoken = true;
      const verdict = followed ? true : own(record);
      // Which kind of record it is decides whether a foreign name matters.
      expect(
        verdict === false && type === undefined ? "unknown" : verdict,
        record,
        `${record.shown ?? "the target"} is no resource of this stack: when it is given up, somebody else gets it`,
      );
    }
    if (!spoken) notApplicable();
  },
  compliant: stackOf(
    { type: DOMAIN_NAME, name: "domain", props: { domainName: "api.example.com" } },
    { type: "aws:ec2/eip:Eip", name: "address", props: {}, outputs: { publicIp: "198.51.100.7" } },
    {
      type: RECORD,
      name: "subject",
      props: { type: "A", aliases: [{ name: ref("domain", "cloudfrontDomainName"), zoneId: "Z1" }] },
    },
    { type: RECORD, name: "address-record", props: { type: "A", records: ["198.51.100.7"] } },
    { type: RECORD, name: "internal", props: { type: "A", records: ["10.0.0.7"] } },
  ),
  violations: {
    "alias of nothing": wrong(["aliases", 0, "name"], "d111111abcdef8.cloudfront.net"),
    "address given up": missing("address", "records[0]"),
    "CNAME to an AWS name": {
      change: (fixture) => ({
        ...fixture,
        resources: [
          ...fixture.resources,
          {
            type: RECORD,
            name: "cname",
            props: { type: "CNAME", records: ["site.s3-website.amazonaws.com"] },
          },
        ],
      }),
      property: "records[0]",
    },
  },
});

const isPrivate = (address: string): boolean =>
  /^(10\.|127\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|fd|fc)/i.test(address) && /^[\d.]+$|:/.test(address);
