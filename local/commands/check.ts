import { type Format, formatReport, refusing } from "../../policy/guard";
import { readDeployment } from "../graph";
import { loadGraph } from "./source";
import { EXIT, type Terminal } from "./terminal";
import { reportAgainst, verdictOn } from "./verdict";
import { writeOut } from "./writeOut";

export interface CheckOptions {
  readonly stage: string;
  readonly graph?: string;
  readonly preview?: boolean;
  readonly format: Format;
  readonly out?: string;
  readonly against?: string;
}

/** `npm run check`: the guard's verdict on a stage or on a stack export, alone or against a base. */
export async function check(options: CheckOptions, terminal: Terminal): Promise<number> {
  // A base that cannot be read is found before the program is evaluated.
  const base = options.against === undefined ? undefined : readDeployment(options.against);
  const { graph, project } = await loadGraph(options, terminal, options.preview ? "preview" : "known", base);
  const verdict = verdictOn(graph, project.root);
  const report = base ? reportAgainst(base, verdictOn(base, project.root), graph, verdict) : { verdict };
  const color = terminal.colors.isColorSupported && options.out === undefined;
  const text = formatReport(report, options.format, { color });
  if (options.out !== undefined) {
    writeOut(options.out, text);
    terminal.err(`Wrote ${options.out}.`);
  } else if (text !== "") terminal.out(text.trimEnd());
  return refusing(report) > 0 ? EXIT.refused : EXIT.ok;
}
