import type { APIGatewayProxyEvent } from "aws-lambda";
import { requestHeader } from "./headers";
import { Problem } from "./problem";
import { violations, type Schema, type Schemas } from "./schema";

/** Most characters of an id, as the contracts have it. */
const LONGEST_ID = 64;

/**
 * The value of a path parameter that the route declares: an id. The gateway checks only that it is there.
 *
 * @throws Problem 404 when nothing can have that id. DynamoDB refuses keys above 2048 bytes, which would be our mistake.
 */
export function pathParameter(event: APIGatewayProxyEvent, name: string): string {
  const value = event.pathParameters?.[name];
  if (value === undefined || value === "") throw new Problem(400, `the path parameter ${name} is missing`);
  if ([...value].length > LONGEST_ID) throw new Problem(404);
  return value;
}

/**
 * The value of a query parameter, checked; `undefined` when it is not there. The gateway checks only that required
 * parameters are there, never their values.
 */
export function queryParameter(
  event: APIGatewayProxyEvent,
  name: string,
  schema: Schema,
): string | undefined {
  const value = event.queryStringParameters?.[name];
  if (value === undefined) return undefined;
  const typed = schema.type === "integer" ? integer(value) : value;
  const errors = violations(typed, schema, {}, name);
  if (errors.length > 0) throw new Problem(400, `the query parameter ${name} is not valid`, errors);
  return value;
}

const integer = (text: string): unknown => (/^-?\d{1,15}$/.test(text) ? Number(text) : text);

/** Items of a page: the parameter `limit`, 1 to 100, else 25. */
export function pageLimit(event: APIGatewayProxyEvent): number {
  return Number(queryParameter(event, "limit", { type: "integer", minimum: 1, maximum: 100 }) ?? 25);
}

/** The JSON body, checked against a model. `T` has to be the model's generated type. */
export function requestBody<T>(event: APIGatewayProxyEvent, model: string, schemas: Schemas): T {
  const type = requestHeader(event, "Content-Type") ?? "application/json";
  if (!/^application\/json\s*(;|$)/i.test(type.trim())) {
    // The gateway validates only bodies whose type has a model; another type would slip past it.
    throw new Problem(415, "send application/json");
  }
  const text = event.isBase64Encoded
    ? Buffer.from(event.body ?? "", "base64").toString("utf8")
    : (event.body ?? "");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Problem(400, "the body is not JSON");
  }
  const errors = violations(value, { $ref: `#/components/schemas/${model}` }, schemas);
  if (errors.length > 0) throw new Problem(400, `the body is not a valid ${model}`, errors);
  return value as T;
}

/**
 * The version that `If-Match` asks for: a number, or `"any"` for `*`. The gateway refuses requests without the
 * header; this answers those that reach the function another way.
 */
export function expectedVersion(event: APIGatewayProxyEvent): number | "any" {
  const value = requestHeader(event, "If-Match")?.trim();
  if (value === undefined || value === "")
    throw new Problem(428, "send If-Match with the ETag that was read, or *");
  if (value === "*") return "any";
  const version = /^"([1-9][0-9]{0,14})"$/.exec(value)?.[1];
  // RFC 9110, 13.1.1: a tag that is none of ours matches nothing. Weak tags never match here.
  if (version === undefined) throw new Problem(412, "If-Match names no version of this item");
  return Number(version);
}

/** Who calls: the user of the token, or the client for `client_credentials`. Cognito's tokens always have `sub`. */
export function caller(event: APIGatewayProxyEvent): string {
  const claims = (event.requestContext.authorizer?.claims ?? {}) as Readonly<Record<string, unknown>>;
  const subject = claims.sub ?? claims.client_id;
  if (typeof subject !== "string" || subject === "") throw new Problem(403, "the token names no caller");
  return subject;
}
