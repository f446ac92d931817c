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
  const separate = stack.ofType(AUTHORIZER, V2_AUTHORIZER).map((authorizer): Truth => {
    const uri = authorizer.get("authorizerUri");
    if (uri.state === "absent") return false;
    const { resources, complete } = functionOf(authorizer, "authorizerUri", stack);
    if (resources.includes(lambda)) return true;
    return complete ? false : "unknown";
  });
  const bodies = stack.ofType(REST_API, V2_API).map((api): Truth => {
    const { state } = openApiBody(api);
    if (state === "absent") return false;
    if (state !== "known") return "unknown";
    return any(bodyAuthorizers(api).map(({ at }) => names(at.get("authorizerUri"), lambda)));
  });
  return { byResource: any(separate), byBody: any(bodies) };
}

/** Whether an integration or authorizer URI holds the ARN of the function, or of one of its versions and aliases. */
export function names(uri: Value, lambda: Resource): Truth {
  if (uri.state === "absent") return false;
  const arn = lambda.outputs.get("arn").text;
  if (uri.text === undefined || arn === undefined) return "unknown";
  const at = uri.text.indexOf(arn);
  return at >= 0 && /^$|^[:/]/.test(uri.text.slice(at + arn.length));
}
