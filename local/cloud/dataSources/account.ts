import { fingerprint, UPPER_ALPHANUMERIC } from "../fingerprint";
import { list, text } from "../model";
import { partitionOf } from "../partition";
import type { DataSourceTable } from "./place";

/** Regions whose names people know from the console; others are told by their code. */
const DESCRIPTIONS: Readonly<Record<string, string>> = {
  "eu-central-1": "Europe (Frankfurt)",
  "eu-north-1": "Europe (Stockholm)",
  "eu-west-1": "Europe (Ireland)",
  "us-east-1": "US East (N. Virginia)",
  "us-east-2": "US East (Ohio)",
  "us-west-2": "US West (Oregon)",
};

/** Who and where the program is. */
export const account: DataSourceTable = {
  "aws:index/getRegion:getRegion": (args, place) => {
    const region = text(args.region, text(args.name, place.region));
    return {
      id: region,
      description: DESCRIPTIONS[region] ?? region,
      endpoint: `ec2.${region}.${partitionOf(region).dnsSuffix}`,
      name: region,
      region,
    };
  },
  "aws:index/getRegions:getRegions": (_args, { partition, region }) => ({
    id: partition.id,
    names: [...new Set([...Object.keys(DESCRIPTIONS), region])].filter(
      (name) => partitionOf(name) === partition,
    ),
  }),
  "aws:index/getPartition:getPartition": (_args, { partition }) => ({
    id: partition.id,
    dnsSuffix: partition.dnsSuffix,
    partition: partition.id,
    reverseDnsPrefix: partition.reverseDnsPrefix,
  }),
  "aws:index/getCallerIdentity:getCallerIdentity": (_args, { accountId, partition }) => ({
    id: accountId,
    accountId,
    arn: `arn:${partition.id}:iam::${accountId}:user/gatehouse`,
    userId: `AIDA${fingerprint(`caller ${accountId}`, 17, UPPER_ALPHANUMERIC)}`,
  }),
  "aws:index/getAvailabilityZones:getAvailabilityZones": (args, { region }) => {
    const excluded = new Set([...list(args.excludeNames), ...list(args.excludeZoneIds)]);
    const zones = ["a", "b", "c"].map((letter, at) => ({
      name: region + letter,
      id: `${zoneCode(region)}-az${at + 1}`,
    }));
    const kept = zones.filter(({ name, id }) => !excluded.has(name) && !excluded.has(id));
    return {
      id: region,
      groupNames: [region],
      names: kept.map(({ name }) => name),
      region,
      zoneIds: kept.map(({ id }) => id),
    };
  },
  "aws:index/getServicePrincipal:getServicePrincipal": (args, place) => {
    const service = text(args.serviceName);
    const region = text(args.region, place.region);
    // IAM takes the commercial suffix in every partition but for a few services in China.
    const suffix = "amazonaws.com";
    return {
      id: `${service}.${region}.${suffix}`,
      name: `${service}.${suffix}`,
      region,
      serviceName: service,
      suffix,
    };
  },
  "aws:index/getDefaultTags:getDefaultTags": (_args, { partition }) => ({ id: partition.id, tags: {} }),
  "aws:index/getArn:getArn": (args) => {
    const [, partition = "", service = "", region = "", owner = "", ...resource] = text(args.arn).split(":");
    return {
      id: args.arn,
      account: owner,
      arn: args.arn,
      partition,
      region,
      resource: resource.join(":"),
      service,
    };
  },
};

/** `us-east-1` → `use1`, which zone ids begin with. */
const zoneCode = (region: string): string => {
  const [area = "", direction = "", number = ""] = region.split("-");
  return `${area}${direction.slice(0, 1)}${number}`;
};
