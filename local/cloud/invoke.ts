import { Problem } from "../graph/problem";
import type { Plain } from "./cloud";
import type { Partition } from "./partition";

/** Where a data source is asked. */
export interface Place {
  readonly region: string;
  readonly partition: Partition;
  readonly accountId: string;
}

type DataSource = (args: Plain, place: Place) => Plain;

const dataSources: Readonly<Record<string, DataSource>> = {
  "aws:index/getRegion:getRegion": (args, { region, partition }) => {
    const name = typeof args.region === "string" ? args.region : region;
    return {
      id: name,
      name,
      region: name,
      description: name,
      endpoint: `ec2.${name}.${partition.dnsSuffix}`,
    };
  },
  "aws:index/getPartition:getPartition": (_args, { partition }) => ({
    id: partition.id,
    partition: partition.id,
    dnsSuffix: partition.dnsSuffix,
    reverseDnsPrefix: partition.reverseDnsPrefix,
  }),
  "aws:index/getCallerIdentity:getCallerIdentity": (_args, { accountId, partition }) => ({
    id: accountId,
    accountId,
    arn: `arn:${partition.id}:iam::${accountId}:root`,
    userId: accountId,
  }),
  "aws:index/getAvailabilityZones:getAvailabilityZones": (_args, { region }) => ({
    id: region,
    region,
    names: ["a", "b", "c"].map((zone) => `${region}${zone}`),
    zoneIds: [1, 2, 3].map((zone) => `${region}-az${zone}`),
    groupNames: [region],
  }),
};

/** Answers a data source or provider function; an unknown one is an error that says where to describe it. */
export function invoke(token: string, args: Plain, place: Place): Plain {
  const source = dataSources[token];
  if (!source)
    throw new Problem(
      "GH3002",
      `The simulated cloud has no answer for ${token}.`,
      "Describe it in local/cloud/invoke.ts.",
    );
  return source(args, place);
}
