import type { Declarations } from "../declarations";
import type { GatewayParts } from "../gatewayParts";
import { functionArnOf } from "../http/model";
import { mayInvoke } from "../lambdaPermission";
import type { Notice } from "../notice";
import type { Exchange } from "./exchange";
import { lambdaIntegration } from "./lambdaIntegration";
import type { WebSocketApiModel, WebSocketIntegrationModel, WebSocketRouteModel } from "./model";
import type { Outcome } from "./runtime";
import { compileRequestTemplates, compileResponses } from "./templates";

type Integration = (exchange: Exchange) => Promise<Outcome>;

export interface IntegrationScope {
  readonly declarations: Declarations;
  readonly api: WebSocketApiModel;
  readonly stageName: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly parts: GatewayParts;
  readonly notices: Notice[];
}

/** The integration of a route; what cannot be executed is named in the notices and answers an error. */
export function compileWebSocketIntegration(
  route: WebSocketRouteModel,
  scope: IntegrationScope,
): Integration {
  const { integration: model } = route;
  try {
    if (model.type === "MOCK") return mockIntegration(model);
    const functionArn = functionArnOf(
      model.uri.replace(
        /\$\{stageVariables\.([A-Za-z0-9_]+)\}/g,
        (_, name: string) => scope.variables[name] ?? "",
      ),
    );
    if ((model.type === "AWS_PROXY" || model.type === "AWS") && /^arn:[\w-]+:lambda:/.test(functionArn))
      return lambda(route, functionArn, scope);
  } catch (error) {
    return failing(
      route,
      scope,
      `${error instanceof Error ? error.message : "A template does not compile"}.`,
    );
  }
  if (model.type === "NONE") return failing(route, scope, "The route has no integration.");
  const what = `${model.type} integrations of WebSocket APIs`;
  scope.notices.push({
    urn: scope.api.urn,
    property: `${route.routeKey} integration`,
    message: `The rehearsal does not execute ${what}; every call of ${route.routeKey} fails.`,
  });
  return () => Promise.resolve({ status: 501, failure: `The rehearsal does not execute ${what}.` });
}

function failing(route: WebSocketRouteModel, scope: IntegrationScope, reason: string): Integration {
  scope.notices.push({
    urn: scope.api.urn,
    property: `${route.routeKey} integration`,
    message: `${reason} Like on AWS, every call of ${route.routeKey} fails with "Internal server error".`,
  });
  return () => Promise.resolve({ status: 500, failure: reason });
}

function lambda(route: WebSocketRouteModel, functionArn: string, scope: IntegrationScope): Integration {
  const { integration: model } = route;
  const source = `${scope.api.location.executionArn}/${scope.stageName}/${route.routeKey}`;
  if (model.credentials === undefined && !mayInvoke(scope.declarations, functionArn, [source]))
    return failing(
      route,
      scope,
      `No aws.lambda.Permission lets API Gateway invoke ${functionArn} from ${source}.`,
    );
  if (model.type === "AWS_PROXY")
    return lambdaIntegration(functionArn, model.timeoutMilliseconds, scope.parts);
  const request = compileRequestTemplates(model);
  const responses = compileResponses(model.responses);
  return lambdaIntegration(functionArn, model.timeoutMilliseconds, scope.parts, {
    event: (exchange) =>
      parsed(request(exchange, exchange.details.body ?? "") ?? exchange.details.body ?? ""),
    respond: (exchange, payload) => responses(exchange, 200, payload),
  });
}

/** What a function gets is JSON; text that is none reaches it as text. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** MOCK: the request template's status selects the response, whose template is the body. */
function mockIntegration(model: WebSocketIntegrationModel): Integration {
  const request = compileRequestTemplates(model);
  const responses = compileResponses(model.responses);
  return async (exchange) => {
    const rendered = request(exchange, exchange.details.body ?? "") ?? "";
    const status = Number(/["']?statusCode["']?\s*:\s*["']?(\d{3})\b/.exec(rendered)?.[1] ?? 200);
    exchange.integrationStatus = status;
    exchange.integrationLatency = 0;
    const body = model.responses.length === 0 ? "" : responses(exchange, status, "");
    return { status, ...(body === "" ? {} : { body }) };
  };
}
