/** What a stage adds to a contract: the names and limits that differ from stage to stage. All values are plain. */
export interface ContractBindings {
  /**
   * Function name in the contract → invoke ARN
   * (`arn:<partition>:apigateway:<region>:lambda:path/2015-03-31/functions/<function ARN>/invocations`).
   */
  readonly functions: Readonly<Record<string, string>>;
  /** User pool whose access tokens are accepted. Needed where an operation asks for a scope. */
  readonly userPoolArn?: string;
  /** Target name in the contract → queue, stream or state machine. */
  readonly targets?: Readonly<Record<string, TargetBinding>>;
  /** Operation → role that API Gateway calls the AWS service with. One for each operation with a `service`. */
  readonly roles?: Readonly<Record<string, string>>;
  /** Target name in the contract → HTTPS backend on the internet. */
  readonly backends?: Readonly<Record<string, BackendBinding>>;
  /** Target name in the contract → HTTP backend behind a VPC link. */
  readonly vpcLinks?: Readonly<Record<string, VpcLinkBinding>>;
  /** Resource policy, as JSON text. @default - none */
  readonly policy?: string;
  readonly cors: CorsBindings;
  /** Headers of every answer that API Gateway writes itself, such as `Deprecation`. @default - none */
  readonly headers?: Readonly<Record<string, string>>;
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

/** What a `service` integration calls. */
interface TargetBinding {
  /** ARN of the queue, the stream or the state machine: it fixes partition, Region, account and name. */
  readonly arn: string;
}

/** A public HTTPS backend. */
interface BackendBinding {
  /** Base URL without a trailing slash, such as `https://inventory.example.com/v1`. */
  readonly url: string;
}

/** An HTTP backend that a VPC link leads to. */
interface VpcLinkBinding {
  readonly connectionId: string;
  /** Base URL: the `Host` that the backend sees, and for TLS the name on its certificate. */
  readonly url: string;
  /** Listener or load balancer, for links of the second generation. @default - the link's own Network Load Balancer */
  readonly integrationTarget?: string;
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
