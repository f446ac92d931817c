import { join } from "node:path";
import { evidenceHtml, type FrameworkId, gatherEvidence } from "../../policy/evidence";
import { contractLines } from "./contractLines";
import { loadGraph } from "./source";
import { EXIT, type Terminal } from "./terminal";
import { commitOf } from "./worktree";
import { writeOut } from "./writeOut";

export interface EvidenceOptions {
  readonly stage: string;
  readonly graph?: string;
  readonly framework: FrameworkId;
  readonly out: string;
}

/** `npm run evidence`: what an auditor of one standard asks for, as a page and as JSON. */
export async function evidence(
  options: EvidenceOptions,
  terminal: Terminal,
  now: Date = new Date(),
): Promise<number> {
  const { graph, project } = await loadGraph(options, terminal);
  const commit = commitOf(project.root);
  const gathered = gatherEvidence(
    { ...graph, locate: contractLines(project.root, graph) },
    { framework: options.framework, generatedAt: now, ...(commit && { commit }) },
  );
  const name = `${graph.stack}-${options.framework}`;
  writeOut(join(options.out, `${name}.html`), evidenceHtml(gathered));
  writeOut(join(options.out, `${name}.json`), `${JSON.stringify(gathered, null, 2)}\n`);
  const failing = gathered.requirements.filter(({ verdict }) => verdict === "violation").length;
  terminal.out(
    `${gathered.framework.name} on ${graph.stack}: ${gathered.requirements.length} requirements, ${failing} with violations.`,
  );
  terminal.out(`Wrote ${join(options.out, name)}.html and .json.`);
  return EXIT.ok;
}
