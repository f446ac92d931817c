import type { Answer, AnswerHeader } from "../answer";
import type { HttpContext } from "./context";
import type { CorsModel } from "./model";

/** The CORS part of an HTTP API, compiled. */
export interface Cors {
  /** The answer to a preflight request; undefined when the request is none. */
  preflight(context: HttpContext): Answer | undefined;
  /** The integration's CORS headers replaced by those of the configuration. */
  apply(context: HttpContext, headers: readonly AnswerHeader[]): AnswerHeader[];
}

/** Exact origins, `*`, or a scheme with any host: `https://*`. */
function originMatcher(allowOrigins: readonly string[]): (origin: string) => boolean {
  if (allowOrigins.includes("*")) return () => true;
  const exact = new Set(allowOrigins);
  const schemes = allowOrigins
    .filter((origin) => origin.endsWith("://*"))
    .map((origin) => origin.slice(0, -1));
  return (origin) => exact.has(origin) || schemes.some((scheme) => origin.startsWith(scheme));
}

/**
 * CORS as an HTTP API does it once it is configured: the gateway answers preflight requests that no route takes, and
 * its headers replace those of the integration. An origin that is not allowed gets no CORS header
 * (apigateway/latest/developerguide/http-api-cors.html).
 */
export function compileCors(model: CorsModel): Cors {
  const allowed = originMatcher(model.allowOrigins);
  const wildcard = model.allowOrigins.includes("*") && !model.allowCredentials;
  const preflightHeaders: AnswerHeader[] = [];
  const add = (name: string, values: readonly string[]): void => {
    if (values.length > 0) preflightHeaders.push([name, values.join(",")]);
  };
  add("access-control-allow-methods", model.allowMethods);
  add("access-control-allow-headers", model.allowHeaders);
  add("access-control-expose-headers", model.exposeHeaders);
  if (model.maxAge !== undefined) preflightHeaders.push(["access-control-max-age", String(model.maxAge)]);

  const own = (context: HttpContext): AnswerHeader[] | undefined => {
    const origin = context.header("origin");
    if (origin === undefined || !allowed(origin)) return undefined;
    return [
      ["access-control-allow-origin", wildcard ? "*" : origin],
      ...(model.allowCredentials ? [["access-control-allow-credentials", "true"] as const] : []),
    ];
  };
  return {
    preflight(context) {
      const { method, headers } = context.arrival;
      if (
        method !== "OPTIONS" ||
        headers.origin === undefined ||
        headers["access-control-request-method"] === undefined
      )
        return undefined;
      const matched = own(context);
      context.preflight = true;
      context.note(
        "cors",
        matched === undefined ? "deny" : "preflight",
        matched === undefined ? `origin ${headers.origin}` : undefined,
      );
      return {
        status: 204,
        headers: matched === undefined ? [] : [...matched, ...preflightHeaders],
        body: "",
      };
    },
    apply(context, headers) {
      if (context.preflight) return [...headers];
      const kept = headers.filter(([name]) => !name.toLowerCase().startsWith("access-control-"));
      const matched = own(context);
      if (matched === undefined) return kept;
      if (model.exposeHeaders.length > 0)
        matched.push(["access-control-expose-headers", model.exposeHeaders.join(",")]);
      return [...kept, ...matched];
    },
  };
}
