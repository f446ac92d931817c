import type { Statement } from "../../infra/iam";
import type { Place } from "../place";
import { apis } from "./apis";
import { backends } from "./backends";
import { identity } from "./identity";
import { network } from "./network";
import { observability } from "./observability";
import { stores } from "./stores";

/**
 * What a deployment does with everything but roles, by topic: one managed policy each. `project` begins the names of what
 * it makes; where AWS or Pulumi chooses the name, the whole service's resources of the account are meant, and only
 * management actions are given. test/bootstrap/ holds it against what every resource type of the program takes.
 */
export const deployment = (
  place: Place,
  project: string,
): Readonly<Record<string, readonly Statement[]>> => ({
  apis: apis(place),
  backends: backends(place, project),
  identity: identity(place),
  network: network(),
  observability: observability(place, project),
  stores: stores(place, project),
});
