import type { RequestContext } from "./request/context";
import { compileSubstitution } from "./responses/substitution";

/**
 * The writer of a stage's access log: its `format` with every `$context` variable filled in, `-` for those that a
 * request does not have, on one line.
 */
export function compileAccessLog(
  format: string,
  destinationArn: string,
  write: (destination: string, line: string) => void,
): (context: RequestContext) => void {
  const render = compileSubstitution(format.replace(/\s*\n\s*/g, " ").trim(), "-");
  return (context) => write(destinationArn, render(context));
}
