import { keyed } from "../model/keyed";
import { ANY_KEY } from "../model/keys";
import type { Resource } from "../model/resource";
import type { Stack } from "../model/stack";
import { any, type Truth } from "../model/truth";
import type { Value } from "../model/value";
import { functionOf } from "./function";
import { openApiBody } from "./openapi-body";
import { REST_API } from "./rest-method";
import { V2_API, V2_AUTHORIZER } from "./v2-api";

export const AUTHORIZER = "aws:apigateway/authorizer:Authorizer";

/** An authorizer that an OpenAPI body declares in one of its security schemes. */
export interface BodyAuthorizer {
  /** Name of the scheme. */
  readonly scheme: string;
  readonly at: Value;
}

/** The authorizers that the body of an API declares; none while it cannot be read. */
export function bodyAuthorizers(api: Resource): readonly BodyAuthorizer[] {
  const { state, document } = openApiBody(api);
  if (state !== "known") return [];
  // OpenAPI 3 keeps schemes under components, OpenAPI 2 at the root.
  return [document.get("components", "securitySchemes"), document.get("securityDefinitions")]
    .flatMap((schemes) => schemes.entries)
    .map(([scheme, value]) => ({ scheme, at: value.get("x-amazon-apigateway-authorizer") }))
    .filter(({ at }) => at.state !== "absent");
}

/** How a function is used as an authorizer: by a resource, whose id is known, or by a body, which never tells the id. */
export interface AuthorizerUse {
  readonly byResource: Truth;
  readonly byBody: Truth;
}

/** Whether the stack's APIs ask the function who a caller is. */
export function authorizerUse(lambda: Resource, stack: Stack): AuthorizerUse {
  const bodies = bodiesByFunction(stack);
  const arn = lambda.outputs.get("arn").text;
  // While its ARN is not known, each function that a body names may be it.
  const named = bodies.of(arn ?? SOME).length > 0;
  const sure = arn !== undefined;
  return {
    byResource: authorizersByFunction(stack).has(lambda.urn),
    byBody: any([named && sure, named && !sure ? "unknown" : false, bodies.others]),
  };
}

const authorizersByFunction = keyed([AUTHORIZER, V2_AUTHORIZER], (authorizer, stack) => {
  if (authorizer.get("authorizerUri").state === "absent") return [];
  const { resources, complete } = functionOf(authorizer, "authorizerUri", stack);
  return [...resources.map(({ urn }) => urn), ...(complete ? [] : [ANY_KEY])];
});

/** The key of every API whose body names a function. */
const SOME = "some function";

const bodiesByFunction = keyed([REST_API, V2_API], (api) => {
  const { state } = openApiBody(api);
  if (state === "absent") return [];
  if (state !== "known") return [ANY_KEY];
  return bodyAuthorizers(api).flatMap(({ at }) => {
    const uri = at.get("authorizerUri");
    if (uri.state === "absent") return [];
    return uri.text === undefined ? [ANY_KEY] : [SOME, ...arnsIn(uri.text)];
  });
});

/**
 * What may be the ARN of a function in an integration or authorizer URI, which names the function itself, one of its
 * versions or an alias: all that starts after a slash and ends before a slash or colon.
 */
function arnsIn(uri: string): readonly string[] {
  const starts = [0, ...[...uri.matchAll(/\//g)].map(({ index }) => index + 1)];
  const ends = [...[...uri.matchAll(/[:/]/g)].map(({ index }) => index), uri.length];
  return starts.flatMap((start) => ends.filter((end) => end > start).map((end) => uri.slice(start, end)));
}
