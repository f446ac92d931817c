import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { LambdaFunction } from "../compute";
import { callerDocument, type Contract } from "../contract";
import { logGroup } from "../observability/logGroup";
import type { StageConfig, Target } from "../stage";
import { httpApiLogFormat } from "./httpApiAccessLogFormat";
import { type HttpRoute, httpRoutes } from "./httpApiRoutes";

/** A backend that is reached through a VPC link. */
export interface PrivateTarget {
  readonly vpcLinkId: pulumi.Input<string>;
  /** Listener of the load balancer. */
  readonly listenerArn: pulumi.Input<string>;
  /** Name in the backend's certificate. */
  readonly serverName: string;
}

export interface HttpApiArgs {
  readonly config: StageConfig;
  readonly target: Target;
  readonly contract: Contract;
  /** Function name in the contract → function. */
  readonly functions: Readonly<Record<string, LambdaFunction>>;
  /** Logical name in the contract → backend. Operations on others are not declared. */
  readonly privateTargets: Readonly<Record<string, PrivateTarget>>;
  /** Whose access tokens are accepted. */
  readonly tokens: {
    /** `https://…` */
    readonly issuer: pulumi.Input<string>;
    /** App clients; an access token of Cognito names its client where others have an audience. */
    readonly audience: readonly pulumi.Input<string>[];
  };
  readonly throttle: StageConfig["catalog"]["throttle"];
  readonly cors: StageConfig["catalog"]["cors"];
  readonly timeoutMillis: number;
  readonly autoDeploy: boolean;
  /** Whether the address of API Gateway's own is closed, because there is a custom domain. */
  readonly ownAddressClosed: boolean;
  readonly platformKeyArn: pulumi.Input<string>;
}

/**
 * An HTTP API from one contract, route by route: unlike a REST API's body, each route is a resource that previews,
 * policies and people see by itself, and it needs no snapshot to be served.
 */
