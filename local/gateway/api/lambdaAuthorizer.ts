import type { Properties } from "../declarations";
import { number, text } from "../declarations";
import type { LambdaAuthorizerModel } from "./model";
import { DEFAULT_AUTHORIZER_TTL_SECONDS, LONGEST_AUTHORIZER_TTL_SECONDS } from "./model";

/** What both ways of declaring a Lambda authorizer have, under their own names. */
export interface DeclaredAuthorizer {
  readonly name: string;
  readonly id: string;
  readonly properties: Properties;
  readonly uri: unknown;
  readonly credentials: unknown;
  /** Identity source of a TOKEN authorizer that declares none. */
  readonly defaultSource: string;
}

/** Reads a Lambda authorizer, from an OpenAPI extension or a resource. */
export function readLambdaAuthorizer(declared: DeclaredAuthorizer): LambdaAuthorizerModel {
  const { properties } = declared;
  const kind = text(properties.type)?.toUpperCase() === "REQUEST" ? "REQUEST" : "TOKEN";
  const expression = text(properties.identityValidationExpression);
  const credentials = text(declared.credentials);
  const ttl = number(properties.authorizerResultTtlInSeconds) ?? DEFAULT_AUTHORIZER_TTL_SECONDS;
  const sources = (text(properties.identitySource) ?? (kind === "TOKEN" ? declared.defaultSource : ""))
    .split(",")
    .map((source) => source.trim())
    .filter((source) => source !== "");
  return {
    type: "CUSTOM",
    name: declared.name,
    id: declared.id,
    kind,
    uri: text(declared.uri) ?? "",
    ...(credentials === undefined ? {} : { credentials }),
    identitySources: sources,
    ...(expression === undefined || kind === "REQUEST" ? {} : { identityValidationExpression: expression }),
    ttlSeconds: Math.min(Math.max(0, ttl), LONGEST_AUTHORIZER_TTL_SECONDS),
  };
}
