import type { Rule } from "../../model/rule";
import aliasMatchesEndpointType from "./alias-matches-endpoint-type";
import aliasTargetHealth from "./alias-target-health";
import privateZoneVpc from "./private-zone-vpc";
import recordHealthCheck from "./record-health-check";
import recordNotDangling from "./record-not-dangling";
import zoneCaa from "./zone-caa";
import zoneDnssec from "./zone-dnssec";
import zoneQueryLog from "./zone-query-log";

/** The rules for Route 53. */
export const route53Rules: readonly Rule[] = [
  aliasMatchesEndpointType,
  aliasTargetHealth,
  privateZoneVpc,
  recordHealthCheck,
  recordNotDangling,
  zoneCaa,
  zoneDnssec,
  zoneQueryLog,
];
