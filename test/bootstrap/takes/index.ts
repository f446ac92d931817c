import { apiGateway } from "./apiGateway";
import { backends } from "./backends";
import { edge } from "./edge";
import { network } from "./network";
import { people } from "./people";
import type { Row } from "./row";
import { stores } from "./stores";
import { watching } from "./watching";

export { see, type Call, type Row } from "./row";

/**
 * What the provider calls to make, read, change and delete a resource of each type of the program, and what AWS asks of
 * the caller beside that.
 *
 * @param boundaryArn that every role of the stage carries
 */
export const takes = (boundaryArn: string): Readonly<Record<string, Row>> => ({
  ...apiGateway,
  ...backends,
  ...edge,
  ...network,
  ...people(boundaryArn),
  ...stores,
  ...watching,
});
