import { isWorld } from "../documents/addresses";
import type { Resource } from "../model/resource";
import { all, any, type Truth } from "../model/truth";
import type { Value } from "../model/value";

export const SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";
export const SECURITY_GROUP_RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
export const INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
/** The three ways to let traffic in; other rule sets read the first only. */
export const INGRESS_TYPES = [
  SECURITY_GROUP,
  SECURITY_GROUP_RULE,
  INGRESS_RULE,
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
];

/** One rule that lets traffic in. */
export interface Ingress {
  readonly at: Value;
  /** Open to every address, IPv4 or IPv6, or to a block of them that names nobody. */
  readonly fromEverywhere: Truth;
  readonly fromPort: Value;
  readonly toPort: Value;
  readonly protocol: Value;
}

/** The ingress rules that a resource declares; an unknown list gives one rule of which nothing is known. */
export function ingressOf(resource: Resource): readonly Ingress[] {
  if (resource.type === INGRESS_RULE) return [single(resource)];
  if (resource.type === SECURITY_GROUP_RULE)
    return resource.get("type").is("ingress") === false
      ? []
      : [listed(resource.props, resource.get("type").is("ingress"))];
  const list = resource.get("ingress");
  return list.unknown ? [listed(list, true)] : list.items.map((item) => listed(item, true));
}

function listed(at: Value, inbound: Truth): Ingress {
  const open = any(
    ["cidrBlocks", "ipv6CidrBlocks"].map((key) => at.get(key).some((cidr) => cidr.matches(isWorld))),
  );
  return {
    at,
    fromEverywhere: all([inbound, open]),
    fromPort: at.get("fromPort"),
    toPort: at.get("toPort"),
    protocol: at.get("protocol"),
  };
}

function single({ props }: Resource): Ingress {
  return {
    at: props,
    fromEverywhere: any(["cidrIpv4", "cidrIpv6"].map((key) => props.get(key).matches(isWorld))),
    fromPort: props.get("fromPort"),
    toPort: props.get("toPort"),
    protocol: props.get("ipProtocol"),
  };
}

/** Whether the rule speaks of a port: protocol -1 and a range without bounds speak of all. */
export function coversPort({ fromPort, toPort, protocol }: Ingress, port: number): Truth {
  const everything = any([
    protocol.test((raw) => String(raw) === "-1" || raw === "all"),
    fromPort.state === "absent",
  ]);
  const [from, to] = [fromPort.number, toPort.number ?? fromPort.number];
  const within =
    fromPort.unknown || toPort.unknown
      ? "unknown"
      : from !== undefined && to !== undefined && from <= port && port <= to;
  return any([everything, within]);
}

/** Whether the rule speaks of these ports only. */
export function onlyPorts({ fromPort, toPort, protocol }: Ingress, ports: readonly number[]): Truth {
  if (protocol.unknown || fromPort.unknown || toPort.unknown) return "unknown";
  const [from, to] = [fromPort.number, toPort.number ?? fromPort.number];
  if (
    String(protocol.raw) === "-1" ||
    from === undefined ||
    to === undefined ||
    from < 0 ||
    to - from >= ports.length
  )
    return false;
  for (let port = from; port <= to; port += 1) if (!ports.includes(port)) return false;
  return true;
}
