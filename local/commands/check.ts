import { formatJson, formatText, runGuard } from "../../policy/guard";
import { loadGraph } from "./source";
import { EXIT, type Terminal } from "./terminal";

export interface CheckOptions {
  readonly stage: string;
  readonly graph?: string;
  readonly preview?: boolean;
  readonly format: "text" | "json";
}

/** `npm run check`: the guard's verdict on a stage or on a stack export. */
export async function check(options: CheckOptions, terminal: Terminal): Promise<number> {
  const { graph } = await loadGraph(options, terminal, options.preview ? "preview" : "known");
  const verdict = runGuard(graph);
  terminal.out(
    options.format === "json"
      ? formatJson(verdict)
      : formatText(verdict, { color: terminal.colors.isColorSupported }),
  );
  return verdict.mandatoryViolations > 0 ? EXIT.refused : EXIT.ok;
}
