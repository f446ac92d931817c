import type { Answer } from "../answer";
import type { Clock } from "../clock";
import type { HttpTargets } from "../integrations/httpTargets";
import type { BackendAnswer } from "./callBackend";
import { callBackend } from "./callBackend";
import type { HttpContext } from "./context";
import type { HttpIntegrationModel } from "./model";
import type { Outgoing, RequestMapping } from "./outgoing";
import { queryStringOf } from "./outgoing";
import { refuse } from "./refusal";

export interface HttpProxyParts {
  readonly clock: Clock;
  readonly httpTargets: HttpTargets;
}

/** Headers of a backend's answer that end with its connection, or that API Gateway writes itself. */
const DROPPED = new Set([
  "connection",
  "keep-alive",
  "transfer-encoding",
  "content-length",
  "date",
  "apigw-requestid",
]);

const answerOf = ({ status, headers, body }: BackendAnswer): Answer => ({
  status,
  headers: headers.filter(([name]) => !DROPPED.has(name)),
  body,
});

/** `https://host/{proxy}` with path parameters and stage variables filled in. */
function publicUrl(uri: string, context: HttpContext, outgoing: Outgoing): string {
  const { variables } = context.arrival.stage;
  const filled = uri
    .replace(/\$\{stageVariables\.([A-Za-z0-9_]+)\}/g, (_, name: string) => variables[name] ?? "")
    .replace(/\{([A-Za-z0-9._-]+)\+?\}/g, (_, name: string) =>
      encodedPath(context.pathParameters?.[name] ?? ""),
    );
  if (outgoing.path === undefined) return filled;
  const slash = filled.indexOf("/", filled.indexOf("://") + 3);
  return (slash < 0 ? filled : filled.slice(0, slash)) + slashed(outgoing.path);
}

const encodedPath = (value: string): string => value.split("/").map(encodeURIComponent).join("/");
const slashed = (path: string): string => (path.startsWith("/") ? path : `/${path}`);

function withQuery(url: string, query: string): string {
  if (query === "") return url;
  return url + (url.includes("?") ? "&" : "?") + query;
}

/**
 * HTTP_PROXY: a public backend by its URL, or a private one behind a VPC link, which gets the whole path with the
 * stage's name (apigateway/latest/developerguide/http-api-develop-integrations-http.html and …-private.html). Only
 * stand-ins on this computer are called. `privateNames` is what settings may call a private backend; the last is for
 * people to write.
 */
export function httpProxy(
  model: HttpIntegrationModel,
  privateNames: readonly string[],
  map: RequestMapping,
  parts: HttpProxyParts,
): (context: HttpContext) => Promise<Answer> {
  const isPrivate = model.connectionType === "VPC_LINK";
  return async (context) => {
    const outgoing = map(context);
    const path = slashed(outgoing.path ?? context.arrival.rawPath);
    const urls = isPrivate
      ? privateNames.map((name) => name + path)
      : [publicUrl(model.uri, context, outgoing)];
    const query = queryStringOf(context, outgoing);
    const targets = urls.map((url) => parts.httpTargets.resolve(withQuery(url, query)));
    const target = targets.find((found) => found !== undefined);
    if (target === undefined) {
      const name = privateNames.at(-1) ?? originOf(urls[0] ?? "");
      context.integrationError = `Nothing stands in for ${name}`;
      context.note(
        "integration",
        "unreachable",
        `nothing stands in for ${name}; map it in gatehouse:rehearsal httpTargets`,
      );
      // What AWS answers when it cannot reach a backend.
      return refuse(context, 503, "INTEGRATION_FAILURE");
    }
    if (target.kind === "answer") {
      context.note("integration", "http", `${target.status}, a canned answer`);
      context.integrationStatus = target.status;
      return { status: target.status, headers: Object.entries(target.headers), body: target.body };
    }
    if (!isPrivate) outgoing.headers.set("host", hostOf(urls[0] ?? ""));
    forwardedBy(context, outgoing);
    return await call(context, outgoing, target.url, model, parts.clock);
  };
}

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : url);
const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : "");

/** A backend sees one `forwarded` header and `via`, no `x-forwarded-*` of ours. */
function forwardedBy({ arrival }: HttpContext, { headers }: Outgoing): void {
  for (const name of ["x-forwarded-for", "x-forwarded-port", "x-forwarded-proto"]) headers.delete(name);
  const own = `by=${arrival.domainName};for=${arrival.clientIp};host=${arrival.domainName};proto=https`;
  const known = headers.get("forwarded");
  headers.set("forwarded", known === undefined ? own : `${known}, ${own}`);
  headers.set("via", `HTTP/${arrival.httpVersion} AmazonAPIGateway`);
}

async function call(
  context: HttpContext,
  { headers, cookies }: Outgoing,
  url: string,
  model: HttpIntegrationModel,
  clock: Clock,
): Promise<Answer> {
  const startedAt = clock.now();
  const method = model.method === undefined || model.method === "ANY" ? context.arrival.method : model.method;
  const { timeoutMilliseconds } = model;
  try {
    const answer = await callBackend({
      url,
      method,
      headers,
      cookies,
      body: context.arrival.body,
      timeoutMilliseconds,
    });
    context.integrationLatency = clock.now() - startedAt;
    if (answer === "timeout") {
      context.integrationError = `The integration did not answer within ${timeoutMilliseconds} ms`;
      context.note("integration", "timeout", `${timeoutMilliseconds} ms`);
      return refuse(context, 504, "INTEGRATION_TIMEOUT");
    }
    if (answer === "too-large") {
      context.integrationError = "The integration's answer is larger than 10 MB";
      context.note("integration", "failed", context.integrationError);
      return refuse(context, 500, "INTEGRATION_FAILURE");
    }
    context.integrationStatus = answer.status;
    context.note("integration", "http", String(answer.status));
    return answerOf(answer);
  } catch (error) {
    context.integrationError = error instanceof Error ? error.message : "unknown";
    context.note("integration", "failed", context.integrationError);
    return refuse(context, 503, "INTEGRATION_FAILURE");
  }
}
