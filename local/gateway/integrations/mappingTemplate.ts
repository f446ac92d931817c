import { contextObject } from "../contextVariables";
import type { RequestContext } from "../request/context";
import type { Rendered } from "../template";
import { compileTemplate } from "../template";

/** Renders a mapping template for a request, with `body` as `$input.body`. */
export type MappingTemplate = (context: RequestContext, body: string) => Rendered;

const NO_OVERRIDES = {
  requestOverride: { header: {}, path: {}, querystring: {} },
  responseOverride: { header: {} },
};

/** A template compiled once; one without `$` and `#` is its own output, as that of most health checks. */
export function compileMappingTemplate(source: string): MappingTemplate {
  if (!source.includes("$") && !source.includes("#")) {
    const rendered: Rendered = { output: source, ...NO_OVERRIDES };
    return () => rendered;
  }
  const template = compileTemplate(source);
  return (context, body) =>
    template.render({
      input: {
        body,
        params: {
          path: context.pathParameters ?? {},
          querystring: Object.fromEntries(context.query),
          header: Object.fromEntries(context.headers),
        },
      },
      context: contextObject(context),
      stageVariables: context.arrival.stage.variables,
    });
}
