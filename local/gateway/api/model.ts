/** A REST API as the gateway sees it, whichever way the program declared it. Names are API Gateway's. */
export interface RestApiModel {
  readonly urn: string;
  readonly id: string;
  readonly name: string;
  /** EDGE, REGIONAL or PRIVATE. */
  readonly endpointType: string;
  readonly location: Location;
  readonly binaryMediaTypes: readonly string[];
  /** Size in bytes from which on answers are compressed; absent: none is. */
  readonly minimumCompressionSize?: number;
  /** Where callers' API keys come from: the header `x-api-key`, or the Lambda authorizer's answer. */
  readonly apiKeySource: "HEADER" | "AUTHORIZER";
  readonly disableExecuteApiEndpoint: boolean;
  /** The resource policy, parsed. */
  readonly policy?: Readonly<Record<string, unknown>>;
  readonly methods: readonly MethodModel[];
  /** By response type, such as `DEFAULT_4XX`. */
  readonly gatewayResponses: ReadonlyMap<string, GatewayResponseModel>;
  /** JSON Schema (draft 4) models by name; schemas refer to them as `#/definitions/<name>`. */
  readonly models: Readonly<Record<string, unknown>>;
}

/** Where an API is, read from its execution ARN. */
export interface Location {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
  /** `amazonaws.com`, or what the partition has instead. */
  readonly dnsSuffix: string;
  /** `arn:<partition>:execute-api:<region>:<account>:<api>`. */
  readonly executionArn: string;
}

export interface MethodModel {
  readonly resourcePath: string;
  readonly resourceId: string;
  /** Upper case; `ANY` stands for every method. */
  readonly httpMethod: string;
  readonly operationName?: string;
  readonly authorization: Authorization;
  readonly apiKeyRequired: boolean;
  readonly parameters: readonly ParameterModel[];
  /** Content type (or `$default`) → JSON Schema of the body. */
  readonly requestModels: Readonly<Record<string, unknown>>;
  readonly validateBody: boolean;
  readonly validateParameters: boolean;
  readonly integration: IntegrationModel;
}

export interface ParameterModel {
  readonly location: "querystring" | "header" | "path";
  readonly name: string;
  readonly required: boolean;
}

export type Authorization =
  | { readonly type: "NONE" }
  | { readonly type: "AWS_IAM" }
  | LambdaAuthorizerModel
  | {
      readonly type: "COGNITO_USER_POOLS";
      readonly name: string;
      readonly providerArns: readonly string[];
      /** Lower case header name. */
      readonly header: string;
      readonly identityValidationExpression?: string;
      readonly scopes: readonly string[];
    };

/** A Lambda authorizer. */
export interface LambdaAuthorizerModel {
  readonly type: "CUSTOM";
  readonly name: string;
  /** Id in ARNs: `…/authorizers/<id>`; empty when API Gateway makes it on import. */
  readonly id: string;
  readonly kind: "TOKEN" | "REQUEST";
  /** ARN of the invocation, `arn:aws:apigateway:…:lambda:path/…/functions/<arn>/invocations`. */
  readonly uri: string;
  readonly credentials?: string;
  /** `method.request.header.Authorization`, `context.identity.sourceIp`, `stageVariables.x` … */
  readonly identitySources: readonly string[];
  /** For TOKEN: what the token must match whole. */
  readonly identityValidationExpression?: string;
  /** Zero: results are not cached. */
  readonly ttlSeconds: number;
}

export interface IntegrationModel {
  /** AWS_PROXY, AWS, HTTP_PROXY, HTTP or MOCK. */
  readonly type: string;
  /** Method of the call to the backend, upper case; absent: that of the request. */
  readonly httpMethod?: string;
  readonly uri?: string;
  /** VPC_LINK, or INTERNET. */
  readonly connectionType: string;
  /** CONVERT_TO_BINARY or CONVERT_TO_TEXT. */
  readonly contentHandling?: string;
  readonly credentials?: string;
  readonly requestTemplates: Readonly<Record<string, string>>;
  readonly requestParameters: Readonly<Record<string, string>>;
  /** WHEN_NO_MATCH, WHEN_NO_TEMPLATES or NEVER. */
  readonly passthroughBehavior: string;
  readonly timeoutMilliseconds: number;
  readonly cacheKeyParameters: readonly string[];
  readonly cacheNamespace: string;
  readonly responses: readonly IntegrationResponseModel[];
}

export interface IntegrationResponseModel {
  /** Absent: the default response. */
  readonly selectionPattern?: string;
  /** CONVERT_TO_BINARY or CONVERT_TO_TEXT. */
  readonly contentHandling?: string;
  readonly statusCode: number;
  readonly responseTemplates: Readonly<Record<string, string>>;
  readonly responseParameters: Readonly<Record<string, string>>;
}

export interface GatewayResponseModel {
  readonly statusCode?: number;
  readonly responseParameters: Readonly<Record<string, string>>;
  readonly responseTemplates: Readonly<Record<string, string>>;
}

/** Seconds that a Lambda authorizer's result is cached when nothing else is declared, and at most. */
export const DEFAULT_AUTHORIZER_TTL_SECONDS = 300;
export const LONGEST_AUTHORIZER_TTL_SECONDS = 3_600;

/** Integration timeout when none is declared, in milliseconds. */
export const DEFAULT_TIMEOUT_MILLISECONDS = 29_000;
