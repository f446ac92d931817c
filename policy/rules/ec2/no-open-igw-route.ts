import { INTERNET_GATEWAY, ROUTE, ROUTE_TABLE, ROUTE_TABLE_ASSOCIATION } from "../../aws/vpc";
import { SUBNET } from "../../aws/zones";
import { globMatches } from "../../documents/glob";
import { ref, stackOf, wrong } from "../../model/fixture";
import { keyed } from "../../model/keyed";
import { names, optionsOf } from "../../model/options";
import type { Resource } from "../../model/resource";
import { defineRule } from "../../model/rule";
import type { Stack } from "../../model/stack";
import { all, any, not, type Truth } from "../../model/truth";
import type { Value } from "../../model/value";

const CIDRS = ["cidrBlock", "ipv6CidrBlock", "destinationCidrBlock", "destinationIpv6CidrBlock"];

const VPN_GATEWAY = "aws:ec2/vpnGateway:VpnGateway";

const toEverywhere = (route: Value): Truth =>
  any(CIDRS.map((key) => route.get(key).matches((cidr) => /\/0+$/.test(cidr))));

/** Whether a route leads to an internet gateway: by its id, else by what its property depends on. */
function toInternet(route: Value, holder: Resource, property: string, stack: Stack): Truth {
  const gateway = route.get("gatewayId");
  if (!gateway.unknown && gateway.text?.startsWith("igw-") === true) return true;
  const sources = holder.dependenciesOf(property).map((urn) => stack.byUrn(urn)?.type);
  const joined = sources.includes(INTERNET_GATEWAY) && !sources.includes(VPN_GATEWAY);
  if (joined && (property === "gatewayId" || gateway.unknown)) return true;
  if (gateway.text !== undefined) return gatewaysById(stack).of(gateway.text).length > 0;
  return gateway.unknown ? "unknown" : false;
}

const gatewaysById = keyed([INTERNET_GATEWAY], ({ id }) => [id.text]);

/** The names by which a table may be known as public: its own, and those of the subnets that use it. */
function namesOf(table: Resource, stack: Stack): readonly string[] {
  const associations = stack.referrers(table, ROUTE_TABLE_ASSOCIATION, "routeTableId").resources;
  const subnets = associations.flatMap((item) => stack.targets(item, "subnetId", SUBNET).resources);
  return [table, ...subnets].flatMap((item) => [item.name, item.get("tags", "Name").text ?? item.name]);
}

export default defineRule({
  id: "no-open-igw-route",
  title: "No private route table leads to the internet",
  severity: "high",
  scope: "stack",
  types: [ROUTE_TABLE, ROUTE],
  frameworks: { "pci-dss-4": ["1.3.1"], "nist-800-53-r5": ["SC-7"] },
  links: ["https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html"],
  choice:
    "A route to an internet gateway is what makes a subnet public, so AWS itself cannot tell a public table from a private one " +
    "that was opened by mistake. A table is meant to be public when its name, or that of each subnet using it, says so.",
  options: optionsOf({
    publicTables: names("Patterns for the names of public route tables and subnets.", [
      "*public*",
      "*Public*",
    ]),
  }),
  fix: "take the route away, or name the table in publicTables if it is meant to be public",
  check({ resource, stack, options, expect, notApplicable }) {
    const single = resource.type === ROUTE;
    const [table] = single ? stack.targets(resource, "routeTableId", ROUTE_TABLE).resources : [resource];
    const isPublic = (name: string) => options.publicTables.some((pattern) => globMatches(pattern, name));
    const known = table ? namesOf(table, stack) : [resource.name];
    if (known.slice(0, 2).some(isPublic) || (known.length > 2 && known.slice(2).every(isPublic)))
      return notApplicable();
    const list = resource.get("routes");
    const routes = single ? [resource.props] : list.unknown ? [list] : list.items;
    const property = single ? "gatewayId" : "routes";
    for (const route of routes)
      expect(
        not(all([toEverywhere(route), toInternet(route, resource, property, stack)])),
        single ? route.get("gatewayId") : route,
        "hosts of a private subnet reach the internet, and with a public address the internet reaches them",
      );
    expect(true, "", "");
  },
  compliant: stackOf(
    { type: INTERNET_GATEWAY, name: "gateway", props: {} },
    {
      type: ROUTE_TABLE,
      name: "subject",
      props: { routes: [{ cidrBlock: "10.1.0.0/16", gatewayId: "vgw-1" }] },
    },
    { type: ROUTE_TABLE, name: "vpc-public-1", props: {} },
    {
      type: ROUTE,
      name: "out",
      props: {
        routeTableId: ref("vpc-public-1", "id"),
        destinationCidrBlock: "0.0.0.0/0",
        gatewayId: ref("gateway", "id"),
      },
    },
  ),
  violations: {
    inline: wrong(["routes", 0], { cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" }, "routes[0]"),
    IPv6: wrong(["routes", 1], { ipv6CidrBlock: "::/0", gatewayId: ref("gateway", "id") }, "routes[1]"),
    "as a route": wrong("routeTableId", ref("subject", "id"), "gatewayId", "out"),
  },
});
