import type { RequestContext } from "../request/context";
import { compileMapping } from "../responses/substitution";
import { readBodyPath } from "./bodyPath";

/** Reads the values of one mapped parameter; none when the request does not have it. */
type Values = (context: RequestContext) => readonly string[];

export interface MappedParameter {
  readonly name: string;
  readonly values: Values;
}

/** `integration.request.…` mappings of a method, compiled. */
export interface RequestParameters {
  readonly header: readonly MappedParameter[];
  readonly querystring: readonly MappedParameter[];
  readonly path: readonly MappedParameter[];
}

const TARGET = /^integration\.request\.(header|querystring|path)\.(.+)$/i;
const MULTI_QUERY = "method.request.multivaluequerystring.";
const BODY = "method.request.body.";

function valuesOf(expression: string): Values | undefined {
  if (expression.startsWith(MULTI_QUERY)) {
    const name = expression.slice(MULTI_QUERY.length);
    return ({ query }) => query.filter(([key]) => key === name).map(([, value]) => value);
  }
  if (expression.startsWith(BODY)) {
    const path = expression.slice(BODY.length);
    return ({ bodyText }) => {
      const found = readBodyPath(bodyText, path);
      return found === undefined ? [] : [found];
    };
  }
  const read = compileMapping(expression);
  if (read === undefined) return undefined;
  return (context) => {
    const value = read(context);
    return value === undefined ? [] : [value];
  };
}

/**
 * Compiles `integration.request.{header,querystring,path}.<name>` → `method.request.…`, `context.…`,
 * `stageVariables.…` or `'literal'`
 * (apigateway/latest/developerguide/request-response-data-mappings.html).
 */
export function compileRequestParameters(declared: Readonly<Record<string, string>>): RequestParameters {
  const found = { header: [], querystring: [], path: [] } as Record<
    keyof RequestParameters,
    MappedParameter[]
  >;
  for (const [target, expression] of Object.entries(declared)) {
    const [, place = "", name = ""] = TARGET.exec(target) ?? [];
    const values = valuesOf(expression);
    const list = found[place.toLowerCase() as keyof RequestParameters] as MappedParameter[] | undefined;
    if (values !== undefined && list !== undefined) list.push({ name, values });
  }
  return found;
}
