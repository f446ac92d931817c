import type { GatewayParts } from "../gatewayParts";
import { invokeWithin } from "../http/invoke";
import { policyDecision } from "../http/lambdaAuthorizer";
import type { LambdaAuthorizerModel } from "../http/model";
import { exchangeVariable } from "./contextVariables";
import { handshakeParts, requestContext } from "./event";
import type { Exchange } from "./exchange";
import { TIMEOUT_MILLISECONDS } from "./model";
import type { Admission } from "./runtime";

type Source = (exchange: Exchange) => string | undefined;

const SOURCE = /^(?:route\.request\.(header|querystring)|(context)|(stageVariables))\.(.+)$/;

/** `route.request.header.Auth`, `route.request.querystring.token`, `context.…` or `stageVariables.…`. */
function compileSource(expression: string): Source {
  const [, place, context, , name = ""] = SOURCE.exec(expression) ?? [];
  if (place === "querystring")
    return ({ details }) => details.handshake?.query.findLast(([key]) => key === name)?.[1];
  if (place === "header") {
    const lower = name.toLowerCase();
    return ({ details }) => details.handshake?.headers.findLast(([key]) => key.toLowerCase() === lower)?.[1];
  }
  return context === undefined ? ({ stage }) => stage.variables[name] : exchangeVariable(name);
}

const refused = (exchange: Exchange, status: 401 | 403 | 500, message: string, reason: string): Admission => {
  exchange.authorizerError = reason;
  exchange.authorizerStatus = status;
  exchange.note("authorizer", status === 500 ? "failed" : "deny", reason);
  return { ok: false, status, message, reason };
};

/** Authorizer values reach functions as text, numbers and booleans; others are dropped. */
const plainValues = (context: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(context).filter(([, value]) => ["string", "number", "boolean"].includes(typeof value)),
  );

/**
 * The Lambda authorizer of `$connect`. A missing identity source, or a function that throws "Unauthorized", is 401; a
 * policy that does not allow is 403; anything else that fails is 500. Nothing is cached
 * (apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html).
 */
export function connectAuthorizer(
  model: LambdaAuthorizerModel,
  parts: Pick<GatewayParts, "clock" | "invokeFunction">,
): (exchange: Exchange) => Promise<Admission> {
  const sources = model.identitySources.map((expression) => ({
    expression,
    read: compileSource(expression),
  }));
  return async (exchange) => {
    const missing = sources.find(({ read }) => (read(exchange) ?? "") === "");
    if (missing !== undefined) return refused(exchange, 401, "Unauthorized", `no ${missing.expression}`);
    const { api, stageName } = exchange.stage;
    const methodArn = `${api.location.executionArn}/${stageName}/$connect`;
    const event = {
      type: "REQUEST",
      methodArn,
      ...handshakeParts(exchange),
      requestContext: requestContext(exchange),
    };
    const startedAt = parts.clock.now();
    const result = await invokeWithin(parts, model.functionArn, event, TIMEOUT_MILLISECONDS);
    const integrationLatency = (exchange.authorizerLatency = parts.clock.now() - startedAt);
    if (result === "timeout")
      return refused(exchange, 500, "Internal server error", "the authorizer is too slow");
    if (!result.ok)
      return result.errorMessage === "Unauthorized"
        ? refused(exchange, 401, "Unauthorized", "the authorizer threw Unauthorized")
        : refused(exchange, 500, "Internal server error", result.errorMessage ?? result.kind);
    const decision = policyDecision(result.payload);
    if (decision === undefined)
      return refused(exchange, 500, "Internal server error", "the authorizer's answer is malformed");
    if (!decision.allows(methodArn))
      return refused(exchange, 403, "Forbidden", "the policy does not allow it");
    exchange.authorizerStatus = 200;
    exchange.note("authorizer", "allow");
    return {
      ok: true,
      context: {
        ...plainValues(decision.context),
        ...(decision.principalId === undefined ? {} : { principalId: decision.principalId }),
        integrationLatency,
      },
    };
  };
}
