import controls from "./known-sets.json";

/** Well-known sets of controls for AWS that a control may be in as well. Pulumi's are its packs, living and former. */
export const KNOWN_SETS = {
  securityHub: "Security Hub",
  cdkNag: "cdk-nag",
  checkov: "Checkov",
  trivy: "Trivy",
  pulumi: "Pulumi's packs",
} as const;

/** The ids that a control has in each set that has it. */
export type Known = Readonly<Partial<Record<keyof typeof KNOWN_SETS, readonly string[]>>>;

/**
 * Every control that was asked for, under the id of its rule, with the sets that have it, as read in November 2026. A
 * set that decides a neighbouring question or a part of it does not count.
 */
export const CONTROLS: Readonly<Record<string, Known>> = controls;

/** Names of the sets that have a control, each with its ids there. */
export function knownSets(id: string): readonly (readonly [name: string, ids: readonly string[]])[] {
  const known: Known = CONTROLS[id] ?? {};
  return (Object.keys(KNOWN_SETS) as (keyof typeof KNOWN_SETS)[]).flatMap((set) => {
    const ids = known[set];
    return ids === undefined ? [] : [[KNOWN_SETS[set], ids] as const];
  });
}
