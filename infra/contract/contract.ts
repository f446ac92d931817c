/**
 * A service contract: one OpenAPI 3.0 document with standard `security` and a few `x-gatehouse-*` hints, read
 * and checked. Everything that shapes an API is in it; nothing in it depends on a stage.
 */
export interface Contract {
  /** Name of the API, from `x-gatehouse-api.name`, such as `storefront`. */
  readonly name: string;
  /** Version of the API, from `x-gatehouse-api.version`, such as `v1`. It is also the base path. */
  readonly version: string;
  /** The file it was read from, as it was given to {@link readContract}. */
  readonly file: string;
  /** The document as plain data, with its hints and its local references still in it. */
  readonly document: JsonObject;
  /** In the order of the document. */
  readonly operations: readonly ContractOperation[];
  /** The functions that operations name, each once, sorted by name. */
  readonly functions: readonly ContractFunction[];
  /** The OAuth scopes that the document declares, in its order. */
  readonly scopes: readonly ContractScope[];
}

/** One method of one path. */
export interface ContractOperation {
  readonly operationId: string;
  readonly method: HttpMethod;
  /** With parameters in braces, such as `/users/{id}`. */
  readonly path: string;
  readonly integration: ContractIntegration;
  /** Any one of these scopes admits the caller. Absent: the operation is public (`security: []`). */
  readonly scopes?: readonly string[];
  /** Response cache, on GET only. Absent: never cached. */
  readonly cache?: ContractCache;
  /** Limits of this method in a stage. Absent: the stage's own limits hold. */
  readonly throttle?: ContractThrottle;
}

export type HttpMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD";

/** What answers an operation: a function of the service, or API Gateway itself. */
export type ContractIntegration =
  | { readonly kind: "lambda"; readonly function: string }
  | { readonly kind: "mock"; readonly template: string };

export interface ContractCache {
  /** How long an answer is kept. API Gateway's range is 0–3600. */
  readonly ttlSeconds: number;
  /**
   * Request parameters that tell cached answers apart, as mapping expressions
   * (`method.request.path.id`). `Authorization` is among them on every operation with scopes.
   */
  readonly keyParameters: readonly string[];
}

export interface ContractThrottle {
  /** Steady requests per second. */
  readonly rate: number;
  /** Size of the token bucket. */
  readonly burst: number;
}

export interface ContractFunction {
  /** Name of the folder that holds it, such as `users`. */
  readonly name: string;
  /** Path of its `handler.ts`, beside the contract, in the form the contract's own path has. */
  readonly handlerFile: string;
}

export interface ContractScope {
  /** In full, with the resource server's identifier: `storefront/users.read`. */
  readonly name: string;
  readonly description: string;
}

/** Plain JSON, as YAML's core schema gives it. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}
