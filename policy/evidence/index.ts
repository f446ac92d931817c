import { loadExemptions } from "../exemptions/file";
import { guardVersion, type GuardInput } from "../guard";
import { judgeStack } from "../judge";
import { rules as allRules } from "../rules/index";
import { collectEvidence, type Evidence, type EvidenceInput } from "./evidence";

export { type Evidence, EVIDENCE_SCHEMA } from "./evidence";
export { evidenceHtml } from "./html";
export type { FrameworkId } from "./frameworks";

/** Judges a stack and collects what one standard's auditor asks for. */
export function gatherEvidence(
  input: GuardInput,
  of: Pick<EvidenceInput, "framework" | "generatedAt" | "commit">,
): Evidence {
  const rules = input.rules ?? allRules;
  const today = input.today ?? of.generatedAt.toISOString().slice(0, 10);
  const exemptions = loadExemptions(input.exemptions, rules);
  const judged = judgeStack({ ...input, rules, today, exemptions });
  return collectEvidence(judged, {
    ...of,
    project: input.project,
    stack: input.stack,
    guard: guardVersion(),
  });
}
