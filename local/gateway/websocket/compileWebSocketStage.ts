import Ajv from "ajv-draft-04";
import addFormats from "ajv-formats";

import type { Declared } from "../declarations";
import { list, number, record, text, textRecord } from "../declarations";
import { methodBucket } from "../gates/throttle";
import type { TokenBucket } from "../gates/tokenBucket";
import { compileLogFormat } from "../http/accessLog";
import { signedCallers } from "../http/iamAuthorizer";
import { authorizerSourceArn } from "../http/sourceArns";
import { readCredentials } from "../iam/credentialStore";
import { mayInvoke } from "../lambdaPermission";
import { connectAuthorizer } from "./authorizer";
import type { IntegrationScope } from "./compileIntegration";
import { compileWebSocketIntegration } from "./compileIntegration";
import { exchangeVariable } from "./contextVariables";
import type { Exchange } from "./exchange";
import type { WebSocketRouteModel } from "./model";
import type { Admission, WebSocketRouteRuntime, WebSocketStageRuntime } from "./runtime";
import type { Message } from "./selection";
import { compileSelection } from "./selection";

export interface WebSocketStageScope extends Omit<IntegrationScope, "stageName" | "variables"> {
  readonly account: TokenBucket;
}

/** Compiles one stage of a WebSocket API. */
export function compileWebSocketStage(stage: Declared, outer: WebSocketStageScope): WebSocketStageRuntime {
  const { api, parts, notices, account } = outer;
  const stageName = text(stage.properties.name) ?? stage.name;
  const variables = textRecord(stage.properties.stageVariables);
  const scope: IntegrationScope = { ...outer, stageName, variables };
  const deployed = stage.properties.autoDeploy === true || text(stage.properties.deploymentId) !== undefined;
  if (!deployed)
    notices.push({
      urn: stage.urn,
      property: "deploymentId",
      message: `Stage ${stageName} has neither autoDeploy nor a deployment: like on AWS, nobody can connect.`,
    });
  const ajv = new Ajv({ strict: false, ownProperties: true, logger: false });
  addFormats(ajv as unknown as Parameters<typeof addFormats>[0]);
  const throttles = throttlesOf(stage);
  const routes = new Map<string, WebSocketRouteRuntime>();
  for (const model of deployed ? api.routes : []) {
    const limits = { ...throttles.stage, ...throttles.byRoute.get(model.routeKey) };
    const accepts = validation(model, ajv, scope);
    if (model.apiKeyRequired)
      notices.push({
        urn: api.urn,
        property: `${model.routeKey} apiKeyRequired`,
        message: `API keys of WebSocket APIs are not executed; ${model.routeKey} is open without one.`,
      });
    routes.set(model.routeKey, {
      model,
      bucket: methodBucket(
        {
          rateLimit: number(limits.throttlingRateLimit),
          burstLimit: number(limits.throttlingBurstLimit),
        },
        parts.clock,
      ),
      ...(accepts === undefined ? {} : { accepts }),
      integration: compileWebSocketIntegration(model, scope),
    });
  }
  const admit = admission(routes.get("$connect")?.model, scope);
  const log = record(stage.properties.accessLogSettings);
  const format = text(log.format);
  const destination = text(log.destinationArn);
  const render = format === undefined ? undefined : compileLogFormat<Exchange>(format, exchangeVariable);
  return {
    api,
    stageName,
    variables,
    selectRoute: compileSelection(api.routeSelectionExpression),
    routes,
    account,
    ...(admit === undefined ? {} : { admit }),
    ...(render === undefined || destination === undefined || parts.writeLog === undefined
      ? {}
      : { writeAccessLog: (exchange) => parts.writeLog?.(destination, render(exchange)) }),
  };
}

function throttlesOf({ properties }: Declared) {
  return {
    stage: record(properties.defaultRouteSettings),
    byRoute: new Map(
      list(properties.routeSettings)
        .map(record)
        .map((settings) => [text(settings.routeKey) ?? "", settings]),
    ),
  };
}

/**
 * The check of a route's messages, when it has a model selection expression: the model that it names, `$default` when
 * there is none of that name, and no pass without either
 * (apigateway/latest/developerguide/websocket-api-request-validation.html).
 */
function validation(
  route: WebSocketRouteModel,
  ajv: Ajv,
  scope: IntegrationScope,
): ((message: Message) => boolean) | undefined {
  if (route.modelSelectionExpression === undefined) return undefined;
  const select = compileSelection(route.modelSelectionExpression);
  try {
    const models = new Map(
      Object.entries(route.models).map(([key, schema]) => [key, ajv.compile(schema as object)] as const),
    );
    return (message) => {
      const key = select(message);
      const model = (key === undefined ? undefined : models.get(key)) ?? models.get("$default");
      return message.json !== undefined && model?.(message.json) === true;
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : "unknown";
    scope.notices.push({
      urn: scope.api.urn,
      property: `${route.routeKey} requestModels`,
      message: `A model of ${route.routeKey} does not compile (${reason}); its messages are refused.`,
    });
    return () => false;
  }
}

/** AWS_IAM on `$connect`: the handshake is signed. */
function signedConnect({ api, stageName, declarations, parts }: IntegrationScope) {
  const judge = signedCallers(parts.credentials ?? readCredentials(declarations), parts.clock);
  const resource = `${api.location.executionArn}/${stageName}/$connect`;
  return async (exchange: Exchange): Promise<Admission> => {
    const { handshake } = exchange.details;
    const verdict = handshake && judge(handshake.arrival, api.location.region, resource);
    if (verdict?.ok === true) {
      exchange.note("authorizer", "allow", verdict.credentials.principal.callerArn);
      return { ok: true };
    }
    const reason = verdict?.reason ?? "no handshake";
    exchange.authorizerError = reason;
    exchange.note("authorizer", "deny", reason);
    return { ok: false, status: 403, message: "Forbidden", reason };
  };
}

function admission(
  connect: WebSocketRouteModel | undefined,
  scope: IntegrationScope,
): ((exchange: Exchange) => Promise<Admission>) | undefined {
  const authorization = connect?.authorization;
  if (authorization === undefined || authorization.type === "NONE") return undefined;
  const { api, declarations, notices, parts } = scope;
  const property = "$connect authorization";
  if (authorization.type === "AWS_IAM") return signedConnect(scope);
  if (authorization.type === "NOT_EXECUTED") {
    const { what } = authorization;
    const message = `The rehearsal does not execute ${what} of WebSocket APIs; nobody can connect, the handshake answers 501.`;
    notices.push({ urn: api.urn, property, message });
    return async (exchange) => {
      exchange.note("authorizer", "not-executed", what);
      return { ok: false, status: 501, message: `The rehearsal does not execute ${what}.`, reason: what };
    };
  }
  const { authorizer } = authorization;
  const source = authorizerSourceArn(api.location.executionArn, authorizer.id);
  if (authorizer.credentials !== undefined || mayInvoke(declarations, authorizer.functionArn, [source]))
    return connectAuthorizer(authorizer, parts);
  const reason = `No aws.lambda.Permission lets API Gateway invoke ${authorizer.functionArn} from ${source}.`;
  notices.push({ urn: api.urn, property, message: `${reason} Like on AWS, every handshake answers 500.` });
  return async (exchange) => {
    exchange.authorizerError = reason;
    exchange.note("authorizer", "failed", reason);
    return { ok: false, status: 500, message: "Internal server error", reason };
  };
}
