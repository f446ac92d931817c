import type { Answer } from "../answer";
import type { GatewayParts } from "../gatewayParts";
import type { HttpContext } from "./context";
import { eventV2 } from "./event";
import { eventV1 } from "./eventV1";
import { invokeWithin } from "./invoke";
import { lambdaAnswer } from "./lambdaAnswer";
import type { HttpIntegrationModel } from "./model";
import type { RequestMapping } from "./outgoing";
import { refuse } from "./refusal";

/**
 * Lambda proxy integration. A function that fails or answers nonsense is 500, one that is too slow 503
 * (apigateway/latest/developerguide/http-api-troubleshooting-lambda.html).
 */
export function lambdaIntegration(
  functionArn: string,
  model: HttpIntegrationModel,
  map: RequestMapping,
  parts: Pick<GatewayParts, "clock" | "invokeFunction">,
): (context: HttpContext) => Promise<Answer> {
  const event = model.payloadFormatVersion === "2.0" ? eventV2 : eventV1;
  return async (context) => {
    const startedAt = parts.clock.now();
    const outcome = await invokeWithin(
      parts,
      functionArn,
      event(context, map(context)),
      model.timeoutMilliseconds,
    );
    context.integrationLatency = parts.clock.now() - startedAt;
    if (outcome === "timeout") {
      context.integrationError = `The integration did not answer within ${model.timeoutMilliseconds} ms`;
      context.note("integration", "timeout", `${model.timeoutMilliseconds} ms`);
      return refuse(context, 503, "INTEGRATION_TIMEOUT");
    }
    if (!outcome.ok) {
      context.integrationError = outcome.errorMessage ?? outcome.errorType ?? outcome.kind;
      context.integrationStatus =
        outcome.kind === "not-found" ? 404 : outcome.kind === "throttled" ? 429 : 200;
      context.note("integration", "failed", `${outcome.kind}: ${context.integrationError}`);
      return refuse(context, 500, "INTEGRATION_FAILURE");
    }
    context.integrationStatus = 200;
    const answer = lambdaAnswer(outcome.payload, model.payloadFormatVersion);
    if (answer === undefined) {
      context.integrationError =
        "The response from the Lambda function doesn't match the format that API Gateway expects";
      context.note("integration", "failed", "malformed Lambda proxy response");
      return refuse(context, 500, "INTEGRATION_FAILURE");
    }
    context.note("integration", "lambda", String(answer.status));
    return answer;
  };
}
