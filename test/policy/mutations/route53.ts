import { beside, copy, set, type Mutation } from "./mutation";
import { DOMAIN, RECORD } from "./targets";

/** Rule → the mistake that it must catch in the production stage. */
export const route53Mutations: Readonly<Record<string, Mutation>> = {
  "alias-matches-endpoint-type": set(DOMAIN, ["endpointConfiguration", "types"], "REGIONAL"),
  "alias-target-health": set(RECORD, ["aliases", 0, "evaluateTargetHealth"], true),
  "private-zone-vpc": beside("private-zone-vpc", "no association"),
  "record-health-check": set(RECORD, "failoverRoutingPolicies", [{ type: "PRIMARY" }]),
  "record-not-dangling": set(RECORD, "aliases", [
    { name: "d111111abcdef8.cloudfront.net", zoneId: "Z2FDTNDATAQYW2", evaluateTargetHealth: false },
  ]),
  "zone-caa": copy(RECORD, { type: "CAA", aliases: undefined, records: ['0 issue "letsencrypt.org"'] }),
  "zone-dnssec": beside("zone-dnssec", "not signed"),
  "zone-query-log": beside("zone-query-log", "no log"),
};
