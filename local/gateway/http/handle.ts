import type { IncomingMessage, ServerResponse } from "node:http";

import type { Answer, AnswerHeader } from "../answer";
import { send } from "../answer";
import type { GatewayParts } from "../gatewayParts";
import { logAccess } from "../logAccess";
import { clientIp } from "../request/clientIp";
import { extendedRequestId } from "../request/identifiers";
import { traceBefore } from "../request/originRequest";
import { hasBody, readBody } from "../request/readBody";
import type { Unserved } from "../routing/unserved";
import { traceHeader } from "../traceHeader";
import type { Resolved } from "./addresses";
import type { HttpStageRuntime } from "./context";
import { HttpContext } from "./context";
import type { Cors } from "./cors";
import { refusal, refuse } from "./refusal";

/** Request line and headers together, in bytes (apigateway/latest/developerguide/http-api-quotas.html). */
const HEADER_LIMIT_BYTES = 10_240;
const EMPTY = Buffer.alloc(0);

function headerBytes(rawHeaders: readonly string[]): number {
  let length = 0;
  for (const text of rawHeaders) length += text.length + 2;
  return length;
}

/** Answers for a host or API that is ours, and a stage or mapping that is not. */
export function answerUnserved(
  request: IncomingMessage,
  response: ServerResponse,
  status: 403 | 404,
  { unserved }: Unserved,
  parts: GatewayParts,
): void {
  request.resume();
  const own = [requestIdHeader(extendedRequestId(parts.newId()))];
  if (parts.trace) own.push(traceHeader([...traceBefore(request), unserved]));
  send(response, refusal(status), own, request.method === "HEAD");
}

const requestIdHeader = (requestId: string): AnswerHeader => ["apigw-requestid", requestId];

/** Serves one request of an HTTP API. Never rejects. */
export async function serveHttp(
  request: IncomingMessage,
  response: ServerResponse,
  target: Resolved<HttpStageRuntime>,
  cors: Cors | undefined,
  parts: GatewayParts,
): Promise<void> {
  const receivedAt = parts.clock.now();
  const body = hasBody(request) ? await readBody(request) : EMPTY;
  if (body === "aborted") return;
  const url = request.url ?? "/";
  const question = url.indexOf("?");
  const context = new HttpContext(
    {
      stage: target.stage,
      method: request.method ?? "GET",
      domainName: target.domainName,
      path: target.path,
      rawPath: target.rawPath,
      wirePath: question < 0 ? url : url.slice(0, question),
      queryString: question < 0 ? "" : url.slice(question + 1),
      rawHeaders: request.rawHeaders,
      headers: request.headers,
      httpVersion: request.httpVersion,
      clientIp: clientIp(request),
      body: body === "too-large" ? EMPTY : body,
      requestId: extendedRequestId(parts.newId()),
      receivedAt,
    },
    parts.trace,
  );
  context.trace?.push(...traceBefore(request));
  let answer: Answer;
  try {
    answer = body === "too-large" ? refuse(context, 413, "REQUEST_TOO_LARGE") : await pass(context, cors);
  } catch (error) {
    context.integrationError = error instanceof Error ? error.message : "unknown";
    context.note("gateway", "failed", context.integrationError);
    answer = refuse(context, 500, "DEFAULT_5XX");
  }
  const headers = cors === undefined ? answer.headers : cors.apply(context, answer.headers);
  const sent = deliver(request, response, { ...answer, headers }, context);
  logAccess(context, context.arrival.stage.writeAccessLog, sent, parts.clock);
}

async function pass(context: HttpContext, cors: Cors | undefined): Promise<Answer> {
  const { arrival } = context;
  if (headerBytes(arrival.rawHeaders) > HEADER_LIMIT_BYTES) {
    context.note("limits", "deny", "headers too large");
    return refuse(context, 431, "REQUEST_HEADERS_TOO_LARGE");
  }
  const match = arrival.stage.routes.find(arrival.method, arrival.path);
  if (match === undefined) {
    const preflight = cors?.preflight(context);
    if (preflight !== undefined) return preflight;
    context.note("route", "none", `${arrival.method} ${arrival.path}`);
    return refuse(context, 404, "NOT_FOUND");
  }
  context.route = match.route;
  context.pathParameters = match.pathParameters;
  for (const gate of match.route.gates) {
    const verdict = gate(context);
    const answer = verdict instanceof Promise ? await verdict : verdict;
    if (answer !== undefined) return answer;
  }
  return await match.route.integration(context);
}

/** Sends the answer, or 500 when its headers cannot be sent over HTTP. Returns what was sent. */
function deliver(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  { arrival, trace }: HttpContext,
): Answer {
  request.resume();
  if (response.headersSent || response.destroyed) return answer;
  const own: AnswerHeader[] = [requestIdHeader(arrival.requestId)];
  if (trace !== undefined) own.push(traceHeader(trace));
  const head = request.method === "HEAD";
  try {
    send(response, answer, own, head);
    return answer;
  } catch {
    const broken = refusal(500);
    send(response, broken, own, head);
    return broken;
  }
}
