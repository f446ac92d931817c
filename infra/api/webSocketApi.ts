import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { LambdaFunction } from "../compute";
import { logGroup } from "../observability/logGroup";
import type { StageConfig, Target } from "../stage";
import { webSocketLogFormat } from "./httpApiAccessLogFormat";
import { authorizerFolder, type WebSocketContract } from "./webSocketContract";
import { webSocketRoutes } from "./webSocketRoutes";

/** Where functions write to connections, known before the functions are. */
export interface ConnectionsEndpoint {
  /** For the SDK's client of the connections API. */
  readonly url: pulumi.Output<string>;
  /** What a role names to write to connections of this API and stage. */
  readonly arn: pulumi.Output<string>;
}

export interface WebSocketApiArgs {
  readonly config: StageConfig;
  readonly target: Target;
  readonly contract: WebSocketContract;
  /** Makes the functions, by their names in the contract; `authorizer` is one of them. */
  readonly functions: (connections: ConnectionsEndpoint) => Readonly<Record<string, LambdaFunction>>;
  readonly throttle: StageConfig["live"]["throttle"];
  readonly timeoutMillis: number;
  readonly platformKeyArn: pulumi.Input<string>;
  /** What has to stand before a stage can log: the account's log role, where this stack owns it. */
  readonly logRole?: pulumi.Resource;
}

/**
 * A WebSocket API from its contract. Its own address stays open even with a custom domain or a distribution in front:
 * functions write to connections there, and the authorizer decides who connects.
 */
export class WebSocketApi extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly stageName: pulumi.Output<string>;
  /** `wss://…/<stage>` */
  readonly invokeUrl: pulumi.Output<string>;
  /** `<id>.execute-api.<region>…`: the origin of a distribution in front of it. */
  readonly hostName: pulumi.Output<string>;
  readonly accessLogName: pulumi.Output<string>;
  readonly functions: Readonly<Record<string, LambdaFunction>>;

  /** @throws Error when a function of the contract is not among those made. */
  constructor(name: string, args: WebSocketApiArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:api:WebSocketApi", name, {}, opts);
    const { config, target, contract, throttle } = args;
    const parent = { parent: this };
    const api = new aws.apigatewayv2.Api(
      `${name}-api`,
      {
        name: `${target.prefix}-${contract.name}`,
        description: `The ${contract.name} API, stage ${target.stage}`,
        protocolType: "WEBSOCKET",
        routeSelectionExpression: "$request.body.action",
      },
      parent,
    );
    const hostName = api.apiEndpoint.apply((url) => new URL(url).host);
    this.functions = args.functions({
      url: pulumi.interpolate`https://${hostName}/${target.stage}`,
      arn: pulumi.interpolate`${api.executionArn}/${target.stage}/POST/@connections/*`,
    });
    const missing = contract.functions.filter((one) => !this.functions[one.name]);
    const decider = this.functions[authorizerFolder];
    if (missing.length > 0 || !decider) {
      const names = missing.map((one) => one.name).join(", ");
      throw new Error(`${contract.file} names functions that the program does not declare: ${names}`);
    }
    const authorizer = new aws.apigatewayv2.Authorizer(
      `${name}-connect`,
      {
        apiId: api.id,
        name: "connect",
        authorizerType: "REQUEST",
        authorizerUri: decider.invokeArn,
        // One that is missing is answered 401 without asking. A browser can send no header of its own with a WebSocket.
        identitySources: ["route.request.header.Origin", "route.request.querystring.token"],
      },
      parent,
    );
    new aws.lambda.Permission(
      `${name}-authorize`,
      {
        action: "lambda:InvokeFunction",
        principal: "apigateway.amazonaws.com",
        function: decider.functionName,
        qualifier: decider.aliasName,
        sourceArn: pulumi.interpolate`${api.executionArn}/authorizers/${authorizer.id}`,
      },
      parent,
    );
    const routes = webSocketRoutes(
      name,
      {
        target,
        contract,
        api,
        authorizer,
        functions: this.functions,
        timeoutMillis: args.timeoutMillis,
      },
      parent,
    );
    const deployment = new aws.apigatewayv2.Deployment(
      `${name}-deployment`,
      {
        apiId: api.id,
        description: `${contract.name} ${contract.version}`,
        // A snapshot: what is not in the hash changes without ever being served.
        triggers: {
          shape: pulumi
            .jsonStringify([
              contract.routes,
              contract.models,
              args.timeoutMillis,
              authorizer.identitySources,
              Object.values(this.functions).map(({ invokeArn }) => invokeArn),
            ])
            .apply((text) => createHash("sha256").update(text).digest("hex")),
        },
      },
      { ...parent, dependsOn: routes },
    );
    const executionLog = logGroup(
      `${name}-execution-log`,
      {
        config,
        // API Gateway's own name for WebSocket APIs. It would make the group itself, without an end to what it keeps.
        name: pulumi.interpolate`/aws/apigateway/${api.id}/${target.stage}`,
        kmsKeyArn: args.platformKeyArn,
      },
      parent,
    );
    const accessLog = logGroup(
      `${name}-access-log`,
      {
        config,
        name: `/aws/vendedlogs/${target.prefix}/api/${contract.name}`,
        kmsKeyArn: args.platformKeyArn,
      },
      parent,
    );
    const stage = new aws.apigatewayv2.Stage(
      `${name}-stage`,
      {
        apiId: api.id,
        name: target.stage,
        description: `${contract.name} ${contract.version}`,
        deploymentId: deployment.id,
        defaultRouteSettings: {
          throttlingRateLimit: throttle.requestsPerSecond,
          throttlingBurstLimit: throttle.burst,
          detailedMetricsEnabled: true,
          loggingLevel: "ERROR",
          // Whole messages, with whatever callers put into them.
          dataTraceEnabled: false,
        },
        accessLogSettings: { destinationArn: accessLog.arn, format: webSocketLogFormat },
      },
      { ...parent, dependsOn: [executionLog, ...(args.logRole ? [args.logRole] : [])] },
    );
    this.id = api.id;
    this.stageName = stage.name;
    this.accessLogName = accessLog.name;
    this.hostName = hostName;
    this.invokeUrl = pulumi.interpolate`wss://${hostName}/${stage.name}`;
    this.registerOutputs({ id: this.id, invokeUrl: this.invokeUrl });
  }
}
