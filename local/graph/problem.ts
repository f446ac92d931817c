import type { Place } from "./yamlPlace";

/** A mistake that a person can mend. Commands print it without a stack trace and exit with code 2. */
export class Problem extends Error {
  override readonly name = "Problem";
  /**
   * @param code Stable code, such as `GH1001`; each has its line in docs/errors.md.
   * @param what What is wrong, naming the file, key or URN.
   * @param fix What to do about it.
   * @param why The cause, where it is not plain from `what`.
   */
  constructor(
    readonly code: string,
    readonly what: string,
    readonly fix: string,
    readonly why?: string,
  ) {
    super(`${what}${why ? ` ${why}` : ""} ${fix}`);
  }
}

/** Several problems at once: none hides behind another. */
export class Problems extends Error {
  override readonly name = "Problems";
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map((problem) => problem.message).join("\n"));
  }
}

/** What the error classes of other rooms say of one problem; a place and a key only where there are. */
interface Listed {
  readonly code?: string;
  readonly message?: string;
  readonly what?: string;
  readonly fix?: string;
  readonly file?: string;
  readonly key?: string;
  readonly line?: number;
  readonly column?: number;
}

/** Where a key of a file stands, for a problem that does not know it; undefined when nobody can tell. */
export type Locate = (file: string, key: string) => Place | undefined;

/**
 * The problems that an error of another room lists. The rooms share no class, only the shape `{ code, problems }`, so
 * that each can stand alone. Undefined for any other error.
 */
export function listedProblems(error: unknown, locate: Locate = () => undefined): Problem[] | undefined {
  const { problems, code = "GH1010" } = (error ?? {}) as { problems?: unknown; code?: string };
  if (!Array.isArray(problems) || problems.length === 0) return undefined;
  return problems.map((item: Listed) => {
    const key = item.what === undefined && item.key ? `${item.key}: ` : "";
    return new Problem(
      item.code ?? code,
      placeOf(item, locate) + key + (item.what ?? item.message ?? String(item)),
      item.fix ?? "",
    );
  });
}

function placeOf({ file, key, line, column }: Listed, locate: Locate): string {
  if (file === undefined) return "";
  const found = line === undefined && key !== undefined ? locate(file, key) : { line, column };
  return `${[file, found?.line, found?.column].filter(Boolean).join(":")}: `;
}

/**
 * The candidate nearest to a mistyped word, when it is near enough to be meant. As many edits as the word has letters make
 * it another word: `on` did not mean `none`.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const typed = word.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(typed, candidate.toLowerCase());
    const isAnother = distance >= typed.length && !continues(typed, candidate.toLowerCase());
    if (distance < bestDistance && !isAnother) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** Whether a word has all letters of a shorter one, first letter first: `json` and `js`. */
const continues = (short: string, word: string): boolean =>
  short !== "" && word[0] === short[0] && [...short].every((letter) => word.includes(letter));

/** Damerau-Levenshtein distance (optimal string alignment): a swapped pair of letters counts as one edit. */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number) => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) cost = Math.min(cost, at(i - 2, j - 2) + 1);
      row.push(cost);
    }
  }
  return at(a.length, b.length);
}
