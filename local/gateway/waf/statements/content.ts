import { RE2JS } from "re2js";
import { compileField, type Field } from "../fields";
import { bytes, has, list, number, object, text, type Plain } from "../plain";
import { isSqlInjection } from "../sqli";
import { compileTransformations } from "../transformations";
import { isCrossSiteScripting } from "../xss";
import { CANNOT_TELL, type Matcher, type Scope } from "./scope";

/** A test of one value, held as bytes. */
export type ValueTest = (value: string) => boolean;

/** A statement that inspects a request component: its values, transformed, against a test. */
function contentMatcher(statement: Plain, test: ValueTest, scope: Scope): Matcher {
  const field = declaredField(statement, scope);
  const { key, apply } = declaredTransformations(statement, scope);
  const values = scope.extractors.intern(
    `${field.key}|${key}`,
    field.extract,
    key === "" ? undefined : apply,
  );
  return matchAny(values, test);
}

/** True when oversize handling says so or any value passes the test. */
export function matchAny(
  values: (view: Parameters<Matcher>[0]) => readonly string[] | boolean,
  test: ValueTest,
): Matcher {
  return (view) => {
    const found = values(view);
    if (typeof found === "boolean") return found;
    for (const value of found) if (test(value)) return true;
    return false;
  };
}

/** `byteMatchStatement`: EXACTLY, STARTS_WITH, ENDS_WITH, CONTAINS, CONTAINS_WORD. */
export function byteMatch(statement: Plain, scope: Scope): Matcher {
  const search = bytes(text(statement.searchString));
  return contentMatcher(
    statement,
    positional(search, text(statement.positionalConstraint, "EXACTLY")),
    scope,
  );
}

function positional(search: string, constraint: string): ValueTest {
  switch (constraint) {
    case "STARTS_WITH":
      return (value) => value.startsWith(search);
    case "ENDS_WITH":
      return (value) => value.endsWith(search);
    case "CONTAINS":
      return (value) => value.includes(search);
    case "CONTAINS_WORD":
      return (value) => containsWord(value, search);
    default:
      return (value) => value === search;
  }
}

const isWordCode = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;

/** The search string with no letter, digit or underscore on either side. */
function containsWord(value: string, search: string): boolean {
  if (search === "") return false;
  for (let at = value.indexOf(search); at >= 0; at = value.indexOf(search, at + 1)) {
    const end = at + search.length;
    const before = at === 0 || !isWordCode(value.charCodeAt(at - 1));
    if (before && (end === value.length || !isWordCode(value.charCodeAt(end)))) return true;
  }
  return false;
}

/** `regexMatchStatement`. RE2 syntax, in time linear in the value: no pattern can hang the gate. */
export function regexMatch(statement: Plain, scope: Scope): Matcher {
  const test = regexTest([text(statement.regexString)], scope);
  return test ? contentMatcher(statement, test, scope) : CANNOT_TELL;
}

/** `regexPatternSetReferenceStatement`: any pattern of the set. */
export function regexPatternSet(statement: Plain, scope: Scope): Matcher {
  const set = scope.context.regexPatternSets.get(text(statement.arn));
  if (!set) {
    scope.notice(
      `its regex pattern set ${text(statement.arn, "(unknown)")} is not in the graph, so it cannot be decided`,
    );
    return CANNOT_TELL;
  }
  const patterns = list(set.regularExpressions).map((item) => text(object(item).regexString, text(item)));
  const test = regexTest(patterns, scope);
  return test ? contentMatcher(statement, test, scope) : CANNOT_TELL;
}

function regexTest(patterns: readonly string[], scope: Scope): ValueTest | undefined {
  const compiled = patterns.flatMap((pattern) => {
    try {
      return [RE2JS.compile(bytes(pattern))];
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      scope.notice(
        `the pattern ${JSON.stringify(pattern)} is refused by RE2 (${reason}), so it cannot be decided`,
      );
      return [];
    }
  });
  if (compiled.length === 0) return undefined;
  return (value) => compiled.some((pattern) => pattern.matcher(value).find());
}

const COMPARE: Readonly<Record<string, (size: number, limit: number) => boolean>> = {
  EQ: (size, limit) => size === limit,
  NE: (size, limit) => size !== limit,
  LE: (size, limit) => size <= limit,
  LT: (size, limit) => size < limit,
  GE: (size, limit) => size >= limit,
  GT: (size, limit) => size > limit,
};

/**
 * `sizeConstraintStatement`, in bytes. For an untransformed body the length of the whole body counts, because AWS
 * recommends the statement against bodies beyond the inspection limit.
 */
export function sizeConstraint(statement: Plain, scope: Scope): Matcher {
  const compare = COMPARE[text(statement.comparisonOperator)] ?? (() => false);
  const limit = number(statement.size, 0);
  const byValue = contentMatcher(statement, (value) => compare(value.length, limit), scope);
  const declared = object(statement.fieldToMatch);
  const { key } = compileTransformations(statement.textTransformations, () => undefined);
  if (!has(declared, "body") || key !== "") return byValue;
  const handling = text(object(declared.body).oversizeHandling, "CONTINUE");
  return (view) => {
    if (view.bodyOversize && handling !== "CONTINUE") return handling === "MATCH";
    return compare(view.request.body.length, limit);
  };
}

/** `sqliMatchStatement`; the detection is an approximation of our own, see {@link isSqlInjection}. */
export function sqliMatch(statement: Plain, scope: Scope): Matcher {
  const sensitive = text(statement.sensitivityLevel, "LOW") === "HIGH";
  return contentMatcher(statement, (value) => isSqlInjection(value, sensitive), scope);
}

/** `xssMatchStatement`; the detection is an approximation of our own, see {@link isCrossSiteScripting}. */
export function xssMatch(statement: Plain, scope: Scope): Matcher {
  return contentMatcher(statement, isCrossSiteScripting, scope);
}

function declaredField(statement: Plain, scope: Scope): Field {
  const field = compileField(statement.fieldToMatch);
  if (field.notice) scope.notice(field.notice);
  return field;
}

function declaredTransformations(statement: Plain, scope: Scope): ReturnType<typeof compileTransformations> {
  const before = list(statement.preParseTextTransformations);
  if (before.length > 0) scope.notice("text transformations before parsing are not executed");
  return compileTransformations(statement.textTransformations, (type) =>
    scope.notice(
      `the text transformation ${type || "(none)"} has no published description and is approximated`,
    ),
  );
}
