import { promisify } from "node:util";
import { deflate, gzip } from "node:zlib";

import type { Answer } from "../answer";
import { bodyLength } from "../answer";
import type { RequestContext } from "../request/context";

const COMPRESS = { gzip: promisify(gzip), deflate: promisify(deflate) } as const;

type Coding = keyof typeof COMPRESS;

const isCoding = (name: string): name is Coding => Object.hasOwn(COMPRESS, name);

/**
 * The coding that `Accept-Encoding` asks for, among those of the highest quality the first that API Gateway knows;
 * undefined when that is `identity`, or when it knows none. No header and `*` ask for nothing
 * (apigateway/latest/developerguide/api-gateway-enable-compression.html).
 */
function codingOf(accepted: string): Coding | undefined {
  const ranked = accepted.split(",").map((entry) => {
    const [name = "", ...parameters] = entry.split(";").map((part) => part.trim().toLowerCase());
    const quality = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
    return { name, quality: quality === undefined ? 1 : Number(quality) || 0 };
  });
  const highest = Math.max(...ranked.map(({ quality }) => quality));
  if (highest <= 0) return undefined;
  const known = ranked.find(
    ({ name, quality }) => quality === highest && (name === "identity" || isCoding(name)),
  )?.name;
  return known !== undefined && isCoding(known) ? known : undefined;
}

/**
 * How an answer of the integration, or of the cache before it, is compressed for this caller; undefined when it is not: the
 * API does not ask for it, the body is smaller than it says, or has a coding already
 * (apigateway/latest/developerguide/api-gateway-receive-response-with-compressed-payload.html).
 */
export function codingFor(context: RequestContext, answer: Answer): Coding | undefined {
  const { stage, headers } = context.arrival;
  const { minimumCompressionSize: minimum } = stage.api;
  const accepted = headers["accept-encoding"];
  // Gateway responses are no integration's.
  if (minimum === undefined || typeof accepted !== "string" || context.error !== undefined) return undefined;
  if (context.route === undefined || bodyLength(answer.body) < minimum) return undefined;
  if (answer.headers.some(([name]) => name.toLowerCase() === "content-encoding")) return undefined;
  return codingOf(accepted);
}

/** The answer in a coding. */
export async function compressed(answer: Answer, coding: Coding): Promise<Answer> {
  const body = await COMPRESS[coding](answer.body);
  return { ...answer, headers: [...answer.headers, ["Content-Encoding", coding]], body };
}
