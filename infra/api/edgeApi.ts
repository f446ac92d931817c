import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { LambdaFunction } from "../compute";
import { compileContract, type Contract, deploymentHash } from "../contract";
import { logGroup } from "../observability/logGroup";
import { defaults, type StageConfig, type Target } from "../stage";
import { accessLogFormat } from "./accessLogFormat";
import { invokePermissions } from "./invokePermissions";
import { methodSettings } from "./methodSettings";

export interface EdgeApiArgs {
  readonly config: StageConfig;
  readonly target: Target;
  readonly contract: Contract;
  /** Function name in the contract → function. */
  readonly functions: Readonly<Record<string, LambdaFunction>>;
  readonly userPoolArn: pulumi.Input<string>;
  readonly platformKeyArn: pulumi.Input<string>;
  /** What has to stand before a stage can log: the account's log role, where this stack owns it. */
  readonly logRole?: pulumi.Resource;
}

/**
 * An edge-optimised REST API from one contract. The whole API is one imported body: a Method or Resource of its own
 * would be deleted after the next Deployment had already taken its snapshot (pulumi/pulumi-aws#3289).
 */
export class EdgeApi extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  /** Name, which is the `ApiName` dimension of its metrics. */
  readonly apiName: pulumi.Output<string>;
  readonly stageName: pulumi.Output<string>;
  /** What a web ACL is associated with. An Output of the Stage, so that the association waits for it. */
  readonly stageArn: pulumi.Output<string>;
  readonly invokeUrl: pulumi.Output<string>;

  constructor(name: string, args: EdgeApiArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:api:EdgeApi", name, {}, opts);
    const { config, target, contract } = args;
    const parent = { parent: this };
    const { storefront } = config;
    const basePath = `${contract.name}-${contract.version}`;

    const body = pulumi
      .all([
        pulumi.all(
          Object.entries(args.functions).map(([part, { invokeArn }]) =>
            invokeArn.apply((arn) => [part, arn] as const),
          ),
        ),
        args.userPoolArn,
      ])
      .apply(([functions, userPoolArn]) =>
        compileContract(contract, {
          functions: Object.fromEntries(functions),
          userPoolArn,
          cors: storefront.cors,
          // A second more than the function has: its own timeout is the better error.
          integrationTimeoutMillis: (storefront.functions.timeoutSeconds + 1) * 1000,
          minimumCompressionSize: storefront.compressionMinimumBytes,
        }),
      );
    // With a custom domain there is one way in; the default endpoint would be another.
    const shape = {
      endpointConfiguration: { types: "EDGE" },
      disableExecuteApiEndpoint: config.domain !== undefined,
      securityPolicy: endpointTlsPolicy(config),
      endpointAccessMode: "STRICT",
    };
    const api = new aws.apigateway.RestApi(
      `${name}-api`,
      {
        ...shape,
        name: `${target.prefix}-${basePath}`,
        description: `The ${contract.name} API, ${contract.version}, stage ${target.stage}`,
        body: body.apply((document) => JSON.stringify(document)),
        // PutRestApi merges and tolerates unless told otherwise: what left the contract has to leave the API.
        putRestApiMode: "overwrite",
        failOnWarnings: true,
      },
      parent,
    );
    const permissions = invokePermissions(name, { ...args, api }, parent);

    const deployment = new aws.apigateway.Deployment(
      `${name}-deployment`,
      {
        restApi: api.id,
        description: `${contract.name} ${contract.version}`,
        // A snapshot: without a new hash nothing that changed would ever be served.
        triggers: { shape: body.apply((document) => deploymentHash({ document, shape })) },
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
      {
        config,
        name: `/aws/vendedlogs/${target.prefix}/api/${basePath}`,
        kmsKeyArn: args.platformKeyArn,
      },
      parent,
    );
    const stage = new aws.apigateway.Stage(
      `${name}-stage`,
      {
        restApi: api.id,
        deployment: deployment.id,
        stageName: target.stage,
        description: `${contract.name} ${contract.version}`,
        accessLogSettings: { destinationArn: accessLog.arn, format: accessLogFormat },
        xrayTracingEnabled: true,
        cacheClusterEnabled: storefront.cache.enabled,
        ...(storefront.cache.enabled ? { cacheClusterSize: storefront.cache.clusterGigabytes } : {}),
      },
      { ...parent, dependsOn: [executionLog, ...permissions, ...(args.logRole ? [args.logRole] : [])] },
    );

    // One after the other: each is an UpdateStage, and API Gateway refuses two at a time.
    methodSettings(contract.operations, storefront).reduce<pulumi.Resource[]>(
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
    this.stageName = stage.stageName;
    this.stageArn = stage.arn;
    this.invokeUrl = stage.invokeUrl;
    this.registerOutputs({ id: this.id, stageName: this.stageName, invokeUrl: this.invokeUrl });
  }
}

/** The API's own endpoint knows no TLS_1_2: an edge-optimised API has TLS_1_0 or one of the enhanced policies. */
function endpointTlsPolicy({ domain }: StageConfig): string {
  return domain?.tlsPolicy.startsWith("SecurityPolicy_") ? domain.tlsPolicy : defaults.domain.tlsPolicy.value;
}
