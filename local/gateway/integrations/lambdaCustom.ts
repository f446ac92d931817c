import type { Answer } from "../answer";
import type { IntegrationModel } from "../api/model";
import type { FunctionResult, GatewayParts } from "../gatewayParts";
import type { RequestContext } from "../request/context";
import type { Integration } from "../runtime";
import type { BackendAnswer } from "./backend";
import { compileIntegrationResponses, misconfigured, unanswered, unsupported } from "./integrationResponse";
import { invokeWithin } from "./invokeWithin";
import { outgoingParameters } from "./outgoingRequest";
import { compileRequestBody } from "./requestBody";
import { compileRequestParameters } from "./requestParameters";

const json = (status: number, value: unknown): BackendAnswer => ({
  status,
  headers: [["Content-Type", "application/json"]],
  body: Buffer.from(value === undefined ? "" : JSON.stringify(value)),
});

/** What Lambda's Invoke answers for a function that failed. */
const failed = (result: Extract<FunctionResult, { readonly ok: false }>): BackendAnswer =>
  json(200, {
    errorMessage: result.errorMessage ?? result.kind,
    ...(result.errorType === undefined ? {} : { errorType: result.errorType }),
  });

/**
 * Lambda integration that is no proxy (type AWS): a mapping template makes the event, and the error message, not the
 * status, selects the response (apigateway/latest/developerguide/set-up-lambda-custom-integrations.html). A mapped
 * `X-Amz-Invocation-Type: Event` does not wait for the function.
 */
export function lambdaCustomIntegration(
  functionArn: string,
  model: IntegrationModel,
  parts: Pick<GatewayParts, "clock" | "invokeFunction">,
): Integration {
  const mapBody = compileRequestBody(model);
  const mapping = compileRequestParameters(model.requestParameters);
  const respond = compileIntegrationResponses(model);
  return async (context): Promise<Answer> => {
    const mapped = mapBody(context);
    if (mapped === undefined) return unsupported(context);
    const { headers } = outgoingParameters(mapping, context, mapped);
    const event = eventOf(mapped.body.toString());
    if (event === undefined)
      return misconfigured(context, "Unable to transform request: the event is no JSON");
    if (headers.get("x-amz-invocation-type")?.[1] === "Event") {
      parts.invokeFunction(functionArn, event.value, {}).catch(() => undefined);
      context.integrationStatus = 202;
      return respond(context, json(202, undefined), "");
    }
    const startedAt = parts.clock.now();
    const outcome = await invokeWithin(parts, functionArn, event.value, model.timeoutMilliseconds);
    context.integrationLatency = parts.clock.now() - startedAt;
    if (outcome === "integration-timeout")
      return unanswered(context, {
        ok: false,
        kind: "timeout",
        error: `no answer within ${model.timeoutMilliseconds} ms`,
      });
    return answered(context, outcome, respond);
  };
}

function eventOf(body: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(body === "" ? "{}" : body) as unknown };
  } catch {
    return undefined;
  }
}

function answered(
  context: RequestContext,
  outcome: FunctionResult,
  respond: ReturnType<typeof compileIntegrationResponses>,
): Answer {
  context.integrationStatus = 200;
  if (outcome.ok) return respond(context, json(200, outcome.payload), "");
  // Lambda itself refused: API Gateway has no answer to map.
  if (outcome.kind === "not-found" || outcome.kind === "throttled") {
    context.integrationStatus = outcome.kind === "not-found" ? 404 : 429;
    context.integrationError = outcome.errorMessage ?? outcome.kind;
    context.note("integration", "failed", context.integrationError);
    return context.arrival.stage.responses.answer(context, "DEFAULT_5XX", { status: 500 });
  }
  return respond(context, failed(outcome), outcome.errorMessage ?? outcome.kind);
}
