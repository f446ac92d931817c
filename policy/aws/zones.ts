import { keyed } from "../model/keyed";
import type { Resource } from "../model/resource";
import type { Stack } from "../model/stack";
import type { Truth } from "../model/truth";
import type { Value } from "../model/value";

export const SUBNET = "aws:ec2/subnet:Subnet";

const subnetsById = keyed([SUBNET], (subnet) => [subnet.id.text]);

/** The zone of a subnet by either of its names; undefined when not known. */
const zoneOf = (subnet: Resource): string | undefined =>
  [
    subnet.get("availabilityZone"),
    subnet.get("availabilityZoneId"),
    subnet.outputs.get("availabilityZone"),
  ].find((zone) => zone.text !== undefined)?.text;

/** Whether these subnets lie in at least `minimum` zones. A subnet whose zone is not known may lie in any. */
export function spanZones(subnets: readonly Resource[], minimum: number): Truth {
  const zones = subnets.map(zoneOf);
  if (new Set(zones.filter((zone) => zone !== undefined)).size >= minimum) return true;
  return zones.includes(undefined) && subnets.length >= minimum ? "unknown" : false;
}

/**
 * Whether a list of subnet ids names subnets in at least `minimum` zones. Ids are matched with subnets of the stack;
 * subnets from elsewhere have an unknown zone.
 */
export function idsSpanZones(
  resource: Resource,
  property: string,
  ids: Value,
  minimum: number,
  stack: Stack,
): Truth {
  if (ids.state === "absent") return false;
  const byId = ids.items.map((id) => subnetsById(stack).of(id.text)[0]);
  if (!ids.unknown) {
    if (ids.items.length < minimum) return false;
    const found = byId.filter((subnet): subnet is Resource => subnet !== undefined);
    if (found.length === byId.length) return spanZones(found, minimum);
    if (spanZones(found, minimum) === true) return true;
  }
  // The ids are not known yet: as many subnets as the property depends on.
  const joined = resource
    .dependenciesOf(property)
    .map((urn) => stack.byUrn(urn))
    .filter((target): target is Resource => target?.type === SUBNET);
  const count = ids.unknown ? joined.length : ids.items.length;
  return joined.length > 0 && joined.length === count ? spanZones(joined, minimum) : "unknown";
}
