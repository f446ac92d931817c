import type { IncomingMessage, ServerResponse } from "node:http";

import { readBody } from "../request/readBody";
import type { Connections } from "./connections";
import { MESSAGE_LIMIT_BYTES } from "./limits";

const PREFIX = "/@connections/";
/** How API Gateway closes a connection that the backend deletes. */
const DELETED = { code: 1000, reason: "Connection Closed Normally" } as const;

/** The id of `/@connections/<id>`; undefined when the path is another one. */
export function connectionIdIn(path: string): string | undefined {
  if (!path.startsWith(PREFIX)) return undefined;
  try {
    return decodeURIComponent(path.slice(PREFIX.length));
  } catch {
    return path.slice(PREFIX.length);
  }
}

function send(
  response: ServerResponse,
  requestId: string,
  status: number,
  body?: object,
  errorType?: string,
): void {
  if (response.headersSent || response.destroyed) return;
  const text = body === undefined ? "" : JSON.stringify(body);
  response.writeHead(status, {
    "x-amzn-RequestId": requestId,
    "Content-Type": "application/json",
    ...(errorType === undefined ? {} : { "x-amzn-ErrorType": errorType }),
    ...(status === 204 ? {} : { "Content-Length": Buffer.byteLength(text) }),
  });
  response.end(status === 204 ? undefined : text);
}

/**
 * The `@connections` API: POST sends to a connection, GET tells of it, DELETE closes it
 * (apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html). Signatures are not checked.
 * `stageKey` limits it to the connections of one stage. Never rejects.
 */
export async function serveConnectionsApi(
  request: IncomingMessage,
  response: ServerResponse,
  id: string,
  stageKey: string | undefined,
  { connections, requestId }: { readonly connections: Connections; readonly requestId: string },
): Promise<void> {
  const body = await readBody(request);
  if (body === "aborted") return;
  const gone = (): void => send(response, requestId, 410, { message: "Gone" }, "GoneException");
  if (id === "" || !/^[\w=-]+$/.test(id))
    return send(response, requestId, 400, { message: `Invalid connectionId: ${id}` }, "BadRequestException");
  const connection = connections.find(id, stageKey);
  switch (request.method) {
    case "POST": {
      if (body === "too-large" || body.length > MESSAGE_LIMIT_BYTES)
        return send(response, requestId, 413, { message: "Payload too large" }, "PayloadTooLargeException");
      if (connection === undefined) return gone();
      try {
        await connection.send(body.toString("utf8"));
      } catch {
        return gone();
      }
      return send(response, requestId, 200);
    }
    case "GET": {
      if (connection === undefined) return gone();
      const { connectedAt, sourceIp, userAgent } = connection.origin;
      return send(response, requestId, 200, {
        connectedAt: new Date(connectedAt).toISOString(),
        identity: { sourceIp, userAgent: userAgent ?? "" },
        lastActiveAt: new Date(connection.lastActiveAt).toISOString(),
      });
    }
    case "DELETE":
      if (connection === undefined) return gone();
      connection.close(DELETED.code, DELETED.reason);
      return send(response, requestId, 204);
    default:
      return send(
        response,
        requestId,
        403,
        { message: "Missing Authentication Token" },
        "MissingAuthenticationTokenException",
      );
  }
}
