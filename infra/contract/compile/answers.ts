import type { ContractBindings } from "../bindings";
import type { ContractAnswer, ContractIntegration, Json, JsonObject } from "../contract";
import { objectAt } from "../json";
import { allowedOrigin, literal, responseParameters } from "./cors";

const JSON_TYPE = "application/json";

/** Type of a declared response's body. */
export const contentType = (response: JsonObject): string =>
  Object.keys(objectAt(response.content))[0] ?? JSON_TYPE;

/** Headers that API Gateway itself puts on an answer that it writes: who may read it, and what the stage adds. */
function staticHeaders(bindings: ContractBindings): Readonly<Record<string, string>> {
  const added = Object.entries(bindings.headers ?? {}).map(
    ([name, value]) => [name, literal(value)] as const,
  );
  return { ...allowedOrigin(bindings.cors).headers, ...Object.fromEntries(added) };
}

/** Headers that an operation's response has to declare beside its own, since a mapping or a template sets them. */
export function ownHeaders(
  integration: ContractIntegration,
  status: string,
  type: string,
  bindings: ContractBindings,
): string[] {
  if (integration.kind === "lambda") return [];
  const origin = bindings.cors.allowOrigins.length > 0 ? ["Access-Control-Allow-Origin"] : [];
  const own = [...origin, ...Object.keys(staticHeaders(bindings))];
  if (integration.kind === "mock") return own;
  if (integration.answers.length === 0) return [];
  const mapped = integration.answers.filter((answer) => answer.status === status);
  return [
    ...own,
    ...(type === JSON_TYPE ? [] : ["Content-Type"]),
    ...mapped.flatMap(({ headers }) => Object.keys(headers)),
  ];
}

/** One integration response: status, headers, and the template behind the VTL that tells the allowed origin. */
export function answer(
  { status, template, headers }: Omit<ContractAnswer, "pattern">,
  type: string,
  bindings: ContractBindings,
): JsonObject {
  const all = {
    ...staticHeaders(bindings),
    // The template is chosen by the request's Accept header, so it stands under the type that every client gets.
    ...(type === JSON_TYPE ? {} : { "Content-Type": literal(type) }),
    ...headers,
  };
  return {
    statusCode: status,
    ...(Object.keys(all).length > 0 ? { responseParameters: responseParameters(all) } : {}),
    responseTemplates: { [JSON_TYPE]: `${allowedOrigin(bindings.cors).template}${template.trim()}` },
  };
}

/** Integration responses by pattern. `types`: status → type of the declared body. */
export const answers = (
  list: readonly ContractAnswer[],
  types: Readonly<Record<string, string>>,
  bindings: ContractBindings,
): Record<string, Json> =>
  Object.fromEntries(
    list.map(({ pattern, ...rest }) => [pattern, answer(rest, types[rest.status] ?? JSON_TYPE, bindings)]),
  );
