import type { AnswerHeader } from "../answer";
import type { IntegrationResponseModel } from "../api/model";
import type { RequestContext } from "../request/context";
import type { Source } from "../responses/substitution";
import { compileMapping } from "../responses/substitution";
import type { MappingTemplate } from "./mappingTemplate";
import { compileMappingTemplate } from "./mappingTemplate";

const HEADER_PREFIX = "method.response.header.";

/** An integration response, compiled. */
export interface ResponseMapping {
  readonly pattern: RegExp | undefined;
  readonly statusCode: number;
  readonly templates: ReadonlyMap<string, MappingTemplate>;
  readonly headers: readonly { readonly name: string; readonly value: Source }[];
}

export function compileResponse(model: IntegrationResponseModel): ResponseMapping {
  return {
    pattern: model.selectionPattern === undefined ? undefined : new RegExp(`^(?:${model.selectionPattern})$`),
    statusCode: model.statusCode,
    templates: new Map(
      Object.entries(model.responseTemplates).map(([type, source]) => [type, compileMappingTemplate(source)]),
    ),
    headers: Object.entries(model.responseParameters).flatMap(([target, expression]) => {
      const value = compileMapping(expression);
      return value === undefined || !target.startsWith(HEADER_PREFIX)
        ? []
        : [{ name: target.slice(HEADER_PREFIX.length), value }];
    }),
  };
}

/** The response whose pattern matches, else the default one. */
export function selectResponse(
  responses: readonly ResponseMapping[],
  status: string,
): ResponseMapping | undefined {
  return (
    responses.find(({ pattern }) => pattern?.test(status) === true) ??
    responses.find(({ pattern }) => pattern === undefined)
  );
}

/** The template for the client's `Accept`, else that for JSON, else the first. */
export function selectTemplate(
  response: ResponseMapping,
  accept: string | undefined,
): { readonly contentType: string; readonly template: MappingTemplate } | undefined {
  const wanted = accept === undefined ? undefined : response.templates.get(accept);
  if (accept !== undefined && wanted !== undefined) return { contentType: accept, template: wanted };
  const json = response.templates.get("application/json");
  if (json !== undefined) return { contentType: "application/json", template: json };
  const first = response.templates.entries().next();
  return first.done === true ? undefined : { contentType: first.value[0], template: first.value[1] };
}

/** Mapped headers, and over them those of `$context.responseOverride`. */
export function mapHeaders(
  response: ResponseMapping,
  context: RequestContext,
  overrides: Readonly<Record<string, string>>,
): AnswerHeader[] {
  const headers = new Map<string, AnswerHeader>();
  for (const { name, value } of response.headers) {
    const text = value(context);
    if (text !== undefined) headers.set(name.toLowerCase(), [name, text]);
  }
  for (const [name, value] of Object.entries(overrides)) headers.set(name.toLowerCase(), [name, value]);
  return [...headers.values()];
}
