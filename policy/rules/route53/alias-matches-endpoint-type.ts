import { hasEndpointType } from "../../aws/rest-stage";
import { ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import type { Truth } from "../../model/truth";
import type { Value } from "../../model/value";

const DOMAIN_NAME = "aws:apigateway/domainName:DomainName";
const RECORD = "aws:route53/record:Record";

const same = (a: Value, b: Value): Truth =>
  a.text === undefined || b.text === undefined ? "unknown" : a.text === b.text;

export default defineRule({
  id: "alias-matches-endpoint-type",
  title: "The alias of a custom domain points at the endpoint of the domain's type",
  severity: "critical",
  scope: "stack",
  types: [RECORD],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-api-gateway.html"],
  options: noOptions,
  fix: "use cloudfrontDomainName and cloudfrontZoneId for EDGE, regionalDomainName and regionalZoneId for REGIONAL",
  check({ resource, stack, expect, notApplicable }) {
    const [domain] = stack.targets(resource, "aliases", DOMAIN_NAME).resources;
    if (domain === undefined) return notApplicable();
    const edge = hasEndpointType(domain, "EDGE");
    if (edge === "unknown")
      return expect("unknown", resource.get("aliases"), "the domain's type is not known yet");
    const kind = edge ? "cloudfront" : "regional";
    for (const alias of resource.get("aliases").items)
      for (const [property, output] of [
        ["name", `${kind}DomainName`],
        ["zoneId", `${kind}ZoneId`],
      ] as const) {
        const value = alias.get(property);
        expect(
          same(value, domain.outputs.get(output)),
          value,
          `the alias of a domain of type ${edge ? "EDGE" : "REGIONAL"} must be its ${output}`,
        );
      }
  },
  compliant: stackOf(
    {
      type: DOMAIN_NAME,
      name: "domain",
      props: { domainName: "api.example.com", endpointConfiguration: { types: "EDGE" } },
      outputs: {
        cloudfrontDomainName: "domain-cloudfrontDomainName",
        cloudfrontZoneId: "domain-cloudfrontZoneId",
        regionalDomainName: "domain-regionalDomainName",
        regionalZoneId: "domain-regionalZoneId",
      },
    },
    {
      type: RECORD,
      name: "subject",
      props: {
        type: "A",
        aliases: [{ name: ref("domain", "cloudfrontDomainName"), zoneId: ref("domain", "cloudfrontZoneId") }],
      },
    },
  ),
  violations: {
    "regional name for an edge domain": wrong(
      ["aliases", 0, "name"],
      ref("domain", "regionalDomainName"),
      "aliases[0].name",
    ),
    "regional zone for an edge domain": wrong(
      ["aliases", 0, "zoneId"],
      ref("domain", "regionalZoneId"),
      "aliases[0].zoneId",
    ),
    "edge name for a regional domain": wrong(
      "endpointConfiguration",
      { types: "REGIONAL" },
      "aliases[0].name",
      "domain",
    ),
  },
});
