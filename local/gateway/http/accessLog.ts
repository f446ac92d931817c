import type { HttpContext } from "./context";
import type { HttpSource } from "./contextVariables";
import { httpContextVariable } from "./contextVariables";

const VARIABLE = /\$(?:\{context\.([^}]+)\}|context\.(\w+(?:\.\w+(?:[:-]\w+)*)*))/g;

/** A log format with `$context` variables, compiled; `-` stands for what a request does not have. */
export function compileLogFormat<C>(
  format: string,
  variable: (name: string) => (context: C) => string | undefined,
): (context: C) => string {
  const source = format.replace(/\s*\n\s*/g, " ").trim();
  const literals: string[] = [];
  const readers: ((context: C) => string | undefined)[] = [];
  let last = 0;
  for (const match of source.matchAll(VARIABLE)) {
    literals.push(source.slice(last, match.index));
    const name = match[1] ?? match[2] ?? "";
    const read = variable(name);
    // Only this one brings its own quotes.
    readers.push(name === "error.messageString" ? read : (context) => escaped(read(context)));
    last = match.index + match[0].length;
  }
  const tail = source.slice(last);
  return (context) => {
    let line = "";
    readers.forEach((read, index) => (line += (literals[index] ?? "") + (read(context) ?? "-")));
    return line + tail;
  };
}

/** What a caller chose must not end a line or a JSON string. */
const escaped = (value: string | undefined): string | undefined =>
  value === undefined ? undefined : JSON.stringify(value).slice(1, -1);

/** The access log line of an HTTP API's request. */
export const compileHttpLog = (format: string): ((context: HttpContext) => string) =>
  compileLogFormat<HttpContext>(format, (name): HttpSource => httpContextVariable(name));
