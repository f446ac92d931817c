import type { Finding, Surroundings } from "./finding";
import { clock, port } from "./machine";
import { stackFiles } from "./stackFiles";
import { credentials, node, packages, pulumi } from "./tools";

/** Whether this machine and this checkout are ready: for the rehearsal, and for AWS. */
export type { Finding, Surroundings } from "./finding";
export { processSurroundings } from "./processSurroundings";

/** Looks at everything at once. */
export async function examine(surroundings: Surroundings): Promise<Finding[]> {
  const [portFinding, pulumiFinding, clockFinding] = await Promise.all([
    port(surroundings),
    pulumi(surroundings),
    clock(surroundings),
  ]);
  return [
    node(surroundings),
    packages(surroundings),
    portFinding,
    ...stackFiles(surroundings),
    clockFinding,
    pulumiFinding,
    credentials(surroundings),
  ];
}
