import type { Answer } from "../answer";
import type { IntegrationModel } from "../api/model";
import type { RequestContext } from "../request/context";
import type { BackendAnswer, BackendOutcome } from "./backend";
import { headerIn } from "./backend";
import { firstAccepted, isBinary } from "./binaryMedia";
import { converted } from "./requestBody";
import { compileResponse, mapHeaders, selectResponse, selectTemplate } from "./responseMapping";

/** Maps what a backend answered; `selector` is what selection patterns are matched with. */
export type ResponseMapper = (context: RequestContext, backend: BackendAnswer, selector: string) => Answer;

/**
 * The integration responses of a method that is no proxy: the first whose pattern matches the whole of the status (or
 * of a function's error message), else the default; none of them is 500
 * (apigateway/latest/developerguide/api-gateway-integration-settings-integration-response.html).
 */
export function compileIntegrationResponses(model: IntegrationModel): ResponseMapper {
  const responses = model.responses.map(compileResponse);
  return (context, backend, selector) => {
    const response = selectResponse(responses, selector);
    if (response === undefined)
      return misconfigured(
        context,
        "No match for output mapping and no default output mapping configured. " +
          `Endpoint Response Status Code: ${backend.status}`,
      );
    const { binaryMediaTypes } = context.arrival.stage.api;
    const backendType = headerIn(backend.headers, "content-type");
    const binary = isBinary(firstAccepted(backendType), binaryMediaTypes);
    const bytes = converted(backend.body, binary, response.contentHandling);
    const selected = selectTemplate(response, context.header("accept"));
    const rendered = selected?.template(context, bytes.toString("utf8"));
    const headers = mapHeaders(response, context, rendered?.responseOverride.header ?? {}, backend);
    if (headerIn(headers, "content-type") === undefined)
      headers.push(["Content-Type", selected?.contentType ?? backendType ?? "application/json"]);
    const override = rendered?.responseOverride.status;
    const status =
      override !== undefined && override >= 200 && override <= 599 ? override : response.statusCode;
    context.note("integration", String(backend.status), `answered as ${status}`);
    return { status, headers, body: rendered?.output ?? bytes };
  };
}

/** 500 for what the program declares wrongly; `reason` is for logs and traces. */
export function misconfigured(context: RequestContext, reason: string): Answer {
  context.integrationError = `Execution failed due to configuration error: ${reason}`;
  context.note("integration", "failed", reason);
  return context.arrival.stage.responses.answer(context, "API_CONFIGURATION_ERROR");
}

/** 504 when no answer came. */
export function unanswered(
  context: RequestContext,
  { kind, error }: Extract<BackendOutcome, { readonly ok: false }>,
): Answer {
  const { responses } = context.arrival.stage;
  context.integrationError =
    kind === "timeout"
      ? "Execution failed due to a timeout error"
      : `Execution failed due to an internal error: ${error}`;
  context.note("integration", kind, error);
  return kind === "timeout"
    ? responses.answer(context, "INTEGRATION_TIMEOUT")
    : responses.answer(context, "INTEGRATION_FAILURE", {
        message: "Network error communicating with endpoint",
      });
}

/** 415: `passthroughBehavior` lets no body of this content type through. */
export function unsupported(context: RequestContext): Answer {
  context.note("integration", "refused", `no template for ${context.mediaType}`);
  return context.arrival.stage.responses.answer(context, "UNSUPPORTED_MEDIA_TYPE");
}
