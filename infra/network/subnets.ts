import type { StageConfig } from "../stage";

/** What `awsx.ec2.Vpc` lays out in every Availability Zone. */
export interface SubnetLayout {
  readonly natStrategy: "None" | "Single" | "OnePerAz";
  readonly subnets: readonly { readonly type: "Public" | "Private" | "Isolated"; readonly name: string }[];
  /** The subnets that functions run in. */
  readonly workloads: "Private" | "Isolated";
}

const natStrategies = { none: "None", single: "Single", onePerAz: "OnePerAz" } as const;

/** Without a NAT gateway nothing needs a public subnet: then there are isolated ones only, with no route out. */
export function subnetLayout({ natGateways }: Pick<StageConfig["network"], "natGateways">): SubnetLayout {
  if (natGateways === "none") {
    return { natStrategy: "None", subnets: [{ type: "Isolated", name: "isolated" }], workloads: "Isolated" };
  }
  return {
    natStrategy: natStrategies[natGateways],
    subnets: [
      { type: "Private", name: "private" },
      { type: "Public", name: "public" },
    ],
    workloads: "Private",
  };
}
