import type { CorsBindings } from "../bindings";
import type { JsonObject } from "../contract";
import type { DocumentOperation } from "../documentOperations";
import { allowOrigin, preflightRequest } from "./templates";

/** A mapped header in single quotes is a literal: developer guide, "Mapping request and response data". */
export const literal = (value: string): string => `'${value}'`;

/** Headers of an answer that say who may read it, and the VTL that sets what cannot be static. */
interface AllowOrigin {
  /** Header name → mapping expression. */
  readonly headers: Readonly<Record<string, string>>;
  /** Prefix for the response template; empty when no VTL is needed. */
  readonly template: string;
}

/** How MOCK answers tell the allowed origin: a static header for one origin, VTL for several, nothing for none. */
export function allowedOrigin(cors: CorsBindings): AllowOrigin {
  const [first, ...others] = cors.allowOrigins;
  if (first === undefined) return { headers: {}, template: "" };
  const headers = { Vary: literal("Origin") };
  return others.length === 0
    ? { headers: { "Access-Control-Allow-Origin": literal(first), ...headers }, template: "" }
    : { headers, template: `${allowOrigin(cors.allowOrigins)}\n` };
}

/**
 * The OPTIONS method of one path: a MOCK that answers preflight requests with what the path's operations take.
 * Browsers send no credentials with a preflight request, so it is the one method without an authorizer.
 */
export function preflight(parts: readonly DocumentOperation[], cors: CorsBindings): JsonObject {
  const { headers: originHeaders, template } = allowedOrigin(cors);
  const headers: Readonly<Record<string, string>> = {
    ...originHeaders,
    "Access-Control-Allow-Methods": literal([...parts.map(({ method }) => method), "OPTIONS"].join(",")),
    "Access-Control-Allow-Headers": literal((cors.allowHeaders ?? requestHeaders(parts)).join(",")),
    "Access-Control-Max-Age": literal(String(cors.maxAgeSeconds)),
  };
  // An override needs the header to be declared in the method response as much as a mapping does.
  const declared = [...new Set(["Access-Control-Allow-Origin", ...Object.keys(headers)])];
  return {
    parameters: pathParameters(parts),
    responses: {
      "204": {
        description: "Preflight",
        headers: Object.fromEntries(declared.map((name) => [name, { schema: { type: "string" } }])),
      },
    },
    "x-amazon-apigateway-integration": {
      type: "mock",
      passthroughBehavior: "never",
      requestTemplates: { "application/json": preflightRequest },
      responses: {
        default: {
          statusCode: "204",
          responseParameters: responseParameters(headers),
          responseTemplates: { "application/json": template },
        },
      },
    },
  };
}

/** Header name → expression, as an integration response wants it. */
export const responseParameters = (headers: Readonly<Record<string, string>>): JsonObject =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [`method.response.header.${name}`, value]),
  );

/** The path's own parameters, as plain strings: a preflight request is not validated. */
function pathParameters(parts: readonly DocumentOperation[]): JsonObject[] {
  const names = parts.flatMap(({ parameters }) =>
    parameters.filter((parameter) => parameter.in === "path").map(({ name }) => String(name)),
  );
  return [...new Set(names)].map((name) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
}

function requestHeaders(parts: readonly DocumentOperation[]): string[] {
  const own = parts.flatMap(({ parameters }) =>
    parameters.filter((parameter) => parameter.in === "header").map(({ name }) => String(name)),
  );
  return [...new Set(["Authorization", "Content-Type", ...own])];
}
