import type { Answer } from "../answer";
import type { IntegrationModel } from "../api/model";
import type { FunctionResult, GatewayParts } from "../gatewayParts";
import type { RequestContext } from "../request/context";
import { traceId } from "../request/identifiers";
import type { Integration } from "../runtime";
import { firstAccepted, isBinary } from "./binaryMedia";
import { invokeWithin } from "./invokeWithin";
import { proxyAnswer } from "./proxyAnswer";
import { proxyEvent } from "./proxyEvent";

/**
 * Lambda proxy integration (AWS_PROXY). A rejected invocation is 500, a function error or a malformed answer 502,
 * no answer in time 504 (lambda/latest/dg/services-apigateway-errors.html).
 */
export function lambdaProxy(
  functionArn: string,
  model: IntegrationModel,
  parts: Pick<GatewayParts, "clock" | "invokeFunction">,
): Integration {
  return async (context): Promise<Answer> => {
    const startedAt = parts.clock.now();
    const outcome = await invokeWithin(parts, functionArn, proxyEvent(context), model.timeoutMilliseconds);
    context.integrationLatency = parts.clock.now() - startedAt;
    if (outcome === "integration-timeout") {
      context.integrationError = "Execution failed due to a timeout error";
      context.note("integration", "timeout", `${model.timeoutMilliseconds} ms`);
      return context.arrival.stage.responses.answer(context, "INTEGRATION_TIMEOUT");
    }
    return outcome.ok ? succeeded(context, outcome.payload) : failed(context, outcome);
  };
}

function succeeded(context: RequestContext, payload: unknown): Answer {
  const { arrival } = context;
  context.integrationStatus = 200;
  const accepted = firstAccepted(context.header("accept"));
  const answer = proxyAnswer(payload, isBinary(accepted, arrival.stage.api.binaryMediaTypes));
  if (answer === undefined) {
    context.integrationError = "Execution failed due to configuration error: Malformed Lambda proxy response";
    context.note("integration", "failed", "malformed Lambda proxy response");
    return arrival.stage.responses.answer(context, "DEFAULT_5XX", { status: 502 });
  }
  context.note("integration", "lambda", String(answer.status));
  const trace = context.header("x-amzn-trace-id") ?? traceId(arrival.requestId, arrival.receivedAt);
  // Not part of the answer: an entry of the cache must not carry another request's trace.
  (context.extraHeaders ??= []).push(["X-Amzn-Trace-Id", trace]);
  return answer;
}

function failed(context: RequestContext, result: Extract<FunctionResult, { readonly ok: false }>): Answer {
  const what = result.errorMessage ?? result.errorType ?? result.kind;
  context.integrationError = what;
  context.note("integration", "failed", `${result.kind}: ${what}`);
  // Lambda refused the call: 500. The function ran and failed, or ran out of its own time: 502.
  const refused = result.kind === "not-found" || result.kind === "throttled";
  context.integrationStatus = result.kind === "not-found" ? 404 : result.kind === "throttled" ? 429 : 200;
  return context.arrival.stage.responses.answer(context, "DEFAULT_5XX", { status: refused ? 500 : 502 });
}
