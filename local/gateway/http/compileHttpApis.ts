import type { IncomingMessage, ServerResponse } from "node:http";

import type { Declarations, Declared } from "../declarations";
import { text } from "../declarations";
import type { TokenBucket } from "../gates/tokenBucket";
import type { DeclaredApi, DeclaredOperation } from "../gateway";
import type { GatewayParts } from "../gatewayParts";
import type { Notice } from "../notice";
import { PATH_PREFIX } from "../routing/addresses";
import type { ApiMapping } from "./addresses";
import { StageAddresses, addressesOf } from "./addresses";
import { compileHttpStage, sharedAuthorizers } from "./compileHttpStage";
import type { HttpStageRuntime } from "./context";
import type { Cors } from "./cors";
import { compileCors } from "./cors";
import { ofApi } from "./fromResources";
import { answerUnserved, serveHttp } from "./handle";
import type { HttpApiModel, RouteModel } from "./model";
import { readHttpApis } from "./readHttpApis";

/** The HTTP APIs of a graph, compiled. */
export interface HttpApis {
  readonly apis: readonly DeclaredApi[];
  /** Answers when host and path are of an HTTP API; undefined when they are not. The promise never rejects. */
  handle(
    request: IncomingMessage,
    response: ServerResponse,
    host: string | undefined,
    path: string,
  ): Promise<void> | undefined;
}

export interface HttpApisScope {
  readonly declarations: Declarations;
  readonly parts: GatewayParts;
  readonly notices: Notice[];
  readonly account: TokenBucket;
  readonly mappings: readonly ApiMapping[];
}

/** The `$default` stage that comes with an API made with `target`. */
const quickStage = (api: Declared): Declared => ({
  urn: api.urn,
  type: api.type,
  name: "$default",
  id: "$default",
  properties: { apiId: api.id, name: "$default", autoDeploy: true },
});

/** Compiles every stage of every HTTP API. */
export function compileHttpApis(scope: HttpApisScope): HttpApis {
  const { declarations, parts, notices, mappings, account } = scope;
  const declared = new Map(declarations.of("aws:apigatewayv2/api:Api").map((api) => [api.id, api]));
  const stages: HttpStageRuntime[] = [];
  const cors = new Map<string, Cors>();
  for (const api of readHttpApis(declarations, notices)) {
    if (api.cors !== undefined) cors.set(api.id, compileCors(api.cors));
    const own = [...ofApi(declarations, "stage:Stage", api.id)];
    const resource = declared.get(api.id);
    if (resource !== undefined && text(resource.properties.target) !== undefined)
      own.push(quickStage(resource));
    if (own.length === 0)
      notices.push({
        urn: api.urn,
        property: "stage",
        message: "The API has no stage; nothing of it is served.",
      });
    const lambdaAuthorizer = sharedAuthorizers(parts);
    for (const stage of own)
      stages.push(compileHttpStage(stage, { declarations, api, parts, notices, account, lambdaAuthorizer }));
  }
  const addresses = new StageAddresses(stages, mappings);
  return {
    apis: stages.map((stage) => declaredHttpApi(stage, mappings)),
    handle(request, response, host, path) {
      const target = addresses.resolve(host, path);
      if (target === undefined) return undefined;
      if ("unserved" in target) {
        answerUnserved(request, response, 404, target, parts);
        return Promise.resolve();
      }
      return serveHttp(request, response, target, cors.get(target.stage.api.id), parts);
    },
  };
}

function operation(route: RouteModel): DeclaredOperation {
  const { authorization } = route;
  return {
    method: route.method,
    path: route.path ?? "$default",
    ...(route.operationName === undefined ? {} : { operationName: route.operationName }),
    authorization: authorization.type === "UNKNOWN" ? "CUSTOM" : authorization.type,
    scopes: authorization.type === "JWT" ? authorization.scopes : [],
    apiKeyRequired: false,
    requiredParameters: [],
    integration: route.integration.type,
  };
}

function declaredHttpApi(stage: HttpStageRuntime, mappings: readonly ApiMapping[]): DeclaredApi {
  const { api, stageName } = stage;
  const addresses = addressesOf(stage, mappings);
  const suffix = stageName === "$default" ? "" : `/${stageName}`;
  return {
    urn: api.urn,
    name: api.name,
    kind: "HTTP",
    endpointType: "REGIONAL",
    id: api.id,
    stage: stageName,
    path: `${PATH_PREFIX}${api.id}${suffix}`,
    hosts: addresses.map(({ host }) => host),
    addresses,
    awsUrl: awsUrl("https", api, suffix, addresses[0]),
    operations: api.routes.map(operation),
  };
}

/** Where AWS serves a stage: the default endpoint, or the first custom domain when that is off. */
export function awsUrl(
  protocol: "https" | "wss",
  {
    id,
    location,
    disableExecuteApiEndpoint,
  }: Pick<HttpApiModel, "id" | "location" | "disableExecuteApiEndpoint">,
  suffix: string,
  custom: { readonly host: string; readonly basePath: string } | undefined,
): string {
  return disableExecuteApiEndpoint && custom !== undefined
    ? `${protocol}://${custom.host}${custom.basePath}`
    : `${protocol}://${id}.execute-api.${location.region}.${location.dnsSuffix}${suffix}`;
}
