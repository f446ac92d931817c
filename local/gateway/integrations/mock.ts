import type { Answer, AnswerHeader } from "../answer";
import type { IntegrationModel } from "../api/model";
import type { RequestContext } from "../request/context";
import type { Integration } from "../runtime";
import type { Rendered } from "../template";
import type { MappingTemplate } from "./mappingTemplate";
import { compileMappingTemplate } from "./mappingTemplate";
import type { ResponseMapping } from "./responseMapping";
import { compileResponse, mapHeaders, selectResponse, selectTemplate } from "./responseMapping";

/**
 * MOCK integration: the request template's `statusCode` selects the integration response, whose template is the body
 * (apigateway/latest/developerguide/how-to-mock-integration.html).
 */
export function mockIntegration(model: IntegrationModel): Integration {
  const requests = new Map(
    Object.entries(model.requestTemplates).map(([type, source]) => [
      type.toLowerCase(),
      compileMappingTemplate(source),
    ]),
  );
  const responses = model.responses.map(compileResponse);
  const passthrough =
    model.passthroughBehavior === "WHEN_NO_MATCH" ||
    (model.passthroughBehavior === "WHEN_NO_TEMPLATES" && requests.size === 0);
  return (context) => {
    const template = requests.get(context.mediaType);
    if (template === undefined && !passthrough) {
      context.note("integration", "refused", `no template for ${context.mediaType}`);
      return context.arrival.stage.responses.answer(context, "UNSUPPORTED_MEDIA_TYPE");
    }
    context.integrationLatency = 0;
    const status = statusOf(template, context);
    const response = status === undefined ? undefined : selectResponse(responses, status);
    if (response === undefined) {
      context.integrationError =
        status === undefined
          ? "Execution failed due to configuration error: Unable to parse statusCode. It should be an integer but was null"
          : "Execution failed due to configuration error: No match for output mapping and no default output mapping configured";
      context.note("integration", "failed", context.integrationError);
      return context.arrival.stage.responses.answer(context, "API_CONFIGURATION_ERROR");
    }
    context.integrationStatus = Number(status);
    return respond(response, context);
  };
}

/** The status that the request template, or the body passed through, asks for. */
function statusOf(template: MappingTemplate | undefined, context: RequestContext): string | undefined {
  const output = template === undefined ? context.bodyText : template(context, context.bodyText).output;
  return statusIn(output);
}

const PLAIN_200 = '{"statusCode": 200}';

function statusIn(output: string): string | undefined {
  // The template of nearly every MOCK method.
  if (output === PLAIN_200) return "200";
  try {
    const parsed: unknown = JSON.parse(output);
    const status: unknown =
      parsed !== null && typeof parsed === "object" && "statusCode" in parsed ? parsed.statusCode : undefined;
    return Number.isInteger(Number(status)) && status !== null && status !== undefined && status !== ""
      ? String(status)
      : undefined;
  } catch {
    // API Gateway reads templates more leniently than JSON: { statusCode: 200 } is enough.
    return /["']?statusCode["']?\s*:\s*["']?(\d{3})\b/.exec(output)?.[1];
  }
}

function respond(response: ResponseMapping, context: RequestContext): Answer {
  const selected = selectTemplate(response, context.header("accept"));
  const rendered: Rendered | undefined = selected?.template(context, "");
  const headers: AnswerHeader[] = mapHeaders(response, context, rendered?.responseOverride.header ?? {});
  if (!headers.some(([name]) => name.toLowerCase() === "content-type"))
    headers.push(["Content-Type", selected?.contentType ?? "application/json"]);
  const override = rendered?.responseOverride.status;
  const status =
    override !== undefined && override >= 200 && override <= 599 ? override : response.statusCode;
  context.note("integration", "mock", String(status));
  return { status, headers, body: rendered?.output ?? "" };
}
