import type { AnswerHeader } from "../answer";
import type { IntegrationResponseModel } from "../api/model";
import type { RequestContext } from "../request/context";
import { compileMapping } from "../responses/substitution";
import type { BackendAnswer } from "./backend";
import { headerIn } from "./backend";
import { readBodyPath } from "./bodyPath";
import type { MappingTemplate } from "./mappingTemplate";
import { compileMappingTemplate } from "./mappingTemplate";

const HEADER_PREFIX = "method.response.header.";
const BACKEND_HEADER = /^integration\.response\.(?:multivalue)?header\.(.+)$/i;
const BACKEND_BODY = /^integration\.response\.body(?:\.(.+))?$/i;

/** Reads the value of a mapped header from the request and what the backend answered; MOCK has no backend. */
type ResponseSource = (context: RequestContext, backend: BackendAnswer | undefined) => string | undefined;

/** An integration response, compiled. */
export interface ResponseMapping {
  readonly pattern: RegExp | undefined;
  readonly statusCode: number;
  readonly contentHandling: string | undefined;
  readonly templates: ReadonlyMap<string, MappingTemplate>;
  readonly headers: readonly { readonly name: string; readonly value: ResponseSource }[];
  /** No two of the headers differ in case only. */
  readonly distinctHeaders: boolean;
}

function sourceOf(expression: string): ResponseSource | undefined {
  const header = BACKEND_HEADER.exec(expression)?.[1];
  if (header !== undefined)
    return (_, backend) => (backend === undefined ? undefined : headerIn(backend.headers, header));
  const body = BACKEND_BODY.exec(expression);
  if (body !== null) {
    const path = body[1];
    return (_, backend) => {
      const text = backend?.body.toString("utf8");
      return text === undefined || path === undefined ? text : readBodyPath(text, path);
    };
  }
  return compileMapping(expression);
}

export function compileResponse(model: IntegrationResponseModel): ResponseMapping {
  const headers = Object.entries(model.responseParameters).flatMap(([target, expression]) => {
    const value = sourceOf(expression);
    return value === undefined || !target.startsWith(HEADER_PREFIX)
      ? []
      : [{ name: target.slice(HEADER_PREFIX.length), value }];
  });
  return {
    pattern:
      model.selectionPattern === undefined ? undefined : new RegExp(`^(?:${model.selectionPattern})$`, "s"),
    statusCode: model.statusCode,
    contentHandling: model.contentHandling,
    templates: new Map(
      Object.entries(model.responseTemplates).map(([type, source]) => [type, compileMappingTemplate(source)]),
    ),
    headers,
    distinctHeaders: new Set(headers.map(({ name }) => name.toLowerCase())).size === headers.length,
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
  backend?: BackendAnswer,
): AnswerHeader[] {
  const mapped: AnswerHeader[] = [];
  for (const { name, value } of response.headers) {
    const text = value(context, backend);
    if (text !== undefined) mapped.push([name, text]);
  }
  const over = Object.entries(overrides);
  if (over.length === 0 && response.distinctHeaders) return mapped;
  const headers = new Map<string, AnswerHeader>();
  for (const header of [...mapped, ...over]) headers.set(header[0].toLowerCase(), header);
  return [...headers.values()];
}
