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
  /** The Lambda authorizers that the document declares, in its order. Their functions are among `functions`. */
  readonly authorizers: readonly ContractAuthorizer[];
}

/** One method of one path. */
export interface ContractOperation {
  readonly operationId: string;
  readonly method: HttpMethod;
  /** With parameters in braces, such as `/users/{id}`. */
  readonly path: string;
  readonly integration: ContractIntegration;
  /** Who is let in. */
  readonly access: ContractAccess;
  /** Whether the caller sends an API key besides. A key never stands alone. */
  readonly apiKeyRequired: boolean;
  /** Response cache, on GET only. Absent: never cached. */
  readonly cache?: ContractCache;
  /** Limits of this method in a stage. Absent: the stage's own limits hold. */
  readonly throttle?: ContractThrottle;
}

export type HttpMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD";

/**
 * Who may call an operation: anybody (`security: []`), callers whose access token has any one of the scopes, whoever a
 * Lambda authorizer lets in, or those who sign with AWS credentials that may invoke it.
 */
export type ContractAccess =
  | { readonly kind: "public" }
  | { readonly kind: "scopes"; readonly scopes: readonly string[] }
  | { readonly kind: "authorizer"; readonly authorizer: string }
  | { readonly kind: "sigv4" };

/** A function that decides who may call, by a request's own words. */
export interface ContractAuthorizer {
  /** Name of its security scheme. */
  readonly name: string;
  /** Folder of its function beside the contract. */
  readonly function: string;
  /** Mapping expressions (`method.request.header.Authorization`). One that is missing is answered 401 without asking. */
  readonly identitySources: readonly string[];
  /** How long an answer holds for the same identity. 0: the function is asked each time. */
  readonly ttlSeconds: number;
}

/** What answers an operation: a function of the service, API Gateway itself, another AWS service, or an HTTP backend. */
export type ContractIntegration =
  | { readonly kind: "lambda"; readonly function: string }
  | { readonly kind: "mock"; readonly template: string }
  | ServiceIntegration
  | HttpIntegration;

/** The actions of AWS services that an operation may call without a function in between. */
export const serviceActions = [
  "sqs:SendMessage",
  "kinesis:PutRecord",
  "kinesis:PutRecords",
  "states:StartExecution",
  "states:StartSyncExecution",
] as const;
export type ServiceAction = (typeof serviceActions)[number];

/** One action of an AWS service, on one queue, stream or state machine. */
export interface ServiceIntegration extends Mapping {
  readonly kind: "service";
  readonly action: ServiceAction;
  /** Logical name; the stage says which queue, stream or state machine it is. */
  readonly target: string;
  /** Template of the request, in VTL. `$target` in it stands for the target's name or ARN. */
  readonly request: string;
}

/** An HTTP backend, over the internet or through a VPC link. Without answers it is a proxy: nothing is mapped. */
export interface HttpIntegration extends Mapping {
  readonly kind: "http" | "vpcLink";
  /** Logical name; the stage says where it is. */
  readonly target: string;
  /** Path below the backend's base URL, with parameters in braces. */
  readonly path: string;
  readonly method: HttpMethod;
  /** Template of the request, in VTL. Absent: the request has no body. */
  readonly request?: string;
}

/** How a request and its answer are rewritten. */
export interface Mapping {
  /** `path.id`, `querystring.limit` or `header.X-Trace` → mapping expression. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly answers: readonly ContractAnswer[];
}

/** What the caller gets for one kind of answer of the backend. */
export interface ContractAnswer {
  /** Regular expression on the backend's status; `default` takes what no other does. */
  readonly pattern: string;
  /** One of the statuses that the operation declares. */
  readonly status: string;
  /** Template of the body, in VTL. */
  readonly template: string;
  /** Header → mapping expression. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface ContractCache {
  /** How long an answer is kept. API Gateway's range is 0–3600. */
  readonly ttlSeconds: number;
  /**
   * Request parameters that tell cached answers apart, as mapping expressions
   * (`method.request.path.id`). What tells callers apart is among them on every operation that is not public.
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
