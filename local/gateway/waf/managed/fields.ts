import { decodeUrlDeep } from "../decoders";
import { ALL_QUERY_ARGUMENTS, QUERY_STRING, URI_PATH } from "../fields";
import { HEADER_BYTES_LIMIT, type Extractor, type Inspected } from "../inspected";
import { collect } from "../jsonBody";
import type { Need } from "../rules";
import { matchAny, type ValueTest } from "../statements/content";
import type { Extractors, Matcher } from "../statements/scope";

/** Request parts that the documentation of the managed rules names. */
export type ManagedPart = "uriPath" | "queryArguments" | "queryString" | "body" | "cookie" | "headers";

/** Percent-encoding undone, lower case: which transformations AWS uses is not published. */
const normalize = (value: string): string => decodeUrlDeep(value).toLowerCase();

/**
 * A body as the values that somebody put there: the strings of a JSON document, the fields of a form, or the text
 * as it is. Looking at values keeps the quotes and braces of the format itself from being taken for an attack.
 */
function bodyValues(view: Inspected): readonly string[] {
  if (view.request.body.length === 0) return [];
  const parsed = view.json;
  if (parsed) {
    const values: string[] = [];
    collect(parsed.value, "ALL", values);
    // Lists of objects repeat their keys.
    return values.length > 20 ? [...new Set(values)] : values;
  }
  const [type = ""] = view.header("content-type");
  return /^application\/x-www-form-urlencoded/i.test(type)
    ? view.bodyText.split("&").map((pair) => pair.slice(pair.indexOf("=") + 1))
    : [view.bodyText];
}

const PARTS: Readonly<Record<ManagedPart, Extractor>> = {
  uriPath: URI_PATH.extract,
  queryString: QUERY_STRING.extract,
  queryArguments: ALL_QUERY_ARGUMENTS.extract,
  body: bodyValues,
  cookie: (view) => view.header("cookie").map((value) => value.slice(0, HEADER_BYTES_LIMIT)),
  // One search instead of one per header.
  headers: (view) => [view.headerText.slice(0, HEADER_BYTES_LIMIT)],
};

/** A matcher over the normalised values of a part; the values are shared by all managed rules of the ACL. */
export function inspectPart(part: ManagedPart, test: ValueTest, extractors: Extractors): Matcher {
  return matchAny(extractors.intern(`managed:${part}`, PARTS[part], normalize), test);
}

/** What must hold for a rule that looks at one part only; `matchersOf` gives all the matchers of its group on a part. */
export function partNeeds(
  matchersOf: (part: ManagedPart) => readonly Matcher[],
): Readonly<Record<ManagedPart, Need>> {
  const query: Need = (view) => view.request.queryString !== "";
  return {
    uriPath: suspicion((view) => view.request.path, matchersOf("uriPath")),
    headers: suspicion((view) => view.headerText, matchersOf("headers")),
    queryString: query,
    queryArguments: query,
    body: (view) => view.request.body.length > 0,
    cookie: (view) => view.hasCookies,
  };
}

/** How many texts {@link suspicion} remembers: of headers, at most 10 KB each. */
const REMEMBERED = 64;

/**
 * Whether any of the matchers, which look at nothing but `text`, holds. The latest answers are remembered: a caller's
 * headers are the same from call to call, and paths come again.
 */
function suspicion(text: (view: Inspected) => string, matchers: readonly Matcher[]): Need {
  const known = new Map<string, boolean>();
  return (view) => {
    const key = text(view);
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size === REMEMBERED) known.clear();
    const answer = matchers.some((matches) => matches(view) === true);
    known.set(key, answer);
    return answer;
  };
}
