/** A message, and what it holds when it is JSON. */
export interface Message {
  readonly text: string;
  /** Undefined when the text is no JSON. */
  readonly json: unknown;
}

/** Reads a message; text that is no JSON is a message all the same. */
export function readMessage(text: string): Message {
  try {
    return { text, json: JSON.parse(text) as unknown };
  } catch {
    return { text, json: undefined };
  }
}

/** A selection expression, compiled: `$request.body.action`, `${request.body.a}/${request.body.b}`, or a constant. */
export type Selection = (message: Message) => string | undefined;

const VARIABLE = /\$\{request\.body\.([^}]+)\}|\$request\.body\.([\w.[\]-]+)/g;

function valueAt(json: unknown, path: string): string | undefined {
  let value = json;
  for (const part of path.replace(/\[(\d+)\]/g, ".$1").split(".")) {
    if (value === null || typeof value !== "object" || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : undefined;
}

/**
 * Compiles a selection expression of a WebSocket API; undefined when a part of it has no value in the message
 * (apigateway/latest/developerguide/websocket-api-develop-routes.html). A backslash before `$` makes it a constant.
 */
export function compileSelection(expression: string): Selection {
  const constant = expression.startsWith("\\$") ? expression.slice(1) : undefined;
  const paths = [...expression.matchAll(VARIABLE)];
  if (constant !== undefined || paths.length === 0) return () => constant ?? expression;
  return (message) => {
    let missing = false;
    const text = expression.replace(VARIABLE, (_, braced: string | undefined, bare: string | undefined) => {
      const value = valueAt(message.json, braced ?? bare ?? "");
      missing ||= value === undefined;
      return value ?? "";
    });
    return missing ? undefined : text;
  };
}
