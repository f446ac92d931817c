import { isWorld } from "../documents/addresses";
import type { Resource } from "../model/resource";
import { all, any, type Truth } from "../model/truth";
import type { Value } from "../model/value";
import { SECURITY_GROUP, SECURITY_GROUP_RULE } from "./ingress";

export const EGRESS_RULE = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
/** The three ways to let traffic out. */
export const EGRESS_TYPES = [SECURITY_GROUP, SECURITY_GROUP_RULE, EGRESS_RULE];

/** One rule that lets traffic out. */
export interface Egress {
  readonly at: Value;
  /** To every address, IPv4 or IPv6. */
  readonly toEverywhere: Truth;
  /** To every port. */
  readonly allPorts: Truth;
}

const CIDR_KEYS = ["cidrBlocks", "ipv6CidrBlocks", "cidrIpv4", "cidrIpv6"];

function describe(at: Value, protocol: Value, outbound: Truth): Egress {
  const [from, to] = [at.get("fromPort"), at.get("toPort")];
  const every = protocol.test((raw) => String(raw) === "-1" || raw === "all");
  const range: Truth =
    from.unknown || to.unknown
      ? "unknown"
      : from.number !== undefined && to.number !== undefined && from.number <= 1 && to.number >= 65_535;
  return {
    at,
    toEverywhere: all([
      outbound,
      any(CIDR_KEYS.map((key) => at.get(key).some((cidr) => cidr.matches(isWorld)))),
    ]),
    allPorts: any([every, range]),
  };
}

/** The egress rules that a resource declares; an unknown list gives one rule of which nothing is known. */
export function egressOf(resource: Resource): readonly Egress[] {
  const { props } = resource;
  if (resource.type === EGRESS_RULE) return [describe(props, props.get("ipProtocol"), true)];
  if (resource.type === SECURITY_GROUP_RULE) {
    const outbound = props.get("type").is("egress");
    return outbound === false ? [] : [describe(props, props.get("protocol"), outbound)];
  }
  const list = props.get("egress");
  const items = list.unknown ? [list] : list.items;
  return items.map((item) => describe(item, item.get("protocol"), true));
}
