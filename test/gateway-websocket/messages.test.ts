import assert from "node:assert/strict";

import fc from "fast-check";

import { FrameMeter } from "../../local/gateway/websocket/frameMeter";
import { compileSelection, readMessage } from "../../local/gateway/websocket/selection";
import type { Json } from "../gateway/fixture";
import { resource } from "../gateway/fixture";
import { PATH, WS_ID, connectionIdOf, rehearseSockets } from "./fixture";

const routes = { $connect: {}, $disconnect: {}, $default: { twoWay: true }, subscribe: { twoWay: true } };
/** Answers messages with their route. */
const echo = (event: Json) => {
  const { routeKey } = event.requestContext as Json;
  return {
    ok: true,
    payload: { statusCode: 200, body: `${String(routeKey)}:${String(event.body)}` },
  } as const;
};

describe("Messages to a WebSocket API", () => {
  const ways: readonly [string, string, string][] = [
    ["the route that the message names", '{"action":"subscribe"}', "subscribe"],
    ["$default for a name that is no route", '{"action":"unknown"}', "$default"],
    ["$default without a name", "{}", "$default"],
    ["$default for text that is no JSON", "hello", "$default"],
    ["$default for JSON that is no object", "[1]", "$default"],
    ["$default, never to $disconnect, however it is named", '{"action":"$disconnect"}', "$default"],
    ["$default for a prototype's name", '{"action":"constructor"}', "$default"],
  ];
  for (const [name, message, route] of ways)
    it(`go to ${name}`, () =>
      rehearseSockets({ routes }, async (rehearsal) => {
        const client = await rehearsal.client();
        rehearsal.invoke = echo;
        client.socket.send(message);
        assert.equal(await client.next(), `${route}:${message}`);
      }));

  it("without a route get Forbidden, with the ids", () =>
    rehearseSockets({ routes: { $connect: {}, other: {} } }, async (rehearsal) => {
      const client = await rehearsal.client();
      client.socket.send("{}");
      const answer = await client.nextJson();
      assert.equal(answer.message, "Forbidden");
      assert.equal(answer.connectionId, connectionIdOf(await rehearsal.event("CONNECT")));
      assert.match(String(answer.requestId), /=$/);
    }));

  it("that fail get Internal server error, and the connection stays open", () =>
    rehearseSockets({ routes }, async (rehearsal) => {
      const client = await rehearsal.client();
      for (const invoke of [
        () => ({ ok: false, kind: "function-error" }) as const,
        () => ({ ok: true, payload: null }) as const,
        () => Promise.reject(new Error("worker gone")),
      ]) {
        rehearsal.invoke = invoke;
        client.socket.send("{}");
        assert.equal((await client.nextJson()).message, "Internal server error");
      }
      rehearsal.invoke = echo;
      client.socket.send("x");
      assert.equal(await client.next(), "$default:x");
    }));

  it("are checked against the model of their route", () =>
    rehearseSockets(
      {
        routes: {
          ...routes,
          subscribe: {
            twoWay: true,
            modelSelectionExpression: "$default",
            requestModels: { $default: "Subscribe" },
          },
        },
        extra: [
          resource("aws:apigatewayv2/model:Model", "m", "m", {
            apiId: WS_ID,
            name: "Subscribe",
            schema: JSON.stringify({
              $schema: "http://json-schema.org/draft-04/schema#",
              type: "object",
              required: ["topic"],
            }),
          }),
        ],
      },
      async (rehearsal) => {
        const client = await rehearsal.client();
        rehearsal.invoke = echo;
        client.socket.send('{"action":"subscribe"}');
        assert.equal((await client.nextJson()).message, "Bad request body");
        client.socket.send('{"action":"subscribe","topic":"a"}');
        assert.match(await client.next(), /^subscribe:/);
      },
    ));

  it("of a one-way route get no answer; MOCK answers through its templates", () =>
    rehearseSockets(
      {
        routes: { $connect: {}, quiet: {}, ping: { integration: "mock", twoWay: true } },
        integrations: {
          function: {
            integrationType: "AWS_PROXY",
            integrationUri: "arn:aws:lambda:eu-west-1:111122223333:function:users",
          },
          mock: {
            integrationType: "MOCK",
            templateSelectionExpression: "200",
            requestTemplates: { "200": '{"statusCode": 200}' },
          },
        },
        extra: [
          resource("aws:apigatewayv2/integrationResponse:IntegrationResponse", "ir", "ir", {
            apiId: WS_ID,
            integrationId: "mock",
            integrationResponseKey: "/2\\d\\d/",
            responseTemplates: { $default: '{"pong":"$context.connectionId"}' },
          }),
        ],
      },
      async (rehearsal) => {
        const client = await rehearsal.client();
        rehearsal.invoke = echo;
        client.socket.send('{"action":"quiet"}');
        await rehearsal.event("MESSAGE");
        client.socket.send('{"action":"ping"}');
        assert.deepEqual(await client.nextJson(), { pong: connectionIdOf(await rehearsal.event("CONNECT")) });
      },
    ));

  it("over the route's limit get Too Many Requests", () =>
    rehearseSockets(
      {
        routes,
        stage: {
          routeSettings: [{ routeKey: "subscribe", throttlingBurstLimit: 1, throttlingRateLimit: 1 }],
        },
      },
      async (rehearsal) => {
        const client = await rehearsal.client();
        rehearsal.invoke = echo;
        client.socket.send('{"action":"subscribe"}');
        await client.next();
        client.socket.send('{"action":"subscribe"}');
        assert.equal((await client.nextJson()).message, "Too Many Requests");
      },
    ));

  it("are logged in the declared format", () =>
    rehearseSockets(
      {
        routes,
        stage: {
          accessLogSettings: {
            destinationArn: "arn:logs",
            format: "$context.eventType $context.routeKey $context.status",
          },
        },
      },
      async (rehearsal) => {
        const client = await rehearsal.client();
        rehearsal.invoke = echo;
        client.socket.send('{"action":"subscribe"}');
        await client.next();
        client.socket.close(1000);
        await rehearsal.event("DISCONNECT");
        await new Promise(setImmediate);
        assert.deepEqual(rehearsal.logs, [
          "CONNECT $connect 101",
          "MESSAGE subscribe 200",
          "DISCONNECT $disconnect 200",
        ]);
      },
    ));

  it("go to the routes of the program as it is now, on connections from before", () =>
    rehearseSockets({ routes: { $connect: {}, old: { twoWay: true } } }, async (rehearsal) => {
      const client = await rehearsal.client();
      rehearsal.invoke = echo;
      rehearsal.compile({ routes: { $connect: {}, fresh: { twoWay: true } } });
      client.socket.send('{"action":"fresh"}');
      assert.match(await client.next(), /^fresh:/);
    }));
});

