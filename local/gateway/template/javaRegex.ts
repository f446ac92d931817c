import { RE2JS } from "re2js";

/** Patterns in use are few; the bound keeps bodies that supply patterns from filling the memory. */
const CACHE_LIMIT = 200;
const cache = new Map<string, RE2JS>();

/**
 * A Java regular expression, run by RE2: the common syntax, in time linear in the text. Lookaround and
 * back-references are not part of it. @throws Error with the pattern when RE2 refuses it.
 */
export function javaRegex(pattern: string): RE2JS {
  let compiled = cache.get(pattern);
  if (!compiled) {
    try {
      compiled = RE2JS.compile(pattern);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`the regular expression ${JSON.stringify(pattern)} cannot be run here: ${reason}`);
    }
    if (cache.size >= CACHE_LIMIT) cache.clear();
    cache.set(pattern, compiled);
  }
  return compiled;
}

/** `replaceAll` and `replaceFirst`: `$1` and `${name}` stand for groups, a backslash for the next character itself. */
export function replace(text: string, pattern: string, replacement: string, all: boolean): string {
  // Most patterns in templates are plain text, such as the quote of `replaceAll("\\'", "'")`.
  if (LITERAL.test(pattern)) {
    const literal = pattern.replace(/\\([^])/g, "$1");
    const by = expand(replacement, (group) => {
      if (group !== 0) throw new Error(`IndexOutOfBoundsException: no group ${group}`);
      return literal;
    });
    return all ? text.replaceAll(literal, () => by) : text.replace(literal, () => by);
  }
  const matcher = javaRegex(pattern).matcher(text);
  let result = "";
  let from = 0;
  while (matcher.find()) {
    result += text.slice(from, matcher.start()) + expand(replacement, (group) => matcher.group(group) ?? "");
    from = matcher.end();
    if (!all) break;
  }
  return result + text.slice(from);
}

/** A pattern in which nothing has a meaning of its own. */
const LITERAL = /^(?:[^\\^$.|?*+()[\]{}]|\\[^a-zA-Z0-9])+$/;

function expand(replacement: string, group: (name: string | number) => string): string {
  if (!/[\\$]/.test(replacement)) return replacement;
  return replacement.replace(/\\([^])|\$(?:(\d)|\{(\w+)\})|[\\$]/g, (match, escaped, digit, name) => {
    if (escaped !== undefined) return String(escaped);
    if (digit !== undefined) return group(Number(digit));
    if (name !== undefined) return group(String(name));
    throw new Error(
      `the replacement ${JSON.stringify(replacement)} has an illegal group reference at ${match}`,
    );
  });
}

/** `split`: trailing empty parts are dropped unless the limit is negative; a limit is the most parts there may be. */
export function split(text: string, pattern: string, limit: number): readonly string[] {
  if (text === "") return [""];
  const parts: string[] = [];
  const matcher = javaRegex(pattern).matcher(text);
  let from = 0;
  while ((limit <= 0 || parts.length < limit - 1) && matcher.find()) {
    // Java: a zero-width match at the beginning gives no empty first part.
    if (matcher.end() === 0) continue;
    if (matcher.start() === text.length && matcher.end() === matcher.start()) break;
    parts.push(text.slice(from, matcher.start()));
    from = matcher.end();
  }
  parts.push(text.slice(from));
  if (limit === 0) while (parts.length > 1 && parts.at(-1) === "") parts.pop();
  return parts;
}
