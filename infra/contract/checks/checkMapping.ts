import { nearestKey } from "../../spelling";
import type { HttpIntegration, ServiceIntegration } from "../contract";
import type { DocumentOperation } from "../documentOperations";
import { objectAt } from "../json";
import type { ProblemCollector } from "../problemCollector";
import { checkServiceTemplate } from "./checkServiceTemplate";

/** The part of a hint that says how request and answer are rewritten. */
export interface MappedHint {
  readonly parameters: Readonly<Record<string, string>>;
  readonly responses?: Readonly<
    Record<
      string,
      {
        readonly status: number | string;
        readonly template: string;
        readonly headers: Readonly<Record<string, string>>;
      }
    >
  >;
}

type Mapped = ServiceIntegration | HttpIntegration;

const PLACES: Readonly<Record<string, string>> = {
  path: "path",
  query: "querystring",
  header: "header",
};

/**
 * A mapping that API Gateway would take and then do something else with: an answer that no pattern names becomes a
 * 200, a parameter that the method does not declare stops the import, a template that hands text on lets the caller
 * write the service's own parameters.
 */
export function checkMapping(
  item: DocumentOperation,
  integration: Mapped,
  at: readonly string[],
  problems: ProblemCollector,
): void {
  checkParameters(item, integration, at, problems);
  checkAnswers(item, integration, at, problems);
  if (integration.kind === "service") checkServiceTemplate(item, integration, at, problems);
  else checkBody(item, integration, at, problems);
}

function checkParameters(
  item: DocumentOperation,
  integration: Mapped,
  at: readonly string[],
  problems: ProblemCollector,
): void {
  const name = `${item.method} ${item.path}`;
  const declared = item.parameters.map(
    (parameter) => `method.request.${PLACES[String(parameter.in)] ?? ""}.${String(parameter.name)}`,
  );
  for (const [key, expression] of Object.entries(integration.parameters)) {
    if (!expression.startsWith("method.request.") || expression.startsWith("method.request.body")) continue;
    const single = expression
      .replace("multivaluequerystring", "querystring")
      .replace("multivalueheader", "header");
    if (declared.includes(single)) continue;
    const close = nearestKey(single, declared);
    const fix = close === undefined ? "declare it in parameters" : `did you mean ${close}?`;
    problems.add("GH1219", [...at, "parameters", key], `${name} has no parameter for ${expression}`, fix);
  }
  if (integration.kind === "service") return;
  const inPath = [...integration.path.matchAll(/\{([^}+]+)\+?\}/g)].map((match) => match[1] ?? "");
  for (const part of inPath) {
    if (`path.${part}` in integration.parameters) continue;
    const what = `${name} does not say what stands for {${part}} in the backend's path`;
    problems.add(
      "GH1219",
      [...at, "path"],
      what,
      `add path.${part}: method.request.path.${part} to parameters`,
    );
  }
  for (const key of Object.keys(integration.parameters)) {
    if (!key.startsWith("path.") || inPath.includes(key.slice("path.".length))) continue;
    const what = `${key} is not in the backend's path ${integration.path}`;
    problems.add("GH1219", [...at, "parameters", key], what, "put it into the path in braces, or remove it");
  }
}

function checkAnswers(
  item: DocumentOperation,
  integration: Mapped,
  at: readonly string[],
  problems: ProblemCollector,
): void {
  const name = `${item.method} ${item.path}`;
  const { answers } = integration;
  // Through a VPC link a backend of one's own may answer as it is.
  if (answers.length === 0 && integration.kind === "vpcLink") return;
  const statuses = Object.keys(objectAt(item.operation.responses));
  for (const { pattern, status } of answers) {
    const place = [...at, "responses", pattern];
    if (!isPattern(pattern))
      problems.add(
        "GH1219",
        place,
        `${pattern} is no regular expression`,
        'write it as "2\\\\d{2}" or default',
      );
    if (!statuses.includes(status)) {
      const what = `${name} answers ${status}, which its responses do not declare`;
      problems.add("GH1219", [...place, "status"], what, `declare it, or use one of ${statuses.join(", ")}`);
    }
  }
  const rest = answers.find(({ pattern }) => pattern === "default");
  if (rest === undefined || !rest.status.startsWith("5")) {
    const what = `${name} would answer ${rest?.status ?? "200"} to what no pattern names`;
    const fix = "add default with a status from 500 on, and a pattern for each answer that is expected";
    problems.add(
      "GH1219",
      rest === undefined ? [...at, "responses"] : [...at, "responses", "default"],
      what,
      fix,
    );
  }
  if (answers.every(({ pattern }) => pattern === "default")) {
    const what = `${name} never succeeds: no pattern names a good answer`;
    problems.add("GH1219", [...at, "responses"], what, 'add one, such as "200"');
  }
}

function isPattern(pattern: string): boolean {
  if (pattern === "default") return true;
  try {
    return new RegExp(pattern) instanceof RegExp;
  } catch {
    return false;
  }
}

/** A backend that is not a proxy gets no body that no template writes. */
function checkBody(
  item: DocumentOperation,
  integration: HttpIntegration,
  at: readonly string[],
  problems: ProblemCollector,
): void {
  const hasBody = item.operation.requestBody !== undefined;
  if (!hasBody || integration.request !== undefined || integration.answers.length === 0) return;
  const what = `the body of ${item.method} ${item.path} would not reach the backend`;
  problems.add("GH1219", at, what, "add request: <file>.vtl, the template of the body that the backend gets");
}
