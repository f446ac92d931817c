import type { HttpContext } from "./context";
import type { HttpSource } from "./contextVariables";
import { httpContextVariable } from "./contextVariables";

/** What a response mapping reads besides the request. */
export interface BackendResponse {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** A mapping value for a request, and for a response where there is one. */
export type Expression = (context: HttpContext, response?: BackendResponse) => string | undefined;

/** JSON paths see this much of a body (http-api-parameter-mapping.html). */
const BODY_LIMIT_BYTES = 100 * 1024;

/** `a.b[0].c` of a JSON text; recursive descent and filters are not supported by AWS either. */
function pathIn(json: string, path: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json.length > BODY_LIMIT_BYTES ? json.slice(0, BODY_LIMIT_BYTES) : json);
  } catch {
    return undefined;
  }
  for (const part of path.replace(/\[['"]?([^\]'"]+)['"]?\]/g, ".$1").split(".")) {
    if (part === "") continue;
    if (value === null || typeof value !== "object" || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  if (value === undefined || value === null) return undefined;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** The reader of one variable, without `$`; undefined when it is not one of AWS's. */
export function variable(name: string): Expression | undefined {
  const [scope = "", kind = "", ...rest] = name.split(".");
  const below = rest.join(".");
  if (scope === "context") return httpContextVariable([kind, ...rest].join("."));
  if (scope === "stageVariables") return ({ arrival }) => arrival.stage.variables[[kind, ...rest].join(".")];
  if (scope === "request") return requestVariable(kind, below);
  return scope === "response" ? responseVariable(kind, below) : undefined;
}

function requestVariable(kind: string, name: string): HttpSource | undefined {
  switch (kind) {
    case "header": {
      const lower = name.toLowerCase();
      return (context) => context.header(lower);
    }
    case "querystring":
      return (context) => context.queryParameter(name);
    case "path":
      return name === "" ? ({ arrival }) => arrival.path : ({ pathParameters }) => pathParameters?.[name];
    case "body":
      return name === "" ? (context) => context.bodyText : (context) => pathIn(context.bodyText, name);
    default:
      return undefined;
  }
}

function responseVariable(kind: string, name: string): Expression | undefined {
  if (kind === "header") {
    const lower = name.toLowerCase();
    return (_, response) =>
      response?.headers.filter(([header]) => header.toLowerCase() === lower).at(-1)?.[1];
  }
  if (kind !== "body") return undefined;
  return name === "" ? (_, response) => response?.body : (_, response) => pathIn(response?.body ?? "", name);
}

const REFERENCE = /\$\{([^}]+)\}|\$((?:request|response|context|stageVariables)\.[\w.[\]'-]+)/g;

/**
 * A mapping value, compiled: text with `$request.header.x`, `${context.requestId}` and the like in it. It is undefined
 * when its only variable has no value; inside a text such a variable is empty.
 */
export function compileExpression(source: string): Expression {
  const literals: string[] = [];
  const readers: Expression[] = [];
  let last = 0;
  for (const match of source.matchAll(REFERENCE)) {
    const read = variable(match[1] ?? match[2] ?? "");
    if (read === undefined) continue;
    literals.push(source.slice(last, match.index));
    readers.push(read);
    last = match.index + match[0].length;
  }
  const tail = source.slice(last);
  const [only] = readers;
  if (only === undefined) return () => source;
  if (readers.length === 1 && tail === "" && literals[0] === "") return only;
  return (context, response) => {
    let text = "";
    readers.forEach((read, index) => (text += (literals[index] ?? "") + (read(context, response) ?? "")));
    return text + tail;
  };
}
