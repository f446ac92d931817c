import { promisify } from "node:util";
import { gunzip, inflate } from "node:zlib";

import type { Answer } from "../answer";
import type { RequestContext } from "../request/context";
import { PAYLOAD_LIMIT_BYTES } from "../request/readBody";

const DECOMPRESS = { gzip: promisify(gunzip), deflate: promisify(inflate) } as const;

/**
 * Decompresses what the client has compressed, for every REST API: 415 for another coding, and for a body that is not what its
 * `Content-Encoding` says (apigateway/latest/developerguide/api-gateway-make-request-with-compressed-payload.html). AWS
 * does not document what becomes of the header; a body that is decoded goes on without it, and the limit of 10 MB holds for it.
 */
export function contentCodingGate(context: RequestContext): Answer | undefined | Promise<Answer | undefined> {
  const coding = context.arrival.headers["content-encoding"]?.trim().toLowerCase();
  if (coding === undefined || coding === "" || coding === "identity" || context.body.length === 0)
    return undefined;
  if (coding === "gzip" || coding === "deflate") return decompress(context, coding);
  return refused(context, `coding ${coding}`);
}

async function decompress(
  context: RequestContext,
  coding: keyof typeof DECOMPRESS,
): Promise<Answer | undefined> {
  try {
    context.decoded(await DECOMPRESS[coding](context.body, { maxOutputLength: PAYLOAD_LIMIT_BYTES }));
    context.note("coding", "pass", coding);
    return undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_BUFFER_TOO_LARGE")
      return refused(context, `no ${coding}`);
    context.note("coding", "deny", "body too large");
    return context.arrival.stage.responses.answer(context, "REQUEST_TOO_LARGE");
  }
}

function refused(context: RequestContext, reason: string): Answer {
  context.note("coding", "deny", reason);
  return context.arrival.stage.responses.answer(context, "UNSUPPORTED_MEDIA_TYPE");
}