export class HttpApi extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly stageName: pulumi.Output<string>;
  readonly invokeUrl: pulumi.Output<string>;
  /** `<id>.execute-api.<region>…`: the origin of a distribution in front of it. */
  readonly hostName: pulumi.Output<string>;
  readonly accessLogName: pulumi.Output<string>;

  constructor(name: string, args: HttpApiArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:api:HttpApi", name, {}, opts);
    const { config, target, contract, cors, throttle } = args;
    const parent = { parent: this };
    const routes = httpRoutes(contract, Object.keys(args.privateTargets));

    const api = new aws.apigatewayv2.Api(
      `${name}-api`,
      {
        name: `${target.prefix}-${contract.name}`,
        description: `The ${contract.name} API, stage ${target.stage}`,
        protocolType: "HTTP",
        disableExecuteApiEndpoint: args.ownAddressClosed,
        ...(cors.allowOrigins.length > 0 && {
          corsConfiguration: {
            allowOrigins: [...cors.allowOrigins],
            allowMethods: [...new Set(contract.operations.map(({ method }) => method))].sort(),
            allowHeaders: ["authorization", "content-type"],
            exposeHeaders: ["apigw-requestid"],
            // Callers send a bearer token; cookies would make every page a caller in its visitor's name.
            allowCredentials: false,
            maxAge: cors.maxAgeSeconds,
          },
        }),
      },
      parent,
    );
    const authorizer = new aws.apigatewayv2.Authorizer(
      `${name}-tokens`,
      {
        apiId: api.id,
        name: "access-tokens",
        authorizerType: "JWT",
        identitySources: ["$request.header.Authorization"],
        jwtConfiguration: { issuer: args.tokens.issuer, audiences: [...args.tokens.audience] },
      },
      parent,
    );
    const declared = routes.map((route) => this.route(name, route, api, authorizer, args));

    const log = logGroup(
      `${name}-access-log`,
      {
        config,
        name: `/aws/vendedlogs/${target.prefix}/api/${contract.name}`,
        kmsKeyArn: args.platformKeyArn,
      },
      parent,
    );
    const limits = {
      throttlingRateLimit: throttle.requestsPerSecond,
      throttlingBurstLimit: throttle.burst,
      detailedMetricsEnabled: true,
    };
    const deployment = args.autoDeploy
      ? undefined
      : new aws.apigatewayv2.Deployment(
          `${name}-deployment`,
          {
            apiId: api.id,
            description: `${contract.name} ${contract.version}`,
            triggers: {
              shape: shapeOf(routes, [
                routes.map((route) => destination(route, args)),
                args.timeoutMillis,
                api.corsConfiguration,
                authorizer.jwtConfiguration,
              ]),
            },
          },
          { ...parent, dependsOn: declared },
        );
    const stage = new aws.apigatewayv2.Stage(
      `${name}-stage`,
      {
        apiId: api.id,
        // Without a name in the path: the API's addresses are the contract's.
        name: "$default",
        description: `${contract.name} ${contract.version}, ${target.stage}`,
        autoDeploy: args.autoDeploy,
        ...(deployment && { deploymentId: deployment.id }),
        defaultRouteSettings: limits,
        routeSettings: routes.flatMap((route) =>
          route.throttle
            ? [
                {
                  ...limits,
                  routeKey: route.routeKey,
                  // A route may not promise more than its stage has.
                  throttlingRateLimit: Math.min(route.throttle.rate, throttle.requestsPerSecond),
                  throttlingBurstLimit: Math.min(route.throttle.burst, throttle.burst),
                },
              ]
            : [],
        ),
        accessLogSettings: { destinationArn: log.arn, format: httpApiLogFormat },
      },
      // Settings of a route are refused before the route is there.
      { ...parent, dependsOn: declared },
    );

    this.id = api.id;
    this.stageName = stage.name;
    this.invokeUrl = stage.invokeUrl.apply((url) => url.replace(/\/$/, ""));
    this.accessLogName = log.name;
    this.hostName = api.apiEndpoint.apply((url) => new URL(url).host);
    this.registerOutputs({
      id: this.id,
      invokeUrl: this.invokeUrl,
      // API Gateway keeps routes of an HTTP API and no schemas: whoever has the state has the document too.
      document: JSON.stringify(
        callerDocument(
          contract,
          routes.map((route) => route.name),
        ),
      ),
    });
  }

  /** A route with its integration, and the right to call what is behind it. */
  private route(
    name: string,
    route: HttpRoute,
    api: aws.apigatewayv2.Api,
    authorizer: aws.apigatewayv2.Authorizer,
    args: HttpApiArgs,
  ): pulumi.Resource {
    const parent = { parent: this };
    const integration = new aws.apigatewayv2.Integration(
      `${name}-to-${route.name}`,
      {
        apiId: api.id,
        description: route.routeKey,
        timeoutMilliseconds: args.timeoutMillis,
        ...destination(route, args),
      },
      parent,
    );
    const permissions: pulumi.Resource[] = [];
    if (route.integration.kind === "lambda") {
      const lambda = functionOf(route.integration.function, args);
      permissions.push(
        new aws.lambda.Permission(
          `${name}-invoke-${route.name}`,
          {
            action: "lambda:InvokeFunction",
            principal: "apigateway.amazonaws.com",
            function: lambda.functionName,
            qualifier: lambda.aliasName,
            sourceArn: pulumi.interpolate`${api.executionArn}/$default/${routeArnPath(route.routeKey)}`,
          },
          parent,
        ),
      );
    }
    return new aws.apigatewayv2.Route(
      `${name}-${route.name}`,
      {
        apiId: api.id,
        routeKey: route.routeKey,
        operationName: route.name,
        target: pulumi.interpolate`integrations/${integration.id}`,
        authorizationType: "JWT",
        authorizerId: authorizer.id,
        authorizationScopes: [...route.scopes],
      },
      // A route without the right to call would answer 500 until it has it.
      { ...parent, dependsOn: permissions },
    );
  }
}

function destination(
  { integration }: HttpRoute,
  args: HttpApiArgs,
): Omit<aws.apigatewayv2.IntegrationArgs, "apiId"> {
  if (integration.kind === "lambda") {
    return {
      integrationType: "AWS_PROXY",
      integrationMethod: "POST",
      integrationUri: functionOf(integration.function, args).invokeArn,
      // The event of REST APIs, so that functions of both kinds share what reads it.
      payloadFormatVersion: "1.0",
    };
  }
  const backend = args.privateTargets[integration.target];
  if (!backend) throw new Error(`no private backend ${integration.target}`);
  return {
    integrationType: "HTTP_PROXY",
    integrationMethod: integration.method,
    integrationUri: backend.listenerArn,
    connectionType: "VPC_LINK",
    connectionId: backend.vpcLinkId,
    tlsConfig: { serverNameToVerify: backend.serverName },
    payloadFormatVersion: "1.0",
    // Authorization is a reserved header: no mapping can keep the caller's token from the backend.
    requestParameters: { "overwrite:path": integration.path },
  };
}

function functionOf(name: string, { functions, contract }: HttpApiArgs): LambdaFunction {
  const found = functions[name];
  if (!found)
    throw new Error(`${contract.file} names the function ${name}, which the program does not declare`);
  return found;
}

/** `GET/products/*`: a path parameter may be anything. */
const routeArnPath = (routeKey: string): string => routeKey.replace(" ", "").replace(/\{[^}]*\}/g, "*");

/** A hash over everything that a deployment snapshots. */
const shapeOf = (
  routes: readonly HttpRoute[],
  parts: readonly pulumi.Input<unknown>[],
): pulumi.Output<string> =>
  pulumi.jsonStringify([routes, ...parts]).apply((text) => createHash("sha256").update(text).digest("hex"));
