import type { Verdict } from "../model/finding";

/** Changes when a field is renamed or taken away; new fields do not change it. */
export const VERDICT_SCHEMA = "gatehouse/verdict/1";

/** The verdict for machines: one JSON document, newline at the end, same findings and order as the text. */
export function formatJson(verdict: Verdict): string {
  return `${JSON.stringify({ schema: VERDICT_SCHEMA, ...verdict }, null, 2)}\n`;
}