describe("Limits and end of a WebSocket connection", () => {
  it("closes with 1009 for a frame over 32 KB, and takes one of 32 KB", () =>
    rehearseSockets({ routes }, async (rehearsal) => {
      const client = await rehearsal.client();
      rehearsal.invoke = echo;
      client.socket.send("x".repeat(32 * 1024));
      assert.equal((await client.next()).length, 32 * 1024 + "$default:".length);
      client.socket.send("x".repeat(32 * 1024 + 1));
      assert.equal((await client.closed).code, 1009);
      assert.equal(rehearsal.events.filter(({ body }) => body !== undefined).length, 1);
    }));

  it("takes a message of 128 KB in frames, and closes with 1009 for more", () =>
    rehearseSockets({ routes }, async (rehearsal) => {
      const frame = "x".repeat(32 * 1024);
      for (const [frames, accepted] of [
        [4, true],
        [5, false],
      ] as const) {
        const client = await rehearsal.client();
        rehearsal.invoke = () => ({ ok: true, payload: { statusCode: 200, body: "taken" } });
        for (let index = 1; index <= frames; index++) client.socket.send(frame, { fin: index === frames });
        if (accepted) assert.equal(await client.next(), "taken");
        else assert.equal((await client.closed).code, 1009);
        rehearsal.invoke = () => ({ ok: true, payload: { statusCode: 200 } });
      }
    }));

  it("closes with 1003 for a binary frame", () =>
    rehearseSockets({ routes }, async (rehearsal) => {
      const client = await rehearsal.client();
      client.socket.send(Buffer.from([1, 2]));
      assert.equal((await client.closed).code, 1003);
    }));

  it("closes an idle connection after ten minutes, and any after two hours", () =>
    rehearseSockets({ routes }, async (rehearsal) => {
      rehearsal.invoke = echo;
      const [idle, busy] = [await rehearsal.client(), await rehearsal.client()];
      const minute = 60_000;
      for (let minutes = 0; minutes < 120; minutes += 9) {
        busy.socket.send("x");
        await Promise.race([busy.next(), busy.closed]);
        rehearsal.timers.advance(9 * minute);
      }
      assert.equal((await idle.closed).code, 1001);
      assert.deepEqual(await busy.closed, { code: 1001, reason: "Connection duration limit" });
    }));

  it("tells $disconnect of the close code, and forgets the connection", () =>
    rehearseSockets({ routes }, async (rehearsal) => {
      const client = await rehearsal.client();
      client.socket.close(4000, "bye");
      const { disconnectStatusCode, disconnectReason, routeKey } = (await rehearsal.event("DISCONNECT"))
        .requestContext as Json;
      assert.deepEqual([disconnectStatusCode, disconnectReason, routeKey], [4000, "bye", "$disconnect"]);
      assert.equal(rehearsal.connections.size, 0);
    }));

  it("survives frames that are none", () =>
    rehearseSockets({ routes }, async (rehearsal) => {
      const client = await rehearsal.client();
      const raw = (client.socket as unknown as { _socket: { write(bytes: Buffer): void } })._socket;
      raw.write(Buffer.from([0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3]));
      await client.closed;
      await rehearsal.event("DISCONNECT");
      await rehearsal.client(PATH);
    }));

  it("counts the bytes of frames however they are cut", () =>
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 70_000 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 5000 }),
        (sizes, cut) => {
          const bytes = Buffer.concat(
            sizes.map((size) => {
              const header =
                size < 126
                  ? Buffer.from([0x81, 0x80 | size])
                  : size < 65_536
                    ? Buffer.from([0x81, 0xfe, size >> 8, size & 255])
                    : Buffer.from([0x81, 0xff, 0, 0, 0, 0, 0, size >> 16, (size >> 8) & 255, size & 255]);
              return Buffer.concat([header, Buffer.alloc(4 + size, 0xff)]);
            }),
          );
          const meter = new FrameMeter(32_768);
          let exceeded = false;
          for (let at = 0; at < bytes.length && !exceeded; at += cut)
            exceeded = meter.exceeds(bytes.subarray(at, at + cut));
          assert.equal(
            exceeded,
            sizes.some((size) => size > 32_768),
          );
        },
      ),
      { numRuns: 40 },
    ));

  it("never throws when it selects, whatever the message", () =>
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const key = compileSelection("${request.body.a.b}/${request.body.c}")(readMessage(text));
        assert.ok(key === undefined || key.includes("/"));
      }),
    ));
});
