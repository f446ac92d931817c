import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { deploymentHash } from "../contract";
import { logGroup } from "../observability/logGroup";
import { accessLogFormat } from "./accessLogFormat";
import { integrationRoles } from "./integrationRoles";
import { invokePermissions } from "./invokePermissions";
import { methodSettings } from "./methodSettings";
import type { RestApiArgs } from "./restApiArgs";
import { restApiBody } from "./restApiBody";
import { endpointShape } from "./restApiEndpoint";

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
  /** What another API's deployment may wait for. */
  readonly deployment: aws.apigateway.Deployment;

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
      { ...parent, ...(args.deployAfter ? { dependsOn: [args.deployAfter.deployment] } : {}) },
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
    this.deployment = deployment;
    this.registerOutputs({ id: this.id, stageName: this.stageName, invokeUrl: this.invokeUrl });
  }
}
