import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

import type { AnswerHeader } from "../answer";
import { JSON_TYPE, send } from "../answer";
import type { DeclaredApi } from "../gateway";
import type { GatewayParts } from "../gatewayParts";
import { StageAddresses, addressesOf } from "../http/addresses";
import type { HttpApisScope } from "../http/compileHttpApis";
import { awsUrl } from "../http/compileHttpApis";
import { ofApi } from "../http/fromResources";
import type { Notice } from "../notice";
import { extendedRequestId } from "../request/identifiers";
import { traceBefore } from "../request/originRequest";
import { PATH_PREFIX } from "../routing/addresses";
import { traceHeader } from "../traceHeader";
import { compileWebSocketStage } from "./compileWebSocketStage";
import { Connections } from "./connections";
import { Handshakes } from "./handshake";
import { connectionIdIn, serveConnectionsApi } from "./management";
import { readWebSocketApis } from "./readWebSocketApis";
import type { WebSocketStageRuntime } from "./runtime";

/** The WebSocket APIs of a graph, compiled. */
export interface WebSocketApis {
  readonly apis: readonly DeclaredApi[];
  /** Answers plain HTTP requests: `@connections`, and those that should have been a handshake. */
  handle(
    request: IncomingMessage,
    response: ServerResponse,
    host: string | undefined,
    path: string,
  ): Promise<void> | undefined;
  upgrade(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    host: string | undefined,
    path: string,
  ): boolean;
}

/** Where any connection is managed whatever its API: what the rehearsal tells the SDK of functions. */
const ANY_STAGE = PATH_PREFIX.slice(0, -1);

/** Path of the endpoint for `AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI`. */
export const MANAGEMENT_PATH = ANY_STAGE;

/** Compiles every stage of every WebSocket API. */
export function compileWebSocketApis(scope: HttpApisScope): WebSocketApis {
  const { declarations, parts, notices, mappings, account } = scope;
  const stages: WebSocketStageRuntime[] = [];
  for (const api of readWebSocketApis(declarations, notices)) {
    const own = ofApi(declarations, "stage:Stage", api.id);
    if (own.length === 0)
      notices.push({ urn: api.urn, property: "stage", message: "The API has no stage; nobody can connect." });
    for (const stage of own)
      stages.push(compileWebSocketStage(stage, { declarations, api, parts, notices, account }));
  }
  if (stages.length > 0) notices.push(signatureNotice(stages));
  const connections = parts.connections ?? new Connections();
  connections.adopt(new Map(stages.map((stage) => [`${stage.api.id}/${stage.stageName}`, stage])));
  const addresses = new StageAddresses(stages, mappings);
  const handshakes = stages.length === 0 ? undefined : new Handshakes(connections, parts);
  const manage = (
    request: IncomingMessage,
    response: ServerResponse,
    id: string,
    stageKey: string | undefined,
  ): Promise<void> =>
    serveConnectionsApi(request, response, id, stageKey, { connections, requestId: parts.newId() });
  return {
    apis: stages.map((stage) => declaredWebSocketApi(stage, scope.mappings)),
    handle(request, response, host, path) {
      if (stages.length === 0) return undefined;
      const anyId = path.startsWith(ANY_STAGE) ? connectionIdIn(path.slice(ANY_STAGE.length)) : undefined;
      if (anyId !== undefined) return manage(request, response, anyId, undefined);
      const target = addresses.resolve(host, path);
      if (target === undefined) return undefined;
      if ("unserved" in target)
        return Promise.resolve(noHandshake(request, response, target.unserved, parts));
      const id = connectionIdIn(target.path);
      if (id !== undefined)
        return manage(request, response, id, `${target.stage.api.id}/${target.stage.stageName}`);
      const why = `handshake=none(${request.method} without Upgrade: websocket)`;
      return Promise.resolve(noHandshake(request, response, why, parts));
    },
    upgrade(request, socket, head, host, path) {
      const target = handshakes && addresses.resolve(host, path);
      if (target === undefined || handshakes === undefined) return false;
      void handshakes.accept(request, socket, head, target);
      return true;
    },
  };
}

function signatureNotice([stage]: readonly WebSocketStageRuntime[]): Notice {
  return {
    urn: stage?.api.urn ?? "",
    property: "@connections",
    message: "The @connections API takes every signature, and none: IAM is not enforced for functions.",
  };
}

/** A WebSocket API answers nothing but handshakes. */
function noHandshake(
  request: IncomingMessage,
  response: ServerResponse,
  why: string,
  { newId, trace }: GatewayParts,
): void {
  request.resume();
  const requestId = extendedRequestId(newId());
  const own: AnswerHeader[] = [["x-amzn-RequestId", requestId]];
  if (trace) own.push(traceHeader([...traceBefore(request), why]));
  const body = JSON.stringify({ message: "Forbidden", requestId });
  send(response, { status: 403, headers: [JSON_TYPE], body }, own, request.method === "HEAD");
}

function declaredWebSocketApi(
  stage: WebSocketStageRuntime,
  mappings: HttpApisScope["mappings"],
): DeclaredApi {
  const { api, stageName } = stage;
  const addresses = addressesOf(stage, mappings);
  return {
    urn: api.urn,
    name: api.name,
    kind: "WEBSOCKET",
    endpointType: "REGIONAL",
    id: api.id,
    stage: stageName,
    path: `${PATH_PREFIX}${api.id}/${stageName}`,
    hosts: addresses.map(({ host }) => host),
    addresses,
    awsUrl: awsUrl("wss", api, `/${stageName}`, addresses[0]),
    webSocket: {
      identitySources: api.routes.flatMap(({ routeKey, authorization }) =>
        routeKey === "$connect" && authorization.type === "CUSTOM"
          ? authorization.authorizer.identitySources
          : [],
      ),
      routeSelectionExpression: api.routeSelectionExpression,
    },
    operations: api.routes.map(({ routeKey, authorization, apiKeyRequired, integration }) => ({
      method: "MESSAGE",
      path: routeKey,
      authorization: authorization.type === "NOT_EXECUTED" ? "CUSTOM" : authorization.type,
      scopes: [],
      apiKeyRequired,
      requiredParameters: [],
      integration: integration.type,
    })),
  };
}
