/** Edits between two words; a swap of neighbours counts as one, for that is the commonest slip. */
function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => [i, ...Array<number>(b.length).fill(0)]);
  const cell = (i: number, j: number): number => rows[i]?.[j] ?? 0;
  rows[0] = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1)
    for (let j = 1; j <= b.length; j += 1) {
      const substitute = cell(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = swapped ? cell(i - 2, j - 2) + 1 : Infinity;
      (rows[i] ?? [])[j] = Math.min(cell(i - 1, j) + 1, cell(i, j - 1) + 1, substitute, swap);
    }
  return cell(a.length, b.length);
}

/** The known name nearest to a mistyped one, when one is near enough to be meant. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  // Distance costs the product of the lengths; nobody mistypes a name of hundreds of characters.
  const typed = word.slice(0, 100).toLowerCase();
  const ranked = known
    .map((name) => ({ name, edits: distance(typed, name.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  const best = ranked[0];
  return best && best.edits <= Math.max(2, Math.floor(word.length / 3)) ? best.name : undefined;
}

/** `did you mean "x"?`, or the list of what there is; rules, the only long one, stand in docs/policy.md. */
export function suggest(word: string, known: readonly string[]): string {
  const name = nearest(word, known);
  if (name !== undefined) return `did you mean "${name}"?`;
  return known.length <= 12
    ? `known: ${known.join(", ") || "none"}`
    : `docs/policy.md lists all ${known.length} names`;
}
