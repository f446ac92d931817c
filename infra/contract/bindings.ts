/** What a stage adds to a contract: the names and limits that differ from stage to stage. All values are plain. */
export interface ContractBindings {
  /**
   * Function name in the contract → invoke ARN
   * (`arn:<partition>:apigateway:<region>:lambda:path/2015-03-31/functions/<function ARN>/invocations`).
   */
  readonly functions: Readonly<Record<string, string>>;
  /** User pool whose access tokens are accepted. */
  readonly userPoolArn: string;
  readonly cors: CorsBindings;
  /**
   * Longest wait for an integration.
   * @default 29000 - API Gateway's limit for edge-optimised APIs; 50 is the least
   */
  readonly integrationTimeoutMillis?: number;
  /**
   * Answers of at least this many bytes are compressed when the caller accepts it, 0–10485760.
   * @default - no compression
   */
  readonly minimumCompressionSize?: number;
}

/** Which pages of other origins may call the API. */
export interface CorsBindings {
  /**
   * Exact origins (`https://shop.example.com`). Empty: no cross-origin calls, and no OPTIONS methods. Credentials mode
   * (cookies) is never allowed: callers send a bearer token.
   */
  readonly allowOrigins: readonly string[];
  /** @default - Authorization, Content-Type and the header parameters that the operations of a path declare */
  readonly allowHeaders?: readonly string[];
  /** How long a browser may keep the answer to a preflight request. */
  readonly maxAgeSeconds: number;
}
