import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { LambdaFunction } from "../compute";
import { type Contract, type CorsBindings, deploymentHash } from "../contract";
import { logGroup } from "../observability/logGroup";
import type { StageConfig, Target } from "../stage";
import { accessLogFormat } from "./accessLogFormat";
import { integrationRoles, type ServiceTarget } from "./integrationRoles";
import { invokePermissions } from "./invokePermissions";
import { methodSettings } from "./methodSettings";
import { restApiBody } from "./restApiBody";
import { endpointShape, type RestApiEndpoint } from "./restApiEndpoint";

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
  /** What has to stand before a stage can log: the account's log role, where this stack owns it. */
  readonly logRole?: pulumi.Resource;
}

/**
 * A REST API of any endpoint type from one contract. The whole API is one imported body: a Method or Resource of its
 * own would be deleted after the next Deployment had already taken its snapshot (pulumi/pulumi-aws#3289).
 */
export class RestApi extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  /** Name, which is the `ApiName` dimension of its metrics. */
  readonly apiName: pulumi.Output<string>;
  /** `arn:<partition>:execute-api:<region>:<account>:<api id>` */
  readonly executionArn: pulumi.Output<string>;
  readonly stageName: pulumi.Output<string>;
  /** What a web ACL is associated with. An Output of the Stage, so that the association waits for it. */
  readonly stageArn: pulumi.Output<string>;
  readonly invokeUrl: pulumi.Output<string>;
  readonly accessLogName: pulumi.Output<string>;
  readonly executionLogName: pulumi.Output<string>;

  /** @throws BindingError when the stage does not give the contract what it needs; at preview once all is known */
  constructor(name: string, args: RestApiArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:api:RestApi", name, {}, { ...opts, aliases: [{ type: "gatehouse:api:EdgeApi" }] });
    const { config, target, contract, settings } = args;
    const parent = { parent: this };
    const apiName = `${contract.name}-${contract.version}`;

    const roles = integrationRoles(name, args, parent);
    const body = restApiBody({ ...args, roleArns: roles.arns });
    const shape = {
      ...endpointShape(args.endpoint),
      disableExecuteApiEndpoint: args.disableExecuteApiEndpoint ?? false,
      ...(args.policy === undefined ? {} : { policy: args.policy }),
    };
    const api = new aws.apigateway.RestApi(
      `${name}-api`,
      {
        ...shape,
        name: `${target.prefix}-${apiName}`,
        description: `The ${contract.name} API, ${contract.version}, stage ${target.stage}`,
        body: body.apply((document) => JSON.stringify(document)),
        // PutRestApi merges and tolerates unless told otherwise: what left the contract has to leave the API.
        putRestApiMode: "overwrite",
        failOnWarnings: true,
      },
      parent,
    );
    const permissions = invokePermissions(name, { ...args, functions: args.functions ?? {}, api }, parent);

    const deployment = new aws.apigateway.Deployment(
      `${name}-deployment`,
      {
        restApi: api.id,
        description: `${contract.name} ${contract.version}`,
        // A snapshot: without a new hash nothing that changed would ever be served.
        triggers: {
          shape: pulumi
            .jsonStringify(shape)
            .apply((shape) => body.apply((document) => deploymentHash({ document, shape }))),
        },
      },
      parent,
    );
    const executionLog = logGroup(
      `${name}-execution-log`,
      {
        config,
        // API Gateway's own name. It would make the group itself, without an end to what it keeps.
        name: pulumi.interpolate`API-Gateway-Execution-Logs_${api.id}/${target.stage}`,
        kmsKeyArn: args.platformKeyArn,
      },
      parent,
    );
    const accessLog = logGroup(
      `${name}-access-log`,
      { config, name: `/aws/vendedlogs/${target.prefix}/api/${apiName}`, kmsKeyArn: args.platformKeyArn },
      parent,
    );
    const certificate = args.clientCertificate
      ? new aws.apigateway.ClientCertificate(
          `${name}-client-certificate`,
          { description: `${apiName} shows it to its HTTP backends` },
          parent,
        )
      : undefined;
    const { cache } = settings;
    const stage = new aws.apigateway.Stage(
      `${name}-stage`,
      {
        restApi: api.id,
        deployment: deployment.id,
        stageName: target.stage,
        description: `${contract.name} ${contract.version}`,
        accessLogSettings: { destinationArn: accessLog.arn, format: accessLogFormat },
        xrayTracingEnabled: true,
        cacheClusterEnabled: cache?.enabled ?? false,
        ...(cache?.enabled ? { cacheClusterSize: cache.clusterGigabytes } : {}),
        ...(certificate ? { clientCertificateId: certificate.id } : {}),
      },
      {
        ...parent,
        dependsOn: [executionLog, ...permissions, ...roles.policies, ...(args.logRole ? [args.logRole] : [])],
      },
    );

    // One after the other: each is an UpdateStage, and API Gateway refuses two at a time.
    methodSettings(contract.operations, settings).reduce<pulumi.Resource[]>(
      (earlier, { name: method, methodPath, settings }) => [
        new aws.apigateway.MethodSettings(
          `${name}-settings-${method}`,
          { restApi: api.id, stageName: stage.stageName, methodPath, settings },
          { ...parent, dependsOn: earlier },
        ),
      ],
      [],
    );

    this.id = api.id;
    this.apiName = api.name;
    this.executionArn = api.executionArn;
    this.stageName = stage.stageName;
    this.stageArn = stage.arn;
    this.invokeUrl = stage.invokeUrl;
    this.accessLogName = accessLog.name;
    this.executionLogName = executionLog.name;
    this.registerOutputs({ id: this.id, stageName: this.stageName, invokeUrl: this.invokeUrl });
  }
}
