import type { IntegrationModel } from "../api/model";
import type { RequestContext } from "../request/context";
import type { Rendered } from "../template";
import { isBinary } from "./binaryMedia";
import { compileMappingTemplate } from "./mappingTemplate";

/** The body for the backend. */
export interface MappedBody {
  readonly body: string | Buffer;
  /** Media type of the request, whose template made the body. */
  readonly mediaType: string;
  /** Absent when the body passed through. */
  readonly overrides?: Rendered["requestOverride"];
}

/** Undefined: neither a template nor passthrough for this content type, 415. */
export type BodyMapping = (context: RequestContext) => MappedBody | undefined;

/** Bytes or text, as `contentHandling` wants them (apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html). */
export function converted(bytes: Buffer, binary: boolean, contentHandling: string | undefined): Buffer {
  if (contentHandling === "CONVERT_TO_TEXT" && binary) return Buffer.from(bytes.toString("base64"), "utf8");
  if (contentHandling === "CONVERT_TO_BINARY" && !binary)
    return Buffer.from(bytes.toString("utf8"), "base64");
  return bytes;
}

/**
 * Compiles the mapping templates by content type and what happens without one: `passthroughBehavior`
 * (apigateway/latest/developerguide/integration-passthrough-behaviors.html).
 */
export function compileRequestBody(model: IntegrationModel): BodyMapping {
  const templates = new Map(
    Object.entries(model.requestTemplates).map(([type, source]) => [
      type.toLowerCase(),
      compileMappingTemplate(source),
    ]),
  );
  const passthrough =
    model.passthroughBehavior === "WHEN_NO_MATCH" ||
    (model.passthroughBehavior === "WHEN_NO_TEMPLATES" && templates.size === 0);
  return (context) => {
    const { arrival, mediaType } = context;
    const template = templates.get(mediaType);
    if (template === undefined && !passthrough) return undefined;
    const binary = isBinary(mediaType, arrival.stage.api.binaryMediaTypes);
    const bytes = converted(context.body, binary, model.contentHandling);
    if (template === undefined) return { body: bytes, mediaType };
    const rendered = template(context, bytes === context.body ? context.bodyText : bytes.toString("utf8"));
    return { body: rendered.output, mediaType, overrides: rendered.requestOverride };
  };
}
