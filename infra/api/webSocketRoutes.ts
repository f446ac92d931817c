import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { LambdaFunction } from "../compute";
import type { Target } from "../stage";
import type { WebSocketContract, WebSocketRoute } from "./webSocketContract";

export interface WebSocketRoutesArgs {
  readonly target: Target;
  readonly contract: WebSocketContract;
  readonly api: aws.apigatewayv2.Api;
  readonly authorizer: aws.apigatewayv2.Authorizer;
  readonly functions: Readonly<Record<string, LambdaFunction>>;
  readonly timeoutMillis: number;
}

/** What a message of no known action is answered, by API Gateway itself. */
const unknownAction = JSON.stringify({
  type: "error",
  message: "unknown action",
  requestId: "$context.requestId",
});

/**
 * The routes of a WebSocket API with their integrations, models and answers. Every resource that a deployment has to
 * wait for is in the result.
 */
export function webSocketRoutes(
  name: string,
  args: WebSocketRoutesArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  const { contract, api } = args;
  const models = Object.fromEntries(
    Object.entries(contract.models).map(([model, schema]) => [
      model,
      new aws.apigatewayv2.Model(
        `${name}-model-${model}`,
        {
          apiId: api.id,
          name: model,
          contentType: "application/json",
          schema: JSON.stringify({
            $schema: "http://json-schema.org/draft-04/schema#",
            ...(schema as object),
          }),
        },
        opts,
      ),
    ]),
  );
  return [
    ...Object.values(models),
    ...contract.routes.flatMap((route) => declareRoute(name, route, models, args, opts)),
  ];
}

function declareRoute(
  name: string,
  route: WebSocketRoute,
  models: Readonly<Record<string, aws.apigatewayv2.Model>>,
  args: WebSocketRoutesArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  const { api, authorizer, target } = args;
  const { routeKey } = route;
  const part = routeKey.replace("$", "");
  const answers = routeKey !== "$connect" && routeKey !== "$disconnect";
  const lambda = route.function === undefined ? undefined : args.functions[route.function];
  const integration = new aws.apigatewayv2.Integration(
    `${name}-to-${part}`,
    {
      apiId: api.id,
      description: routeKey,
      ...(lambda
        ? {
            integrationType: "AWS_PROXY",
            integrationMethod: "POST",
            integrationUri: lambda.invokeArn,
            contentHandlingStrategy: "CONVERT_TO_TEXT",
            timeoutMilliseconds: args.timeoutMillis,
          }
        : {
            integrationType: "MOCK",
            passthroughBehavior: "NEVER",
            templateSelectionExpression: "default",
            requestTemplates: { default: '{"statusCode": 200}' },
          }),
    },
    opts,
  );
  const model = route.model === undefined ? undefined : models[route.model];
  const declared = new aws.apigatewayv2.Route(
    `${name}-${part}`,
    {
      apiId: api.id,
      routeKey,
      operationName: part,
      target: pulumi.interpolate`integrations/${integration.id}`,
      // Only $connect can ask; who is connected has been let in.
      ...(routeKey === "$connect"
        ? { authorizationType: "CUSTOM", authorizerId: authorizer.id }
        : { authorizationType: "NONE" }),
      ...(model && {
        modelSelectionExpression: "$request.body.action",
        // Whatever the action is spelled like: the route has one model.
        requestModels: { $default: model.name },
      }),
      ...(answers && { routeResponseSelectionExpression: "$default" }),
    },
    opts,
  );
  const permission = lambda
    ? [
        new aws.lambda.Permission(
          `${name}-invoke-${part}`,
          {
            action: "lambda:InvokeFunction",
            principal: "apigateway.amazonaws.com",
            function: lambda.functionName,
            qualifier: lambda.aliasName,
            sourceArn: pulumi.interpolate`${api.executionArn}/${target.stage}/${routeKey}`,
          },
          opts,
        ),
      ]
    : [];
  const answer = answers
    ? [
        new aws.apigatewayv2.RouteResponse(
          `${name}-answer-${part}`,
          { apiId: api.id, routeId: declared.id, routeResponseKey: "$default" },
          opts,
        ),
      ]
    : [];
  const own = lambda
    ? []
    : [
        new aws.apigatewayv2.IntegrationResponse(
          `${name}-own-${part}`,
          {
            apiId: api.id,
            integrationId: integration.id,
            integrationResponseKey: "$default",
            templateSelectionExpression: "default",
            responseTemplates: { default: unknownAction },
          },
          opts,
        ),
      ];
  return [integration, declared, ...permission, ...answer, ...own];
}
