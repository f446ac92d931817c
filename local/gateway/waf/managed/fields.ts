import { decodeUrlDeep } from "../decoders";
import { ALL_QUERY_ARGUMENTS, QUERY_STRING, URI_PATH } from "../fields";
import { HEADER_BYTES_LIMIT, type Extractor, type Inspected } from "../inspected";
import { collect } from "../jsonBody";
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

/** Names and values of the headers as one text, at most 8 KB of it: one search instead of one per header. */
function headerText(view: Inspected): readonly string[] {
  let text = "";
  for (const [name, value] of view.request.headers) {
    text += `${name}: ${value}\n`;
    if (text.length > HEADER_BYTES_LIMIT) break;
  }
  return [text.slice(0, HEADER_BYTES_LIMIT)];
}

const PARTS: Readonly<Record<ManagedPart, Extractor>> = {
  uriPath: URI_PATH.extract,
  queryString: QUERY_STRING.extract,
  queryArguments: ALL_QUERY_ARGUMENTS.extract,
  body: bodyValues,
  cookie: (view) => view.header("cookie").map((value) => value.slice(0, HEADER_BYTES_LIMIT)),
  headers: headerText,
};

/** What must be there for a part to have values. */
export const NEEDS = {
  uriPath: undefined,
  headers: undefined,
  queryString: "query",
  queryArguments: "query",
  body: "body",
  cookie: "cookie",
} as const;

/** How many values {@link remembered} keeps: of headers, at most 8 KB each. */
const REMEMBERED = 64;

/** A pure function of a value that knows its latest answers: a caller's headers are the same from call to call. */
function remembered<T extends string | boolean>(compute: (value: string) => T): (value: string) => T {
  const known = new Map<string, T>();
  return (value) => {
    const before = known.get(value);
    if (before !== undefined) return before;
    if (known.size === REMEMBERED) known.clear();
    const answer = compute(value);
    known.set(value, answer);
    return answer;
  };
}

/** A matcher over the normalised values of a part; the values are shared by all managed rules of the ACL. */
export function inspectPart(part: ManagedPart, test: ValueTest, extractors: Extractors): Matcher {
  if (part === "headers") {
    const values = extractors.intern("managed:headers", PARTS.headers, remembered(normalize));
    return matchAny(values, remembered(test));
  }
  return matchAny(extractors.intern(`managed:${part}`, PARTS[part], normalize), test);
}
