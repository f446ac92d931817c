import {
  HEADER_BYTES_LIMIT,
  HEADER_COUNT_LIMIT,
  type Extractor,
  type Inspected,
  type Values,
} from "./inspected";
import { jsonBody } from "./jsonBody";
import { has, list, object, text, type Plain } from "./plain";
import type { Header } from "./types";

/** A request component that a statement inspects. */
export interface Field {
  /** Two fields with the same key yield the same values. */
  readonly key: string;
  /** What must be there for any value to exist; lets the ACL skip rules on empty parts. */
  readonly part: "body" | "query" | "cookie" | "any";
  /** Its values before transformations, or the answer when oversize handling decides. */
  readonly extract: Extractor;
  /** Why it cannot be inspected here; such a field yields its fallback. */
  readonly notice?: string;
}

const NOTHING: readonly string[] = [];

/** Compiles a `fieldToMatch`. Names and defaults: AWS WAF API, FieldToMatch. */
export function compileField(declared: unknown): Field {
  const field = object(declared);
  const build = (Object.keys(BUILDERS) as (keyof typeof BUILDERS)[]).find((name) => has(field, name));
  if (!build) return none("nothing", NOTHING, "names no request component that is known here");
  const options = object(list(field[build])[0]);
  return BUILDERS[build](options);
}

/** Also inspected by the managed rules, which share the extracted values with the declared ones. */
export const URI_PATH: Field = { key: "uriPath", part: "any", extract: (view) => [view.request.path] };
export const QUERY_STRING: Field = {
  key: "queryString",
  part: "any",
  extract: (view) => [view.request.queryString],
};
export const ALL_QUERY_ARGUMENTS: Field = {
  key: "allQueryArguments",
  part: "query",
  extract: (view) => view.queryArguments.map(([, value]) => value),
};

const BUILDERS = {
  uriPath: () => URI_PATH,
  queryString: () => QUERY_STRING,
  allQueryArguments: () => ALL_QUERY_ARGUMENTS,
  method: (): Field => ({ key: "method", part: "any", extract: (view) => [view.request.method] }),
  singleHeader: (options: Plain) => singleHeader(text(options.name)),
  singleQueryArgument: (options: Plain): Field => {
    const name = text(options.name).toLowerCase();
    return {
      key: `singleQueryArgument:${name}`,
      part: "query",
      extract: (view) =>
        view.queryArguments.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value),
    };
  },
  headers: (options: Plain) => pairs("headers", "any", (view) => view.request.headers, options),
  cookies: (options: Plain) => pairs("cookies", "cookie", (view) => view.cookies, options),
  headerOrders: (options: Plain) => headerOrder(options),
  headerOrder: (options: Plain) => headerOrder(options),
  body: (options: Plain) => body(text(options.oversizeHandling, "CONTINUE")),
  jsonBody: (options: Plain): Field => ({
    key: `jsonBody:${JSON.stringify(options)}`,
    part: "body",
    extract: (view) =>
      oversize(view.bodyOversize, text(options.oversizeHandling, "CONTINUE")) ?? jsonBody(view, options),
  }),
  // A client never sends the fragment to a server, and TLS fingerprints need the client's handshake.
  uriFragment: (options: Plain) => fallback("uriFragment", options, "is never sent to a server"),
  ja3Fingerprint: (options: Plain) => fallback("ja3Fingerprint", options, "needs a TLS handshake"),
  ja4Fingerprint: (options: Plain) => fallback("ja4Fingerprint", options, "needs a TLS handshake"),
} satisfies Record<string, (options: Plain) => Field>;

/** Every value of one header. Without the header the statement does not match. */
export function singleHeader(name: string): Field {
  const key = name.toLowerCase();
  return {
    key: `singleHeader:${key}`,
    part: key === "cookie" ? "cookie" : "any",
    extract: (view) => view.header(key),
  };
}

/** The body as plain text, up to the ACL's inspection limit. */
export function body(oversizeHandling: string): Field {
  return {
    key: `body:${oversizeHandling}`,
    part: "any",
    extract: (view) => oversize(view.bodyOversize, oversizeHandling) ?? [view.bodyText],
  };
}

function none(key: string, values: Values, notice: string): Field {
  return { key, part: "any", extract: () => values, notice };
}

function fallback(key: string, options: Plain, notice: string): Field {
  const behaviour = text(options.fallbackBehavior, "NO_MATCH");
  return none(`${key}:${behaviour}`, behaviour === "MATCH", `${key} ${notice}, so its fallback is used`);
}

/** The answer when the component is too large for inspection; undefined when inspection goes on. */
function oversize(isOversize: boolean, handling: string): boolean | undefined {
  if (!isOversize || handling === "CONTINUE") return undefined;
  return handling === "MATCH";
}

function headerOrder(options: Plain): Field {
  const handling = text(options.oversizeHandling, "CONTINUE");
  return {
    key: `headerOrder:${handling}`,
    part: "any",
    extract: (view) => {
      const { items, cut } = limited(view.request.headers);
      return oversize(cut, handling) ?? [items.map(([name]) => name.toLowerCase()).join(":")];
    },
  };
}

/** Headers or cookies: which of them, and whether keys, values or both are inspected. */
function pairs(
  kind: "headers" | "cookies",
  part: Field["part"],
  source: (view: Inspected) => readonly Header[],
  options: Plain,
): Field {
  const pattern = object(list(options.matchPattern ?? options.matchPatterns)[0]);
  const names = (key: string): ReadonlySet<string> =>
    new Set(list(pattern[key]).map((name) => text(name).toLowerCase()));
  const included = names(kind === "headers" ? "includedHeaders" : "includedCookies");
  const excluded = names(kind === "headers" ? "excludedHeaders" : "excludedCookies");
  const scope = text(options.matchScope, "ALL");
  const handling = text(options.oversizeHandling, "CONTINUE");
  const wanted = (name: string): boolean =>
    included.size > 0 ? included.has(name) : excluded.size === 0 || !excluded.has(name);
  return {
    key: `${kind}:${JSON.stringify(options)}`,
    part,
    extract: (view) => {
      const { items, cut } = limited(source(view));
      const decided = oversize(cut, handling);
      if (decided !== undefined) return decided;
      const values: string[] = [];
      for (const [name, value] of items) {
        if (!wanted(name.toLowerCase())) continue;
        if (scope !== "VALUE") values.push(name);
        if (scope !== "KEY") values.push(value);
      }
      return values;
    },
  };
}

function limited(items: readonly Header[]): { readonly items: readonly Header[]; readonly cut: boolean } {
  let size = 0;
  let count = 0;
  for (const [name, value] of items) {
    size += name.length + value.length;
    if (size > HEADER_BYTES_LIMIT || count === HEADER_COUNT_LIMIT) {
      return { items: items.slice(0, count), cut: true };
    }
    count++;
  }
  return { items, cut: false };
}
