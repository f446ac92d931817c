import type { Comparison } from "./compare";
import { reported, type Report } from "./report";

/** Changes when a field is renamed or taken away; new fields do not change it. */
export const VERDICT_SCHEMA = "gatehouse/verdict/1";

const compared = ({ statuses, fixed, levels }: Comparison) => {
  const values = [...statuses.values()];
  return {
    new: values.filter((status) => status === "new").length,
    known: values.filter((status) => status === "known").length,
    fixed,
    levels,
  };
};

/**
 * The verdict for machines: one JSON document, newline at the end, same findings and order as the text. Its schema is
 * verdict.schema.json beside this file.
 */
export function formatJson(report: Report): string {
  const { verdict, comparison, plan } = report;
  const document = {
    schema: VERDICT_SCHEMA,
    ...verdict,
    findings: reported(report),
    ...(comparison && { comparison: compared(comparison) }),
    ...(plan && { plan }),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
