import type { RequestContext } from "../request/context";
import type { MappedBody } from "./requestBody";
import type { MappedParameter, RequestParameters } from "./requestParameters";

/** Parameters for the backend: mapped ones, and over them what the template overrides. */
export interface OutgoingParameters {
  /** Lower-case name → name as declared and value. */
  readonly headers: ReadonlyMap<string, readonly [name: string, value: string]>;
  readonly query: ReadonlyMap<string, readonly string[]>;
  readonly path: ReadonlyMap<string, string>;
}

const single = (
  parameters: readonly MappedParameter[],
  context: RequestContext,
): (readonly [string, string])[] =>
  parameters.flatMap(({ name, values }) => {
    const [value] = values(context);
    return value === undefined ? [] : [[name, value] as const];
  });

/** Fills the mapping in for one request. */
export function outgoingParameters(
  mapping: RequestParameters,
  context: RequestContext,
  { overrides }: MappedBody,
): OutgoingParameters {
  const headers = [...single(mapping.header, context), ...Object.entries(overrides?.header ?? {})];
  const query = new Map<string, readonly string[]>();
  for (const { name, values } of mapping.querystring) {
    const found = values(context);
    if (found.length > 0) query.set(name, found);
  }
  for (const [name, value] of Object.entries(overrides?.querystring ?? {})) query.set(name, [value]);
  return {
    headers: new Map(headers.map(([name, value]) => [name.toLowerCase(), [name, value] as const])),
    query,
    path: new Map([...single(mapping.path, context), ...Object.entries(overrides?.path ?? {})]),
  };
}

/** A query string of parameters; empty without any. */
export function queryStringOf(query: Iterable<readonly [string, readonly string[]]>): string {
  const pairs: string[] = [];
  for (const [name, values] of query)
    for (const value of values) pairs.push(`${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  return pairs.join("&");
}

/** `{name}` and `{name+}` of a URI filled in; a missing one is empty. */
export const withPath = (uri: string, path: ReadonlyMap<string, string>): string =>
  uri.replace(/\{([^}+]+)\+?\}/g, (_, name: string) => path.get(name) ?? "");
