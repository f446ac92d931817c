import type { ContractBindings } from "../bindings";
import type { JsonObject } from "../contract";

/** How API Gateway's own answers look. */
interface GatewayResponse {
  /** Absent for the DEFAULT types: a status there would replace that of every type without an own entry. */
  readonly status?: number;
  /** JSON text or a `$context` expression that gives JSON text. */
  readonly title: string;
  /** The same. Absent: the title says it. */
  readonly detail?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** API Gateway's message, already quoted as JSON. It names no backend and no resource of the account. */
const MESSAGE = "$context.error.messageString";

/**
 * Types and default statuses: developer guide, "Gateway response types". MISSING_AUTHENTICATION_TOKEN keeps its 403:
 * it also answers unknown paths, and a 404 would tell which paths exist. 5xx types fall into one answer, so that
 * nothing tells a caller whether the authorizer, the integration or the configuration failed.
 */
const RESPONSES: Readonly<Record<string, GatewayResponse>> = {
  DEFAULT_4XX: { title: MESSAGE },
  DEFAULT_5XX: { title: '"The service could not answer"' },
  BAD_REQUEST_BODY: {
    status: 400,
    title: '"Invalid request body"',
    // Describes the caller's own body. API Gateway escapes it for the quotes that stand around it here.
    detail: '"$context.error.validationErrorString"',
  },
  BAD_REQUEST_PARAMETERS: { status: 400, title: '"Invalid request parameters"', detail: MESSAGE },
  UNAUTHORIZED: { status: 401, title: '"Unauthorized"', headers: { "WWW-Authenticate": "Bearer" } },
  EXPIRED_TOKEN: { status: 403, title: '"The token has expired"' },
  ACCESS_DENIED: { status: 403, title: '"Forbidden"' },
  INVALID_API_KEY: { status: 403, title: '"Forbidden"' },
  MISSING_AUTHENTICATION_TOKEN: { status: 403, title: '"Forbidden"', detail: MESSAGE },
  WAF_FILTERED: { status: 403, title: '"Forbidden"' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: '"Unsupported media type"' },
  THROTTLED: { status: 429, title: '"Too many requests"', headers: { "Retry-After": "1" } },
  QUOTA_EXCEEDED: { status: 429, title: '"The quota of this API key is used up"' },
};

/**
 * `x-amazon-apigateway-gateway-responses`: problem+json (RFC 9457), with the allowed origin when there is exactly
 * one. With several it stays out: these templates know only substitution, and echoing any Origin would let every
 * page read the answers. A browser then reports a network error instead of the status.
 */
export function gatewayResponses({ cors, headers }: Pick<ContractBindings, "cors" | "headers">): JsonObject {
  const [origin, ...others] = cors.allowOrigins;
  const corsHeaders: Record<string, string> =
    origin === undefined || others.length > 0
      ? {}
      : {
          "Access-Control-Allow-Origin": origin,
          Vary: "Origin",
        };
  return Object.fromEntries(
    Object.entries(RESPONSES).map(([type, response]) => [
      type,
      gatewayResponse(response, { ...corsHeaders, ...headers }),
    ]),
  );
}

function gatewayResponse(response: GatewayResponse, added: Readonly<Record<string, string>>): JsonObject {
  const headers = {
    // The template is chosen by the request's Accept header, so it stands under the type every client gets.
    "Content-Type": "application/problem+json",
    "Cache-Control": "no-store",
    ...response.headers,
    ...added,
  };
  return {
    ...(response.status === undefined ? {} : { statusCode: String(response.status) }),
    responseParameters: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [`gatewayresponse.header.${name}`, `'${value}'`]),
    ),
    responseTemplates: { "application/json": problemTemplate(response) },
  };
}

/** Not VTL: only `$context` and `$stageVariables` are put in, each as JSON text or as text between the quotes here. */
function problemTemplate({ status, title, detail }: GatewayResponse): string {
  const members = [
    '"type":"about:blank"',
    `"title":${title}`,
    ...(status === undefined ? [] : [`"status":${status}`]),
    ...(detail === undefined ? [] : [`"detail":${detail}`]),
    '"requestId":"$context.requestId"',
  ];
  return `{${members.join(",")}}`;
}
