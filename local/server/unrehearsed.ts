import type { Graph } from "../graph";
import { DESCRIBES, NOT_EXECUTED, SERVED } from "./resourceTypes";

/** Something that the program declares and the rehearsal does not execute. */
export interface Notice {
  readonly urn?: string;
  readonly property?: string;
  /** What is not executed, and what that means for an answer. */
  readonly message: string;
  /** What is not executed, in a few words. @default the first clause of the message */
  readonly short?: string;
}

const SILENT: ReadonlySet<string> = new Set([...SERVED, ...DESCRIBES]);
const NAMED: ReadonlySet<string> = new Set(NOT_EXECUTED.flatMap(({ types }) => types));

/** One notice for each group of resources that is declared and not executed, and one for the types that nobody knows. */
export function unrehearsed(graph: Graph): Notice[] {
  const counts = new Map<string, number>();
  // Components hold resources and are none; providers and the stack are Pulumi's own.
  for (const { custom, type } of graph.resources)
    if (custom && !type.startsWith("pulumi:")) counts.set(type, (counts.get(type) ?? 0) + 1);
  const counted = (types: readonly string[]): string =>
    types.map((type) => `${counts.get(type)} × ${type}`).join(", ");
  const named = NOT_EXECUTED.flatMap(({ short, message, types }) => {
    const declared = types.filter((type) => counts.has(type));
    return declared.length === 0 ? [] : [{ short, message: `${message} (${counted(declared)}).` }];
  });
  const [first, ...others] = [...counts.keys()].filter((type) => !SILENT.has(type) && !NAMED.has(type));
  if (first === undefined) return named;
  const unknown = {
    short: others.length === 0 ? first : `${others.length + 1} other types, such as ${first}`,
    message: `The rehearsal knows nothing of these types (${counted([first, ...others])}).`,
  };
  return [...named, unknown];
}
