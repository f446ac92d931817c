import { readFileSync } from "node:fs";
import { nearestKey } from "../spelling";

/** A workflow's definition does not fit what it is bound to. */
export class WorkflowDefinitionError extends Error {
  readonly code = "GH1134";

  constructor(
    readonly file: string,
    readonly problems: readonly string[],
  ) {
    super([`${file}:`, ...problems.map((problem) => `  ${problem}`)].join("\n"));
    this.name = "WorkflowDefinitionError";
  }
}

const placeholder = /\$\{([^}]*)\}/g;

/**
 * The text of a `.asl.json` file with its `${names}` checked against what it will be bound to: every placeholder has a
 * value, and every value a place. The file is plain Amazon States Language otherwise.
 *
 * @throws WorkflowDefinitionError with every problem there is
 */
export function readDefinition(file: string, names: readonly string[]): string {
  const text = readFileSync(file, "utf8");
  const used = new Set([...text.matchAll(placeholder)].map(([, name = ""]) => name));
  const problems = [
    ...[...used]
      .filter((name) => !names.includes(name))
      .map((name) => {
        const near = nearestKey(name, names);
        return `\${${name}} is bound to nothing: ${near ? `did you mean \${${near}}?` : `known are ${names.join(", ")}`}`;
      }),
    ...names
      .filter((name) => !used.has(name))
      .map(
        (name) => `nothing uses \${${name}}: take the function out of the workflow, or name it in a state`,
      ),
    ...syntaxProblem(text),
  ];
  if (problems.length > 0) throw new WorkflowDefinitionError(file, problems);
  return text;
}

/** The definition with its placeholders replaced. Values are ARNs: nothing in them needs escaping in JSON. */
export const bindDefinition = (text: string, values: Readonly<Record<string, string>>): string =>
  JSON.stringify(JSON.parse(text.replace(placeholder, (all, name: string) => values[name] ?? all)));

function syntaxProblem(text: string): string[] {
  try {
    JSON.parse(text);
    return [];
  } catch (error) {
    return [`not JSON: ${error instanceof Error ? error.message : String(error)}`];
  }
}
