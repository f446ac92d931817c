import { Context } from "./context";
import { locate } from "./cursor";
import { Evaluator } from "./evaluate";
import { Input, stageVariableMap } from "./input";
import { parseTemplate } from "./parse";
import { TemplateError, type Rendered, type Template, type TemplateRequest } from "./types";
import { Util } from "./util";

/** API Gateway quota: "Maximum mapping template size", in bytes. */
const TEMPLATE_LIMIT = 300 * 1024;

const util = new Util();

/** Parses a mapping template once. @throws TemplateError GH4101 with line and column, GH4103 when it is too large. */
export function compileTemplate(source: string): Template {
  if (Buffer.byteLength(source) > TEMPLATE_LIMIT) {
    throw new TemplateError("GH4103", "the template is larger than 300 KB, the most that API Gateway takes");
  }
  const parsed = parseTemplate(source);
  return {
    render(request: TemplateRequest): Rendered {
      const context = new Context(request.context);
      const globals = {
        input: new Input(request.input),
        util,
        context,
        stageVariables: stageVariableMap(request.stageVariables),
      };
      try {
        const output = new Evaluator(source, parsed, globals).render();
        return { output, ...context.overrides() };
      } catch (error) {
        if (error instanceof TemplateError) throw error;
        const { line, column } = locate(source, 0);
        // What is left are the platform's own limits: the call stack and the length of strings.
        const code = error instanceof RangeError ? "GH4103" : "GH4102";
        throw new TemplateError(code, error instanceof Error ? error.message : String(error), line, column);
      }
    },
  };
}
