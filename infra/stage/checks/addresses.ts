import { BlockList, isIPv6 } from "node:net";
import { isInNetwork, isPrivateAddress } from "../../network/addresses";
import type { StageSettings } from "../schema";
import { root, type StageProblem } from "../stageError";

const behind = (api: "catalog" | "backoffice", settings: Partial<StageSettings>) =>
  (settings[api]?.privateBackend?.addresses ?? []).map((address, index) => ({
    address,
    key: `${root}.${api}.privateBackend.addresses.${index}`,
    list: `${api}.privateBackend.addresses`,
  }));

/** Elastic Load Balancing refuses other addresses as targets (target groups guide, "Target type"). */
export const publicBackend =
  (api: "catalog" | "backoffice") =>
  (settings: Partial<StageSettings>): StageProblem[] =>
    behind(api, settings)
      .filter(({ address }) => !isPrivateAddress(address))
      .map(({ address, key, list }) => ({
        code: "GH1107",
        key,
        what: `${list} has ${address}, which is public: an internal load balancer has no such targets`,
        fix: "use an address of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10",
      }));

/** The local route of a VPC is always the most specific one for its block (VPC guide, "Route priority"). */
export const backendInsideVpc =
  (api: "catalog" | "backoffice") =>
  ({ network, ...settings }: Pick<StageSettings, "network"> & Partial<StageSettings>): StageProblem[] =>
    behind(api, settings)
      .filter(({ address }) => isInNetwork(address, network.cidrBlock))
      .map(({ address, key, list }) => ({
        code: "GH1107",
        key,
        what: `${list} has ${address}, which is inside the VPC's own network.cidrBlock ${network.cidrBlock}: it would never leave the VPC`,
        fix: "give the VPC a block that the service's network does not overlap, or correct the address",
      }));

/** A network that is let through first is never refused: addresses that are allowed are met before those denied. */
export function deniedAndAllowed({ protection }: Pick<StageSettings, "protection">): StageProblem[] {
  const { allowAddresses, denyAddresses } = protection.waf;
  return denyAddresses.flatMap((denied, index) => {
    const allowed = allowAddresses.find((each) => contains(each, denied));
    return allowed === undefined
      ? []
      : [
          {
            code: "GH1107",
            key: `${root}.protection.waf.denyAddresses.${index}`,
            what: `protection.waf.denyAddresses has ${denied}, and protection.waf.allowAddresses lets ${allowed === denied ? "it" : `${allowed}, which it is part of,`} through first`,
            fix: "take it out of one of the two",
          },
        ];
  });
}

/** Whether a network holds another one whole; both in CIDR form. */
function contains(outer: string, inner: string): boolean {
  const [base = "", length = ""] = outer.split("/");
  const [address = "", innerLength = ""] = inner.split("/");
  const family = isIPv6(base) ? "ipv6" : "ipv4";
  if (isIPv6(address) !== isIPv6(base) || Number(innerLength) < Number(length)) return false;
  const network = new BlockList();
  network.addSubnet(base, Number(length), family);
  return network.check(address, family);
}
