import { compileTemplate } from "../template";
import { exchangeContext } from "./contextVariables";
import type { Exchange } from "./exchange";
import type { WebSocketIntegrationModel, WebSocketIntegrationResponseModel } from "./model";
import type { Selection } from "./selection";
import { compileSelection, readMessage } from "./selection";

/** Renders the selected template; undefined when there is none for the message. */
export type TemplateSet = (exchange: Exchange, body: string) => string | undefined;

const DEFAULT_KEY = "$default";

/**
 * Templates by key. The selection expression names the key; without a match `$default` is taken
 * (apigateway/latest/developerguide/websocket-api-data-transformations.html). Throws when a template does not parse.
 */
function compileTemplates(
  sources: Readonly<Record<string, string>>,
  expression: string | undefined,
): TemplateSet {
  const templates = new Map(Object.entries(sources).map(([key, source]) => [key, compileTemplate(source)]));
  const select: Selection = expression === undefined ? () => DEFAULT_KEY : compileSelection(expression);
  return (exchange, body) => {
    const key = select(readMessage(exchange.details.body ?? ""));
    const template = (key === undefined ? undefined : templates.get(key)) ?? templates.get(DEFAULT_KEY);
    return template?.render({
      input: { body, params: { path: {}, querystring: {}, header: {} } },
      context: exchangeContext(exchange),
      stageVariables: exchange.stage.variables,
    }).output;
  };
}

/** The request templates of an integration. */
export const compileRequestTemplates = (model: WebSocketIntegrationModel): TemplateSet =>
  compileTemplates(model.requestTemplates, model.templateSelectionExpression);

/** What an integration's answer becomes: the template of the response that its status selects, or the answer itself. */
export function compileResponses(
  models: readonly WebSocketIntegrationResponseModel[],
): (exchange: Exchange, status: number, body: string) => string {
  const responses = models.map(({ key, responseTemplates, templateSelectionExpression }) => ({
    matches: key === DEFAULT_KEY ? undefined : new RegExp(`^(?:${key.replace(/^\/|\/$/g, "")})$`),
    isDefault: key === DEFAULT_KEY,
    render: compileTemplates(responseTemplates, templateSelectionExpression),
  }));
  return (exchange, status, body) => {
    const response =
      responses.find(({ matches }) => matches?.test(String(status)) === true) ??
      responses.find(({ isDefault }) => isDefault);
    return response?.render(exchange, body) ?? body;
  };
}
