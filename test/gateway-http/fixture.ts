import type { GatewayParts } from "../../local/gateway";
import type { Graph, GraphResource } from "../../local/graph/graph";
import type { Json, Rehearsal } from "../gateway/fixture";
import { ACCOUNT, FUNCTION_ARN, POOL_ARN, rehearse, resource } from "../gateway/fixture";

export const HTTP_ID = "http123456";
export const HTTP_ARN = `arn:aws:execute-api:eu-west-1:${ACCOUNT}:${HTTP_ID}`;
export const AUTHORIZER_ARN = `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:authorizer`;
export const AWS_HOST = `${HTTP_ID}.execute-api.eu-west-1.amazonaws.com`;

export interface HttpOptions {
  /** Route key → properties of the route; `integration` and `authorizer` name others of these options. */
  readonly routes?: Readonly<Record<string, Json>>;
  /** @default `function`: the test function in format 2.0 */
  readonly integrations?: Readonly<Record<string, Json>>;
  readonly authorizers?: Readonly<Record<string, Json>>;
  readonly api?: Json;
  /** Stage name → properties. @default `$default`, deployed automatically */
  readonly stages?: Readonly<Record<string, Json>>;
  readonly extra?: readonly GraphResource[];
  readonly noPermission?: boolean;
}

/** The integration with the test function. */
export const FUNCTION: Json = {
  integrationType: "AWS_PROXY",
  integrationUri: FUNCTION_ARN,
  payloadFormatVersion: "2.0",
};

/** A JWT authorizer of the test user pool. */
export const JWT: Json = {
  authorizerType: "JWT",
  identitySources: ["$request.header.Authorization"],
  jwtConfiguration: {
    issuer: "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_pool",
    audiences: ["client1"],
  },
};

/** A REQUEST authorizer with the simple response form. */
export const SIMPLE: Json = {
  authorizerType: "REQUEST",
  authorizerUri: `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${AUTHORIZER_ARN}/invocations`,
  authorizerPayloadFormatVersion: "2.0",
  enableSimpleResponses: true,
  identitySources: ["$request.header.X-Token"],
  authorizerResultTtlInSeconds: 60,
};

const permission = (name: string, fn: string, sourceArn: string): GraphResource =>
  resource("aws:lambda/permission:Permission", name, name, {
    action: "lambda:InvokeFunction",
    function: fn,
    principal: "apigateway.amazonaws.com",
    sourceArn,
  });

/** A graph with one HTTP API. */
export function httpGraph(options: HttpOptions): Graph {
  const of = (kind: string, name: string, id: string, inputs: Json): GraphResource =>
    resource(`aws:apigatewayv2/${kind}`, name, id, { apiId: HTTP_ID, ...inputs });
  const integrations = options.integrations ?? { function: FUNCTION };
  return {
    project: "test",
    stack: "dev",
    mode: "known",
    resources: [
      resource(
        "aws:apigatewayv2/api:Api",
        "catalog",
        HTTP_ID,
        { name: "catalog", protocolType: "HTTP", ...options.api },
        { executionArn: HTTP_ARN },
      ),
      resource("aws:cognito/userPool:UserPool", "pool", "eu-west-1_pool", {}, { arn: POOL_ARN }),
      ...Object.entries(integrations).map(([name, inputs]) =>
        of("integration:Integration", `i-${name}`, name, inputs),
      ),
      ...Object.entries(options.authorizers ?? {}).map(([name, inputs]) =>
        of("authorizer:Authorizer", `a-${name}`, name, { name, ...inputs }),
      ),
      ...Object.entries(options.routes ?? {}).map(([routeKey, { integration, authorizer, ...inputs }]) =>
        of("route:Route", `r-${routeKey}`, `r-${routeKey}`, {
          routeKey,
          target: `integrations/${String(integration ?? "function")}`,
          ...(authorizer === undefined ? {} : { authorizerId: authorizer }),
          ...inputs,
        }),
      ),
      ...Object.entries(options.stages ?? { $default: { autoDeploy: true } }).map(([name, inputs]) =>
        of("stage:Stage", `s-${name}`, name, { name, ...inputs }),
      ),
      ...(options.noPermission === true
        ? []
        : [
            permission("p-users", "users", `${HTTP_ARN}/*`),
            permission("p-authorizer", "authorizer", `${HTTP_ARN}/authorizers/*`),
          ]),
      ...(options.extra ?? []),
    ],
  };
}

/** Sends to the path form of the API: with the stage's name, or without for `$default`. */
export function rehearseHttp(
  options: HttpOptions,
  test: (rehearsal: Rehearsal, send: Send) => Promise<void>,
  parts: Partial<GatewayParts> = {},
): Promise<void> {
  return rehearse(
    httpGraph(options),
    (rehearsal) =>
      test(rehearsal, (path, sent = {}) =>
        rehearsal.send(`/_aws/execute-api/${HTTP_ID}${path}`, { host: "127.0.0.1", ...sent }),
      ),
    parts,
  );
}

type Send = (path: string, sent?: Parameters<Rehearsal["send"]>[1]) => ReturnType<Rehearsal["send"]>;
