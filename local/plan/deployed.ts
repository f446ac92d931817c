import type { Cloud } from "../cloud/cloud";
import type { Deployed, Graph } from "../graph";
import { byUrn, changedProperties, predecessor } from "./compare";

/**
 * What stands of a deployed stack when a changed program is previewed: a resource keeps its id and outputs, but for what is
 * updated in it. One that is replaced has none to be known yet, as in `pulumi preview`.
 */
export function deployedIn(base: Graph, cloud: Pick<Cloud, "diff">): Deployed {
  const old = byUrn(base);
  return (declared) => {
    const was = predecessor(declared, old);
    if (was?.id === undefined) return undefined;
    const changes = changedProperties(was, declared, cloud);
    if (changes.some(({ replaces }) => replaces)) return undefined;
    const updated = changes.map(({ property }) => [property, declared.inputs[property]]);
    return { id: was.id, outputs: { ...was.outputs, ...Object.fromEntries(updated) } };
  };
}
