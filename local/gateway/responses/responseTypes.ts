/** A gateway response type as API Gateway has it before anybody customises it. */
export interface ResponseType {
  /** Absent for DEFAULT_4XX and DEFAULT_5XX, which have no status of their own. */
  readonly status?: number;
  /** What stands in for the type when it is not customised. */
  readonly fallback: "DEFAULT_4XX" | "DEFAULT_5XX";
  /** Value of `x-amzn-ErrorType`. */
  readonly errorType: string;
  /** Null: AWS says nothing. */
  readonly message: string | null;
  /** Default body; absent: `{"message":$context.error.messageString}`. */
  readonly template?: string;
  /** REQUEST_TOO_LARGE is answered before the API's customisations are known. */
  readonly fixed?: boolean;
  /** Answers from behind the authorizers have a space after the colon of their default body. */
  readonly spaced?: boolean;
}

const client = (status: number, errorType: string, message: string): ResponseType => ({
  status,
  errorType,
  message,
  fallback: "DEFAULT_4XX",
});
const server = (status: number, errorType: string, message: string): ResponseType => ({
  status,
  errorType,
  message,
  fallback: "DEFAULT_5XX",
  spaced: true,
});
const validation = (status: number, message: string): ResponseType => ({
  ...client(status, "BadRequestException", message),
  spaced: true,
});

/**
 * Types, default statuses and messages.
 * Source: apigateway/latest/developerguide/supported-gateway-response-types.html.
 */
export const RESPONSE_TYPES = {
  ACCESS_DENIED: {
    ...client(403, "AccessDeniedException", "User is not authorized to access this resource"),
    // Not the documented default template: API Gateway itself writes this one with a capital letter.
    template: '{"Message":$context.error.messageString}',
  },
  API_CONFIGURATION_ERROR: server(500, "InternalServerErrorException", "Internal server error"),
  // A failed authorizer tells the caller nothing: {"message":null}.
  AUTHORIZER_CONFIGURATION_ERROR: {
    ...server(500, "AuthorizerConfigurationException", ""),
    message: null,
    spaced: false,
  },
  AUTHORIZER_FAILURE: { ...server(500, "AuthorizerFailureException", ""), message: null, spaced: false },
  BAD_REQUEST_PARAMETERS: validation(400, "Missing required request parameters"),
  BAD_REQUEST_BODY: validation(400, "Invalid request body"),
  DEFAULT_4XX: { errorType: "BadRequestException", message: "Bad Request", fallback: "DEFAULT_4XX" },
  DEFAULT_5XX: {
    errorType: "InternalServerErrorException",
    message: "Internal server error",
    fallback: "DEFAULT_5XX",
    spaced: true,
  },
  EXPIRED_TOKEN: client(
    403,
    "ExpiredTokenException",
    "The security token included in the request is expired",
  ),
  INTEGRATION_FAILURE: server(504, "InternalServerErrorException", "Internal server error"),
  INTEGRATION_TIMEOUT: server(504, "InternalServerErrorException", "Endpoint request timed out"),
  INVALID_API_KEY: client(403, "ForbiddenException", "Forbidden"),
  INVALID_SIGNATURE: client(403, "InvalidSignatureException", "Invalid signature"),
  MISSING_AUTHENTICATION_TOKEN: client(
    403,
    "MissingAuthenticationTokenException",
    "Missing Authentication Token",
  ),
  QUOTA_EXCEEDED: client(429, "LimitExceededException", "Limit Exceeded"),
  REQUEST_TOO_LARGE: {
    ...client(413, "RequestTooLargeException", "Request Entity Too Large"),
    fixed: true,
  },
  RESOURCE_NOT_FOUND: client(404, "NotFoundException", "Not Found"),
  THROTTLED: client(429, "TooManyRequestsException", "Too Many Requests"),
  UNAUTHORIZED: client(401, "UnauthorizedException", "Unauthorized"),
  UNSUPPORTED_MEDIA_TYPE: validation(415, "Unsupported Media Type"),
  WAF_FILTERED: client(403, "ForbiddenException", "Forbidden"),
} as const satisfies Record<string, ResponseType>;

export type ResponseTypeName = keyof typeof RESPONSE_TYPES;
