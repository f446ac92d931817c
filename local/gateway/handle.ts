import type { IncomingMessage, ServerResponse } from "node:http";

import type { Answer, AnswerHeader } from "./answer";
import { JSON_TYPE, send } from "./answer";
import { ENDPOINT_HEADER } from "./gates/privateApi";
import type { GatewayParts } from "./gatewayParts";
import { logAccess } from "./logAccess";
import { clientIp } from "./request/clientIp";
import type { VpcEndpoint } from "./request/context";
import { RequestContext } from "./request/context";
import { extendedRequestId } from "./request/identifiers";
import { traceBefore } from "./request/originRequest";
import { hasBody, readBody } from "./request/readBody";
import { codingFor, compressed } from "./responses/compression";
import type { Addresses, Target } from "./routing/addresses";
import { TemplateError } from "./template";
import { traceHeader } from "./traceHeader";

/** Header names and values together, in bytes (apigateway/latest/developerguide/limits.html). */
const HEADER_LIMIT_BYTES = 10_240;
const EMPTY = Buffer.alloc(0);

/** What API Gateway says before it knows an API: no gateway response applies. */
const plain = (status: number, errorType: string, message: string): Answer => ({
  status,
  headers: [["x-amzn-ErrorType", errorType], JSON_TYPE],
  body: JSON.stringify({ message }),
});
const FORBIDDEN = plain(403, "ForbiddenException", "Forbidden");
const BROKEN = plain(500, "InternalServerErrorException", "Internal server error");
// The text is API Gateway's; the status is not documented for REST APIs.
const HEADERS_TOO_LARGE = plain(
  431,
  "BadRequestException",
  `HTTP header is larger than ${HEADER_LIMIT_BYTES} bytes.`,
);

function headerBytes(rawHeaders: readonly string[]): number {
  let length = 0;
  for (const text of rawHeaders) length += text.length + 2;
  return length;
}

/** The request handler of a compiled gateway. */
export function requestHandler(
  addresses: Addresses,
  parts: GatewayParts,
): (request: IncomingMessage, response: ServerResponse) => Promise<boolean> {
  return async (request, response) => {
    const { url, host } = locationOf(request);
    const question = url.indexOf("?");
    const path = question < 0 ? url : url.slice(0, question);
    const target = addresses.resolve(host, path, request.headers["x-apigw-api-id"]);
    if (target === undefined) return false;
    const requestId = parts.newId();
    const own: AnswerHeader[] = [
      ["x-amzn-RequestId", requestId],
      ["x-amz-apigw-id", extendedRequestId(requestId)],
    ];
    if ("unserved" in target) {
      if (parts.trace) own.push(traceHeader([...traceBefore(request), target.unserved]));
      deliver(request, response, FORBIDDEN, own);
      return true;
    }
    const queryString = question < 0 ? "" : url.slice(question + 1);
    const endpoint = addresses.endpointOf(target, request.headers[ENDPOINT_HEADER]);
    await serve(request, response, { target, wirePath: path, endpoint, queryString, requestId, own }, parts);
    return true;
  };
}

/** Path and host of a request, in absolute form (`GET http://host/path`) too. */
export function locationOf(request: IncomingMessage): {
  readonly url: string;
  readonly host: string | undefined;
} {
  const url = request.url ?? "/";
  const { host } = request.headers;
  if (url.startsWith("/")) return { url, host };
  const authority = url.indexOf("://");
  if (authority < 0) return { url: `/${url}`, host };
  const slash = url.indexOf("/", authority + 3);
  return slash < 0
    ? { url: "/", host: url.slice(authority + 3) }
    : { url: url.slice(slash), host: url.slice(authority + 3, slash) };
}

