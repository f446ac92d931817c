import type { Graph } from "../graph";
import { countResources } from "../plan";
import { contractLines } from "./contractLines";
import type { Guard } from "./guard";
import type { Terminal } from "./terminal";

/**
 * Prints the guard's verdict in a line, and in full when there are mandatory violations. Returns how many there are.
 *
 * @param root Folder of the project, whose OpenAPI documents have the lines of what is found in an API's body.
 * @throws PolicyConfigError when the guard's settings are wrong
 */
export function judge(
  graph: Graph,
  { runGuard, formatText }: Guard,
  { colors }: Pick<Terminal, "colors">,
  say: (text: string) => void,
  root: string,
): number {
  const verdict = runGuard({ ...graph, locate: contractLines(root, graph) });
  const { mandatoryViolations: mandatory } = verdict;
  const advisory = verdict.findings.filter(({ verdict: kind }) => kind === "violation").length - mandatory;
  const state =
    mandatory > 0
      ? colors.red(`${mandatory} mandatory violation${mandatory === 1 ? "" : "s"}`)
      : colors.green("passed");
  const advice = advisory > 0 ? `, ${advisory} advisory (npm run check)` : "";
  say(
    `Stage ${graph.stack}: ${countResources(graph)} resources. Guard: ${state}, ${verdict.rules.length} rules${advice}.`,
  );
  if (mandatory > 0) say(formatText({ verdict }, { color: colors.isColorSupported }));
  return mandatory;
}
