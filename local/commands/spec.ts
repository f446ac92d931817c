import { findApi, oas30, swagger } from "../spec";
import { loadGraph } from "./source";
import { EXIT, type Terminal } from "./terminal";
import { writeOut } from "./writeOut";

export interface SpecOptions {
  readonly stage: string;
  readonly graph?: string;
  readonly api: string;
  readonly version?: string;
  readonly format: "oas30" | "swagger";
  readonly withExtensions?: boolean;
  readonly out?: string;
}

/** `npm run spec`: the document of one API, as a stage declares it. */
export async function spec(options: SpecOptions, terminal: Terminal): Promise<number> {
  const { graph } = await loadGraph(options, terminal);
  const document = oas30(findApi(graph, options.api, options.version), options.withExtensions === true);
  const text = JSON.stringify(options.format === "swagger" ? swagger(document) : document, null, 2);
  if (options.out === undefined) terminal.out(text);
  else {
    writeOut(options.out, `${text}\n`);
    terminal.err(`Wrote ${options.out}.`);
  }
  return EXIT.ok;
}
