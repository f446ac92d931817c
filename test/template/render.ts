import { compileTemplate, type Rendered, type TemplateRequest } from "../../local/gateway/template";

/** What a test may say about a request; the rest is empty. */
export interface Given {
  readonly body?: unknown;
  readonly path?: Record<string, string>;
  readonly querystring?: Record<string, string>;
  readonly header?: Record<string, string>;
  readonly context?: Record<string, unknown>;
  readonly stageVariables?: Record<string, string>;
}

export function request(given: Given = {}): TemplateRequest {
  const { body, path = {}, querystring = {}, header = {}, context = {}, stageVariables = {} } = given;
  const text = body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);
  return { input: { body: text, params: { path, querystring, header } }, context, stageVariables };
}

export function renderAll(source: string, given: Given = {}): Rendered {
  return compileTemplate(source).render(request(given));
}

/** What a template prints. A body that is a string is taken as text, everything else as JSON. */
export const render = (source: string, given: Given = {}): string => renderAll(source, given).output;