interface Call {
  readonly target: Target;
  readonly wirePath: string;
  readonly endpoint: VpcEndpoint | undefined;
  readonly queryString: string;
  readonly requestId: string;
  readonly own: AnswerHeader[];
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  call: Call,
  parts: GatewayParts,
): Promise<void> {
  const { target, own } = call;
  const receivedAt = parts.clock.now();
  const body = hasBody(request) ? await readBody(request) : EMPTY;
  if (body === "aborted") return;
  const context = new RequestContext(
    {
      stage: target.stage,
      method: request.method ?? "GET",
      domainName: target.domainName,
      fullPath: target.fullPath,
      path: target.path,
      eventPath: target.eventPath,
      queryString: call.queryString,
      rawHeaders: request.rawHeaders,
      headers: request.headers,
      httpVersion: request.httpVersion,
      clientIp: clientIp(request),
      wirePath: call.wirePath,
      ...(call.endpoint === undefined ? {} : { endpoint: call.endpoint }),
      body: body === "too-large" ? EMPTY : body,
      requestId: call.requestId,
      receivedAt,
    },
    parts.trace,
  );
  context.trace?.push(...traceBefore(request));
  let answer: Answer;
  try {
    answer = body === "too-large" ? tooLarge(context) : await pass(context, target.gate);
    const coding = codingFor(context, answer);
    if (coding !== undefined) answer = await compressed(answer, coding);
  } catch (error) {
    answer = broken(context, error);
  }
  if (context.extraHeaders !== undefined) own.push(...context.extraHeaders);
  if (context.trace !== undefined) own.push(traceHeader(context.trace));
  const sent = deliver(request, response, answer, own);
  logAccess(context, context.arrival.stage.writeAccessLog, sent, parts.clock);
}

/** Through the gates to the integration; the first answer ends the way. */
async function pass(context: RequestContext, domain: Target["gate"]): Promise<Answer> {
  const { arrival } = context;
  const { stage } = arrival;
  if (headerBytes(arrival.rawHeaders) > HEADER_LIMIT_BYTES) {
    context.note("limits", "deny", "headers too large");
    return HEADERS_TOO_LARGE;
  }
  const refused = domain?.(context);
  if (refused !== undefined) return refused;
  for (const gate of stage.gates) {
    const verdict = gate(context);
    const answer = verdict instanceof Promise ? await verdict : verdict;
    if (answer !== undefined) return answer;
  }
  const match = stage.tree.find(arrival.method, arrival.path);
  if (match === undefined) {
    context.note("route", "none", `${arrival.method} ${arrival.path}`);
    return stage.responses.answer(context, "MISSING_AUTHENTICATION_TOKEN");
  }
  context.route = match.method;
  context.pathParameters = match.pathParameters;
  for (const gate of match.method.gates) {
    const verdict = gate(context);
    const answer = verdict instanceof Promise ? await verdict : verdict;
    if (answer !== undefined) return answer;
  }
  const given = match.method.integration(context);
  const answer = given instanceof Promise ? await given : given;
  context.afterIntegration?.(answer);
  return answer;
}

function tooLarge(context: RequestContext): Answer {
  context.note("limits", "deny", "body too large");
  return context.arrival.stage.responses.answer(context, "REQUEST_TOO_LARGE");
}

/** A defect of the rehearsal, or a template that cannot be rendered for this request: 500, as on AWS. */
function broken(context: RequestContext, error: unknown): Answer {
  context.integrationError = error instanceof Error ? error.message : "unknown";
  context.note(
    error instanceof TemplateError ? "integration" : "gateway",
    "failed",
    context.integrationError,
  );
  return context.arrival.stage.responses.answer(context, "DEFAULT_5XX", { status: 500 });
}

/** Sends the answer, or 500 when its headers cannot be sent over HTTP. Returns what was sent. */
function deliver(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  own: readonly AnswerHeader[],
): Answer {
  // What nobody has read would be taken for the next request.
  request.resume();
  if (response.headersSent || response.destroyed) return answer;
  const head = request.method === "HEAD";
  try {
    send(response, answer, own, head);
    return answer;
  } catch {
    send(response, BROKEN, own.slice(0, 2), head);
    return BROKEN;
  }
}
