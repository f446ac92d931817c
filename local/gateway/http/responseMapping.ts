import type { Answer, AnswerHeader } from "../answer";
import type { HttpContext } from "./context";
import type { Expression } from "./expressions";
import { compileExpression } from "./expressions";
import type { ResponseMappingModel } from "./model";

/** Changes an integration's answer as `responseParameters` say. */
export type ResponseMapping = (context: HttpContext, answer: Answer) => Answer;

interface Change {
  readonly operation: string;
  /** Lower case; undefined for the status code. */
  readonly header: string | undefined;
  readonly value: Expression;
}

const KEY = /^(append|overwrite|remove):header\.(.+)$/i;

function compileChange(key: string, value: string): Change | undefined {
  if (key.toLowerCase() === "overwrite:statuscode")
    return { operation: "overwrite", header: undefined, value: compileExpression(value) };
  const [, operation = "", header = ""] = KEY.exec(key) ?? [];
  return header === ""
    ? undefined
    : { operation: operation.toLowerCase(), header: header.toLowerCase(), value: compileExpression(value) };
}

function apply(changes: readonly Change[], context: HttpContext, answer: Answer): Answer {
  let { status } = answer;
  let headers: AnswerHeader[] = [...answer.headers];
  const response = { status, headers: answer.headers, body: answer.body.toString() };
  for (const { operation, header, value } of changes) {
    const text = operation === "remove" ? undefined : value(context, response);
    if (header === undefined) {
      const mapped = Number(text);
      if (Number.isInteger(mapped) && mapped >= 200 && mapped <= 599) status = mapped;
      continue;
    }
    const known = headers.find(([name]) => name.toLowerCase() === header);
    if (operation === "remove") headers = headers.filter(([name]) => name.toLowerCase() !== header);
    else if (text !== undefined) {
      const joined = operation === "append" && known !== undefined ? `${known[1]},${text}` : text;
      headers = [...headers.filter(([name]) => name.toLowerCase() !== header), [header, joined]];
    }
  }
  return { ...answer, status, headers };
}

/**
 * `responseParameters` of an HTTP API's integration, by the status that the integration answered
 * (apigateway/latest/developerguide/http-api-parameter-mapping.html). Undefined when there are none.
 */
export function compileResponseMapping(
  models: readonly ResponseMappingModel[],
  unknown: (key: string) => void,
): ResponseMapping | undefined {
  const byStatus = new Map<string, Change[]>();
  for (const { statusCode, mappings } of models)
    for (const [key, value] of Object.entries(mappings)) {
      const change = compileChange(key, value);
      if (change === undefined) unknown(key);
      else byStatus.set(statusCode, [...(byStatus.get(statusCode) ?? []), change]);
    }
  if (byStatus.size === 0) return undefined;
  return (context, answer) => {
    const changes = byStatus.get(String(answer.status));
    return changes === undefined ? answer : apply(changes, context, answer);
  };
}
