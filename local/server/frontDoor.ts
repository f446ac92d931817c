import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Handler } from "./listen";

/** Something that answers some requests: true when it took this one. */
export interface Room {
  handle(request: IncomingMessage, response: ServerResponse): boolean | Promise<boolean>;
}

export interface FrontDoorParts {
  /** Asked in turn; the first that takes the request answers it. They may change between requests. */
  readonly rooms: () => readonly Room[];
  /** Text of the page at `/`: where everything is. */
  readonly overview: () => string;
  /** Hears of errors that no room caught. The client sees API Gateway's 500. */
  readonly onError: (error: unknown, request: IncomingMessage) => void;
}

/** The server's request handler: the rehearsed services first, then the rehearsal's own pages. */
export function frontDoor({ rooms, overview, onError }: FrontDoorParts): Handler {
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    for (const room of rooms()) if (await room.handle(request, response)) return;
    ownPage(request, response, overview);
  };
  return (request, response) => {
    answer(request, response).catch((error: unknown) => {
      onError(error, request);
      if (response.headersSent) response.destroy();
      else send(response, 500, "application/json", '{"message":"Internal server error"}');
    });
  };
}

/** False for another site's page, and for a name that was pointed at loopback (DNS rebinding): they get nothing of ours. */
export function fromThisMachine({ headers }: IncomingMessage): boolean {
  const host = headers.host?.replace(/:\d+$/, "").toLowerCase() ?? "";
  return ["localhost", "127.0.0.1", "[::1]"].includes(host) && headers.origin === undefined;
}

function ownPage(request: IncomingMessage, response: ServerResponse, overview: () => string): void {
  if (!fromThisMachine(request)) {
    send(response, 403, "application/json", '{"message":"Forbidden"}');
  } else if (request.url === "/" && request.method === "GET") {
    send(response, 200, "text/plain; charset=utf-8", overview());
  } else {
    send(
      response,
      404,
      "text/plain; charset=utf-8",
      `Nothing is rehearsed at ${request.url}.\n\n${overview()}`,
    );
  }
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, {
    "x-amzn-RequestId": randomUUID(),
    "content-type": type,
    "x-content-type-options": "nosniff",
  });
  response.end(body);
}
