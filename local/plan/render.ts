import type { Change } from "./compare";
import { shortType } from "./tree";

/** The signs of `pulumi preview`. */
const SIGNS = { create: "+", update: "~", replace: "±", delete: "-" } as const;

/** The kinds, in the order in which totals name them. */
const KINDS = Object.keys(SIGNS) as readonly Change["kind"][];

/** Colours a line of a kind; the default leaves it as it is. */
export type ChangeInk = (kind: Change["kind"], text: string) => string;

/** A line for each change, and one for each property below it. */
export function renderChanges(
  changes: readonly Change[],
  ink: ChangeInk = (_kind, text) => text,
): readonly string[] {
  return changes.flatMap((change) => [
    ink(
      change.kind,
      `${SIGNS[change.kind]} ${change.kind.padEnd(7)} ${shortType(change.type)}  ${change.name}`,
    ),
    ...change.properties.map(
      ({ property, replaces, before, after }) =>
        `    ${property}${replaces ? " (forces replacement)" : ""}: ${before} → ${after}`,
    ),
  ]);
}

/** `2 to create, 1 to update`, or `No changes.` */
export function renderTotals(changes: readonly Change[]): string {
  const totals = KINDS.map(
    (kind) => [changes.filter((change) => change.kind === kind).length, kind] as const,
  ).filter(([count]) => count > 0);
  return totals.length === 0
    ? "No changes."
    : totals.map(([count, kind]) => `${count} to ${kind}`).join(", ");
}
