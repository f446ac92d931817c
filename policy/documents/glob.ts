/**
 * IAM's wildcards: `*` for any run of characters, `?` for one. No regular expression, so no pattern can make it slow.
 * The text may itself be a pattern, to ask whether one pattern holds all of another: its `*` is more than one `?`.
 */
export function globMatches(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let mark = 0;
  while (t < text.length) {
    if (pattern[p] === "*") {
      star = p;
      mark = t;
      p += 1;
    } else if (p < pattern.length && ((pattern[p] === "?" && text[t] !== "*") || pattern[p] === text[t])) {
      p += 1;
      t += 1;
    } else if (star >= 0) {
      p = star + 1;
      mark += 1;
      t = mark;
    } else return false;
  }
  while (pattern[p] === "*") p += 1;
  return p === pattern.length;
}

/** Whether the pattern matches some text that begins like this. */
export function globMayBegin(pattern: string, beginning: string): boolean {
  for (let end = 0; end <= pattern.length; end += 1)
    if (globMatches(pattern.slice(0, end), beginning)) return true;
  return false;
}

/** Action names are case-insensitive; everything else in a policy is not. */
export const actionMatches = (pattern: string, action: string): boolean =>
  globMatches(pattern.toLowerCase(), action.toLowerCase());

/** Whether a text is a pattern at all. */
export const hasWildcard = (text: string): boolean => /[*?]/.test(text);

/** Whether the pattern matches any text, however it is written: `*`, `**`, `?*`. Told by two texts without a common letter. */
export const isEverything = (pattern: string): boolean =>
  globMatches(pattern, "abcdefghijklmabcdefgh") && globMatches(pattern, "nopqrstuvwxyznopqrstuvwxyz");

/** The shortest text that a pattern matches. */
export const shortestMatch = (pattern: string): string => pattern.replaceAll("*", "").replaceAll("?", "x");

/** Whether two patterns may match the same text; false only where they surely do not. */
export function mayMeet(a: string, b: string): boolean {
  if (!hasWildcard(a)) return globMatches(b, a);
  if (!hasWildcard(b)) return globMatches(a, b);
  const [first, second] = [a, b].map((pattern) => pattern.slice(0, pattern.search(/[*?]/))) as [
    string,
    string,
  ];
  return first.startsWith(second) || second.startsWith(first);
}
