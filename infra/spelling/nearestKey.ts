/**
 * The candidate that a mistyped key most likely meant, or undefined when none is near. As many edits as the key has letters
 * make it another word: `on` did not mean `none`.
 */
export function nearestKey(typed: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: editDistance(fold(typed), fold(candidate)) }))
    .filter(({ distance }) => distance < fold(typed).length)
    .sort((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best && best.distance <= Math.max(2, Math.ceil(typed.length / 3)) ? best.candidate : undefined;
}

const fold = (key: string): string => key.toLowerCase().replace(/[-_]/g, "");

/** Levenshtein distance, one row at a time. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (let column = 1; column <= to.length; column++) {
      const substituted = (row[column - 1] ?? 0) + (letter === to[column - 1] ? 0 : 1);
      next.push(Math.min(substituted, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
