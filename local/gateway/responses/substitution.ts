import { contextVariable } from "../contextVariables";
import type { RequestContext } from "../request/context";

/** Reads one value from a request. */
export type Source = (context: RequestContext) => string | undefined;

const METHOD_REQUEST =
  /^method\.request\.(header|querystring|path|multivalueheader|multivaluequerystring)\.(.+)$/i;

/** The reader for `method.request.…`, `context.…` or `stageVariables.…`; undefined when the text is none of them. */
export function sourceOf(expression: string): Source | undefined {
  const method = METHOD_REQUEST.exec(expression);
  if (method !== null) {
    const [, kind = "", name = ""] = method;
    switch (kind.toLowerCase()) {
      case "header":
      case "multivalueheader": {
        const lower = name.toLowerCase();
        return (context) => context.header(lower);
      }
      case "path":
        return (context) => context.pathParameters?.[name];
      default:
        return (context) => context.queryParameter(name);
    }
  }
  if (expression === "method.request.body") return (context) => context.bodyText;
  if (expression.startsWith("context.")) return contextVariable(expression.slice("context.".length));
  if (expression.startsWith("stageVariables.")) {
    const name = expression.slice("stageVariables.".length);
    return (context) => context.arrival.stage.variables[name];
  }
  return undefined;
}

// Only names that others choose, of claims and of parameters, may hold colons and hyphens.
const NAME = String.raw`(?:\.\w+|\['[^']+'\])`;
const FREE = String.raw`(?:\.\w+(?:[:-]\w+)*|\['[^']+'\])`;
const EXPRESSION = String.raw`context\.authorizer\.claims${FREE}|context${NAME}+|stageVariables${NAME}|method\.request\.body|method\.request${NAME}${FREE}`;
const VARIABLE = new RegExp(String.raw`\$(?:\{(${EXPRESSION})\}|(${EXPRESSION}))`, "g");

/**
 * A text with `$context.…`, `$stageVariables.…` and `$method.request.…` in it, compiled. Gateway responses and
 * access log formats know this simple substitution only, no Velocity. `missing` stands for what has no value.
 */
export function compileSubstitution(source: string, missing: string): (context: RequestContext) => string {
  const literals: string[] = [];
  const sources: Source[] = [];
  let last = 0;
  for (const match of source.matchAll(VARIABLE)) {
    const expression = (match[1] ?? match[2] ?? "").replace(/\['([^']+)'\]/g, ".$1");
    const read = sourceOf(expression);
    if (read === undefined) continue;
    literals.push(source.slice(last, match.index));
    sources.push(read);
    last = match.index + match[0].length;
  }
  const tail = source.slice(last);
  if (sources.length === 0) return () => source;
  return (context) => {
    let text = "";
    for (let index = 0; index < sources.length; index++)
      text += (literals[index] ?? "") + (sources[index]?.(context) ?? missing);
    return text + tail;
  };
}

/** A mapping value: `'literal'` or a source. */
export function compileMapping(expression: string): Source | undefined {
  if (expression.length >= 2 && expression.startsWith("'") && expression.endsWith("'")) {
    const literal = expression.slice(1, -1);
    return () => literal;
  }
  return sourceOf(expression.startsWith("$") ? expression.slice(1) : expression);
}
