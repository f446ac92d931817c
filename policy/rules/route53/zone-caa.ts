import { RECORD, ZONE } from "../../aws/record";
import { missing, ref, stackOf, wrong } from "../../model/fixture";
import { names, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, any, not, type Truth } from "../../model/truth";
import type { Value } from "../../model/value";

/** `0 issue "amazon.com; account=1"`: flags, tag and the authority; `;` alone means nobody. */
const CAA = /^\s*\d+\s+([a-z]+)\s+"?([^";]*)/i;

/** Whether a CAA record lets only these authorities issue; other tags, such as iodef, let nobody. */
const allowsOnly = (record: Value, allowed: readonly string[]): Truth =>
  record.matches((text) => {
    const [, tag = "", authority = ""] = CAA.exec(text) ?? [];
    if (tag === "") return false;
    if (!/^issue/i.test(tag) || authority.trim() === "") return true;
    return allowed.includes(authority.trim().toLowerCase());
  });

export default defineRule({
  id: "zone-caa",
  title: "A public zone says that only Amazon may issue certificates for its names",
  severity: "low",
  scope: "stack",
  types: [ZONE, RECORD],
  frameworks: { "nist-800-53-r5": ["SC-20"], soc2: ["CC6.1"] },
  links: ["https://docs.aws.amazon.com/acm/latest/userguide/setup-caa.html"],
  choice:
    "Zones that the stack only looks up are not judged, their CAA records may be declared elsewhere; a CAA record in the stack is. ACM accepts any of Amazon's four names.",
  options: optionsOf({
    allowed: names("Certificate authorities that may issue.", [
      "amazon.com",
      "amazontrust.com",
      "awstrust.com",
      "amazonaws.com",
    ]),
  }),
  fix: 'add a CAA record to the zone with 0 issue "amazon.com"',
  check({ resource, stack, options, expect, notApplicable }) {
    if (resource.type === RECORD) {
      const caa = resource.get("type").is("CAA");
      if (caa === false) return notApplicable();
      const records = resource.get("records");
      const only = records.every((record) => allowsOnly(record, options.allowed));
      return expect(any([not(caa), only]), records, "another authority may issue certificates");
    }
    const isPrivate = resource.get("vpcs").notEmpty;
    if (isPrivate === true) return notApplicable();
    const records = stack.referrers(resource, RECORD, "zoneId");
    const zone = resource.get("name");
    const present = any([
      ...records.resources.map((record) =>
        all([
          record.get("type").is("CAA"),
          // At the top of the zone, so that it holds for every name in it.
          zone.unknown || record.get("name").unknown ? true : sameName(record.get("name"), zone),
        ]),
      ),
      records.complete ? false : "unknown",
    ]);
    expect(any([isPrivate, present]), "", "any authority may issue certificates for the zone's names");
  },
  compliant: stackOf(
    { type: ZONE, name: "zone", props: { name: "example.com" } },
    {
      type: RECORD,
      name: "subject",
      props: {
        zoneId: ref("zone", "zoneId"),
        name: "example.com",
        type: "CAA",
        ttl: 300,
        records: ['0 issue "amazon.com"', '0 issuewild ";"', '0 iodef "mailto:security@example.com"'],
      },
    },
  ),
  violations: {
    "no record": missing("subject", ""),
    "another authority": wrong("records", ['0 issue "amazon.com"', '0 issue "letsencrypt.org"']),
    "for one name only": wrong("name", "api.example.com", ""),
  },
});

/** Zone names may end in a dot, and a record's name may be empty for the top of the zone. */
function sameName(record: Value, zone: Value): boolean {
  const plain = (value: Value): string => (value.text ?? "").toLowerCase().replace(/\.$/, "");
  return plain(record) === plain(zone) || plain(record) === "";
}
