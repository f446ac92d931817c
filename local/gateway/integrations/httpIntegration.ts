import type { Answer, AnswerHeader } from "../answer";
import type { IntegrationModel } from "../api/model";
import type { Clock } from "../clock";
import type { RequestContext } from "../request/context";
import { traceId } from "../request/identifiers";
import type { Integration } from "../runtime";
import type { BackendAnswer, BackendOutcome } from "./backend";
import { httpCall } from "./httpCall";
import type { HttpTargets } from "./httpTargets";
import { isLoopback } from "./httpTargets";
import { compileIntegrationResponses, unanswered, unsupported } from "./integrationResponse";
import type { OutgoingParameters } from "./outgoingRequest";
import { outgoingParameters, queryStringOf, withPath } from "./outgoingRequest";
import { remapped } from "./proxyAnswer";
import type { MappedBody } from "./requestBody";
import { compileRequestBody } from "./requestBody";
import { compileRequestParameters } from "./requestParameters";

/** An HTTP or HTTP_PROXY integration, over the internet or a VPC link, ready to be compiled. */
export interface HttpIntegration {
  readonly model: IntegrationModel;
  /** With stage variables filled in; path placeholders are still there. */
  readonly uri: string;
  readonly clock: Clock;
  readonly targets: HttpTargets;
}

/** Headers of one connection, which no proxy hands on. */
const HOP_BY_HOP = new Set([
  "connection",
  "content-length",
  "expect",
  "host",
  "keep-alive",
  "proxy-authorization",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

const traceOf = (context: RequestContext): string =>
  context.header("x-amzn-trace-id") ?? traceId(context.arrival.requestId, context.arrival.receivedAt);

/** What a proxy hands on, or what a mapping alone sends; mapped headers stand over both. */
function headersFor(
  proxy: boolean,
  context: RequestContext,
  parameters: OutgoingParameters,
  { mediaType }: MappedBody,
): AnswerHeader[] {
  const { arrival } = context;
  const apiId = arrival.stage.api.id;
  const own: AnswerHeader[] = proxy
    ? [...context.headers, ...context.wafHeaders].filter(
        ([name]) => !HOP_BY_HOP.has(name.toLowerCase()) && name.toLowerCase() !== "x-forwarded-for",
      )
    : [
        ["Accept", "application/json"],
        ["Content-Type", mediaType],
        ["User-Agent", `AmazonAPIGateway_${apiId}`],
      ];
  const forwarded = context.header("x-forwarded-for");
  const added: AnswerHeader[] = proxy
    ? [
        ["X-Forwarded-For", forwarded === undefined ? arrival.clientIp : `${forwarded}, ${arrival.clientIp}`],
        ["X-Forwarded-Port", "443"],
        ["X-Forwarded-Proto", "https"],
      ]
    : [];
  const all: AnswerHeader[] = [
    ...own,
    ...added,
    ["X-Amzn-Trace-Id", traceOf(context)],
    ["x-amzn-apigateway-api-id", apiId],
  ];
  const seen = all.filter(
    ([name], index) =>
      !parameters.headers.has(name.toLowerCase()) &&
      // A trace id that the client sent is handed on once.
      (name.toLowerCase() !== "x-amzn-trace-id" || index === all.length - 2),
  );
  return [...seen, ...parameters.headers.values()];
}

/** The backend's address with path and query string; a proxy hands on the client's query, mapped parameters on top. */
function urlFor(
  proxy: boolean,
  uri: string,
  context: RequestContext,
  parameters: OutgoingParameters,
): string {
  const query = new Map<string, readonly string[]>();
  if (proxy) for (const [name, value] of context.query) query.set(name, [...(query.get(name) ?? []), value]);
  for (const [name, values] of parameters.query) query.set(name, values);
  const url = withPath(uri, parameters.path);
  const search = queryStringOf(query);
  if (search === "") return url;
  return url + (url.includes("?") ? "&" : "?") + search;
}

/** A stand-in's own answer, or that of the address that stands in. */
async function send(
  targets: HttpTargets,
  url: string,
  call: {
    readonly method: string;
    readonly headers: readonly AnswerHeader[];
    readonly body: string | Buffer;
  },
  timeoutMilliseconds: number,
): Promise<BackendOutcome> {
  const target = targets.resolve(url) ?? (isLoopback(url) ? ({ kind: "forward", url } as const) : undefined);
  if (target === undefined) {
    const origin = URL.canParse(url) ? new URL(url).origin : url;
    return {
      ok: false,
      kind: "failure",
      error: `nothing stands in for ${origin}; map it in gatehouse:rehearsal httpTargets`,
    };
  }
  if (target.kind === "forward") return httpCall({ ...call, url: target.url }, timeoutMilliseconds);
  const { status, headers, body } = target;
  return { ok: true, answer: { status, headers: Object.entries(headers), body: Buffer.from(body) } };
}

/** The answer of HTTP_PROXY: as it came, but for the headers that API Gateway renames or keeps. */
function proxied(context: RequestContext, backend: BackendAnswer): Answer {
  context.note("integration", String(backend.status));
  return {
    status: backend.status,
    headers: remapped(backend.headers.filter(([name]) => !HOP_BY_HOP.has(name.toLowerCase()))),
    body: backend.body,
  };
}

/**
 * HTTP and HTTP_PROXY integrations (apigateway/latest/developerguide/setup-http-integrations.html). The rehearsal calls
 * stand-ins on loopback only; where there is none the answer is that of an endpoint that cannot be reached.
 */
export function httpIntegration({ model, uri, clock, targets }: HttpIntegration): Integration {
  const proxy = model.type === "HTTP_PROXY";
  const mapBody = compileRequestBody(
    proxy ? { ...model, requestTemplates: {}, passthroughBehavior: "WHEN_NO_MATCH" } : model,
  );
  const mapping = compileRequestParameters(model.requestParameters);
  const respond = proxy ? undefined : compileIntegrationResponses(model);
  return async (context) => {
    const mapped = mapBody(context);
    if (mapped === undefined) return unsupported(context);
    const parameters = outgoingParameters(mapping, context, mapped);
    const method = model.httpMethod ?? context.arrival.method;
    const call = {
      method,
      headers: headersFor(proxy, context, parameters, mapped),
      body: method === "GET" || method === "HEAD" ? "" : mapped.body,
    };
    const startedAt = clock.now();
    const outcome = await send(
      targets,
      urlFor(proxy, uri, context, parameters),
      call,
      model.timeoutMilliseconds,
    );
    context.integrationLatency = clock.now() - startedAt;
    if (!outcome.ok) return unanswered(context, outcome);
    context.integrationStatus = outcome.answer.status;
    return respond === undefined
      ? proxied(context, outcome.answer)
      : respond(context, outcome.answer, String(outcome.answer.status));
  };
}
