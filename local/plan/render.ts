import type { Change, PropertyChange } from "./compare";
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
    ...change.properties.flatMap(propertyLines),
  ]);
}

/** Differences of one property that are shown; whoever changed more has seen the file. */
const MOST_DIFFERENCES = 4;

function propertyLines({ property, replaces, differences }: PropertyChange): readonly string[] {
  const forced = replaces ? " (forces replacement)" : "";
  const lines = differences
    .slice(0, MOST_DIFFERENCES)
    .map(({ path, before, after }) => `    ${property}${path}${forced}: ${before} → ${after}`);
  const left = differences.length - lines.length;
  return left > 0 ? [...lines, `    ${property}: ${left} more places differ`] : lines;
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
