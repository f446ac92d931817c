import { fingerprint, UPPER_ALPHANUMERIC } from "../fingerprint";
import type { Resource, ServiceTable } from "../model";
import { globalArn, input, joined, random, randomUuid } from "../model";

/** Four name servers, one in each top-level domain, as Route 53 delegates. */
export function nameServers(seed: string): string[] {
  const number = (salt: string, below: number): number =>
    Number(fingerprint(seed + salt, 4, "0123456789")) % below;
  return ["com", "net", "org", "co.uk"].map(
    (domain, at) =>
      `ns-${number(domain, 512) + at * 512}.awsdns-${String(number(`${domain} zone`, 64)).padStart(2, "0")}.${domain}`,
  );
}

const zoneArn = (resource: Resource, id: string): string =>
  globalArn(resource, "route53", `hostedzone/${id}`).replace(`:${resource.accountId}:`, "::");

/** Route 53, a global service. */
export const route53: ServiceTable = {
  "aws:route53/zone:Zone": {
    id: random(20, UPPER_ALPHANUMERIC, "Z"),
    autoname: { property: "name" },
    taggable: true,
    regional: false,
    defaults: { comment: "Managed by Pulumi", forceDestroy: false },
    computed: (zone) => ({
      arn: zoneArn(zone, zone.id),
      nameServers: nameServers(zone.seed),
      primaryNameServer: nameServers(zone.seed)[0],
      zoneId: zone.id,
    }),
    replaceOnChange: ["delegationSetId", "name"],
  },
  "aws:route53/record:Record": {
    id: (record) =>
      [input(record, "zoneId"), input(record, "name"), input(record, "type"), input(record, "setIdentifier")]
        .filter((part) => part !== "")
        .join("_"),
    regional: false,
    computed: (record) => ({ fqdn: input(record, "name").replace(/\.$/, "") }),
    replaceOnChange: ["name", "setIdentifier", "type", "zoneId"],
  },
  "aws:route53/zoneAssociation:ZoneAssociation": {
    id: joined(":", "zoneId", "vpcId"),
    regional: false,
    computed: (association) => ({ owningAccount: association.accountId }),
    replaceOnChange: ["vpcId", "vpcRegion", "zoneId"],
  },
  "aws:route53/vpcAssociationAuthorization:VpcAssociationAuthorization": {
    id: joined(":", "zoneId", "vpcId"),
    regional: false,
    replaceOnChange: ["vpcId", "vpcRegion", "zoneId"],
  },
  "aws:route53/healthCheck:HealthCheck": {
    id: randomUuid,
    taggable: true,
    regional: false,
    computed: (check) => ({
      arn: globalArn(check, "route53", `healthcheck/${check.id}`).replace(`:${check.accountId}:`, "::"),
    }),
    replaceOnChange: ["measureLatency", "referenceName", "requestInterval", "routingControlArn", "type"],
  },
  "aws:route53/queryLog:QueryLog": {
    id: randomUuid,
    regional: false,
    computed: (log) => ({
      arn: globalArn(log, "route53", `queryloggingconfig/${log.id}`).replace(`:${log.accountId}:`, "::"),
    }),
    replaceOnChange: ["cloudwatchLogGroupArn", "zoneId"],
  },
};
