import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { LambdaFunction } from "../compute";
import type { Contract, CorsBindings } from "../contract";
import type { StageConfig, Target } from "../stage";
import type { ServiceTarget } from "./integrationRoles";
import type { RestApiEndpoint } from "./restApiEndpoint";

/** Limits and habits of one API's stage; a section of the stage's configuration. */
export interface RestApiSettings {
  readonly throttle: { readonly requestsPerSecond: number; readonly burst: number };
  /** @default - no cache cluster */
  readonly cache?: { readonly enabled: boolean; readonly clusterGigabytes: string };
  /** @default - no page of another origin may call */
  readonly cors?: CorsBindings;
  /** Answers of at least this size are compressed. @default - none is */
  readonly compressionMinimumBytes?: number;
  /** Longest wait for an integration. @default 29000 */
  readonly integrationTimeoutMillis?: number;
}

/** An HTTP backend behind a VPC link. */
export interface VpcLinkBackend {
  readonly connectionId: pulumi.Input<string>;
  /** Base URL: the `Host` that the backend sees. */
  readonly url: pulumi.Input<string>;
  /** @default - the link's own Network Load Balancer */
  readonly integrationTarget?: pulumi.Input<string>;
}

/** What a REST API is made of. */
export interface RestApiArgs {
  readonly config: StageConfig;
  readonly target: Target;
  readonly contract: Contract;
  readonly endpoint: RestApiEndpoint;
  readonly settings: RestApiSettings;
  /** Function name in the contract → function; authorizers are among them. @default - none */
  readonly functions?: Readonly<Record<string, LambdaFunction>>;
  /** Needed where the contract asks for scopes. */
  readonly userPoolArn?: pulumi.Input<string>;
  /** Target name in the contract → queue, stream or state machine. */
  readonly targets?: Readonly<Record<string, ServiceTarget>>;
  /** Target name in the contract → public HTTPS backend. */
  readonly backends?: Readonly<Record<string, { readonly url: pulumi.Input<string> }>>;
  /** Target name in the contract → backend behind a VPC link. */
  readonly vpcLinks?: Readonly<Record<string, VpcLinkBackend>>;
  /**
   * Resource policy, as JSON text. Resources are best written `arn:<partition>:execute-api:<region>:<account>:*`
   * + `/<stage>/…`: API Gateway rewrites the short form `execute-api:/…`, which a refresh then shows as a change.
   * @default - none; a private API cannot be deployed without
   */
  readonly policy?: pulumi.Input<string>;
  /** Headers of every answer that API Gateway writes itself. @default - none */
  readonly headers?: Readonly<Record<string, string>>;
  /** Close the `execute-api` address; for an API that is called by a custom domain. @default false */
  readonly disableExecuteApiEndpoint?: boolean;
  /** Whether API Gateway shows HTTP backends a certificate of its own. @default false */
  readonly clientCertificate?: boolean;
  readonly platformKeyArn: pulumi.Input<string>;
  /**
   * API whose deployment goes first. An account has one CreateDeployment in five seconds, for all its APIs, and no more
   * on request (API Gateway quotas): APIs of one program that are deployed at once refuse each other.
   * @default - deployed at once
   */
  readonly deployAfter?: { readonly deployment: aws.apigateway.Deployment };
  /** What has to stand before a stage can log: the account's log role, where this stack owns it. */
  readonly logRole?: pulumi.Resource;
}
