import { formatJson } from "./json";
import { formatJunit } from "./junit";
import { formatMarkdown } from "./markdown";
import type { Report } from "./report";
import { formatSarif } from "./sarif";
import { formatText, type TextOptions } from "./text";

/** The forms of a report: the same findings in the same order in each. */
export const FORMATS = ["text", "markdown", "sarif", "junit", "json"] as const;
export type Format = (typeof FORMATS)[number];

/** A report in one of its forms, with a newline at the end; Markdown is empty when nothing changed against the base. */
export function formatReport(report: Report, format: Format, options: TextOptions = {}): string {
  switch (format) {
    case "text":
      return formatText(report, options);
    case "markdown":
      return formatMarkdown([report]);
    case "sarif":
      return formatSarif(report);
    case "junit":
      return formatJunit(report);
    case "json":
      return formatJson(report);
  }
}
