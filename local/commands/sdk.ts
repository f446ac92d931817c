import { join } from "node:path";
import { devDependencies } from "../../package.json";
import { findApi, oas30, sdk as generate } from "../spec";
import { loadGraph } from "./source";
import { EXIT, type Terminal } from "./terminal";
import { writeOut } from "./writeOut";

export interface SdkOptions {
  readonly stage: string;
  readonly graph?: string;
  readonly api: string;
  readonly version?: string;
  readonly out: string;
}

/** `npm run sdk`: a typed TypeScript client of one API. */
export async function sdk(options: SdkOptions, terminal: Terminal): Promise<number> {
  const { graph } = await loadGraph(options, terminal);
  const api = findApi(graph, options.api, options.version);
  const files = await generate(oas30(api, false), {
    title: api.title,
    openapiFetch: devDependencies["openapi-fetch"],
  });
  for (const [name, content] of Object.entries(files)) writeOut(join(options.out, name), content);
  terminal.err(`Wrote ${Object.keys(files).join(", ")} in ${options.out}.`);
  return EXIT.ok;
}
