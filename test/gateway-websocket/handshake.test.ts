import assert from "node:assert/strict";
import { connect } from "node:net";

import type { Json } from "../gateway/fixture";
import { resource } from "../gateway/fixture";
import { Client, PATH, WS_ARN, WS_ID, rehearseSockets } from "./fixture";
import type { Refused } from "./fixture";

const routes = { $connect: {}, $disconnect: {}, $default: {} };
const AUTH = { authorizerType: "REQUEST", identitySources: ["route.request.querystring.token"] };
const guarded = { ...routes, $connect: { authorizationType: "CUSTOM", authorizerId: "auth" } };
const policy = (Effect: string): Json => ({
  principalId: "u1",
  policyDocument: {
    Statement: [{ Effect, Action: "execute-api:Invoke", Resource: `${WS_ARN}/dev/$connect` }],
  },
  context: { tenant: "t1", list: [1] },
});

describe("Handshake of a WebSocket API", () => {
  it("gives $connect the whole handshake in AWS's terms", () =>
    rehearseSockets({ routes, stage: { stageVariables: { flavour: "dark" } } }, async (rehearsal) => {
      await rehearsal.client(`${PATH}?token=a&tag=1&tag=2`, { Origin: "https://shop.example" });
      const event = await rehearsal.event("CONNECT");
      assert.deepEqual(event.queryStringParameters, { token: "a", tag: "2" });
      assert.deepEqual(event.multiValueQueryStringParameters, { token: ["a"], tag: ["1", "2"] });
      assert.deepEqual(event.stageVariables, { flavour: "dark" });
      assert.equal((event.headers as Json).Origin, "https://shop.example");
      assert.equal((event.headers as Json).Host, `${WS_ID}.execute-api.eu-west-1.amazonaws.com`);
      const { connectionId, requestId, extendedRequestId, ...context } = event.requestContext as Json;
      assert.match(String(connectionId), /^[\w-]{15}=$/);
      assert.equal(requestId, extendedRequestId);
      assert.deepEqual(context, {
        routeKey: "$connect",
        eventType: "CONNECT",
        requestTime: "21/Nov/2026:10:51:00 +0000",
        messageDirection: "IN",
        stage: "dev",
        connectedAt: Date.UTC(2026, 10, 21, 10, 51, 0),
        requestTimeEpoch: Date.UTC(2026, 10, 21, 10, 51, 0),
        identity: { sourceIp: "127.0.0.1" },
        domainName: `${WS_ID}.execute-api.eu-west-1.amazonaws.com`,
        apiId: WS_ID,
      });
    }));

  it("says why it is no handshake: the stage, the path, the method", () =>
    rehearseSockets({ routes }, async (rehearsal) => {
      const trace = async (path: string): Promise<unknown> => {
        const refused = (await rehearsal.open(path)) as Refused;
        assert.equal(refused.status, 403);
        return refused.headers["x-gatehouse-trace"];
      };
      assert.equal(await trace(`/_aws/execute-api/${WS_ID}/prod`), "stage=none(prod; there is dev)");
      assert.equal(await trace(`${PATH}/below`), "path=deny(/below; a WebSocket API has no paths)");
      const plain = await fetch(`http://127.0.0.1:${rehearsal.port}${PATH}`);
      assert.equal(plain.status, 403);
      assert.equal(plain.headers.get("x-gatehouse-trace"), "handshake=none(GET without Upgrade: websocket)");
      assert.ok(plain.headers.get("x-amzn-requestid"));
    }));

  it("refuses with the status of $connect's function, and with 502 when it fails", () =>
    rehearseSockets({ routes }, async (rehearsal) => {
      rehearsal.invoke = () => ({ ok: true, payload: { statusCode: 403 } });
      const refused = (await rehearsal.open()) as Refused;
      assert.equal(refused.status, 403);
      const body = JSON.parse(refused.body) as Json;
      assert.deepEqual(Object.keys(body), ["message", "connectionId", "requestId"]);
      assert.equal(body.message, "Forbidden");
      for (const invoke of [
        () => ({ ok: false, kind: "function-error" }) as const,
        () => ({ ok: true, payload: "nonsense" }) as const,
      ]) {
        rehearsal.invoke = invoke;
        const failed = (await rehearsal.open()) as Refused;
        assert.equal(failed.status, 502);
        assert.match(failed.body, /Internal server error/);
      }
      assert.equal(rehearsal.connections.size, 0);
    }));

  it("answers the subprotocol that $connect's function chose", () =>
    rehearseSockets({ routes }, async (rehearsal) => {
      rehearsal.invoke = () => ({
        ok: true,
        payload: { statusCode: 200, headers: { "Sec-WebSocket-Protocol": "v2" } },
      });
      const client = await rehearsal.client(PATH, {}, ["v1", "v2"]);
      assert.equal(client.socket.protocol, "v2");
    }));

  it("asks the authorizer, and shows its context to every route", () =>
    rehearseSockets({ routes: guarded, authorizer: AUTH }, async (rehearsal) => {
      rehearsal.invoke = (event) => ({
        ok: true,
        payload: event.type === "REQUEST" ? policy("Allow") : { statusCode: 200 },
      });
      const client = await rehearsal.client(`${PATH}?token=good`);
      assert.equal(rehearsal.events[0]?.methodArn, `${WS_ARN}/dev/$connect`);
      client.socket.send("hello");
      for (const type of ["CONNECT", "MESSAGE"]) {
        const { authorizer } = (await rehearsal.event(type)).requestContext as Json;
        assert.deepEqual(authorizer, { tenant: "t1", principalId: "u1", integrationLatency: 0 });
      }
    }));

  it("answers 401 unasked without identity source or when it throws Unauthorized, 403 for a Deny, 500 when it fails", () =>
    rehearseSockets({ routes: guarded, authorizer: AUTH }, async (rehearsal) => {
      const status = async (path: string) => ((await rehearsal.open(path)) as Refused).status;
      assert.equal(await status(PATH), 401);
      assert.equal(rehearsal.events.length, 0);
      rehearsal.invoke = () => ({ ok: false, kind: "function-error", errorMessage: "Unauthorized" });
      assert.equal(await status(`${PATH}?token=x`), 401);
      rehearsal.invoke = () => ({ ok: true, payload: policy("Deny") });
      assert.equal(await status(`${PATH}?token=x`), 403);
      rehearsal.invoke = () => ({ ok: true, payload: {} });
      assert.equal(await status(`${PATH}?token=x`), 500);
    }));

  it("answers 403 below the stage, at an unknown stage, and to plain HTTP", () =>
    rehearseSockets({ routes }, async (rehearsal) => {
      assert.equal(((await rehearsal.open(`${PATH}/below`)) as Refused).status, 403);
      assert.equal(((await rehearsal.open(`/_aws/execute-api/${WS_ID}/prod`)) as Refused).status, 403);
      assert.equal((await rehearsal.http("GET", PATH)).status, 403);
    }));

  it("is reached by virtual host and by custom domain", () =>
    rehearseSockets(
      {
        routes,
        extra: [
          resource("aws:apigatewayv2/apiMapping:ApiMapping", "m", "m", {
            apiId: WS_ID,
            domainName: "live.example.com",
            stage: "dev",
          }),
        ],
      },
      async (rehearsal) => {
        await rehearsal.client("/dev", { Host: `${WS_ID}.execute-api.localhost:1` });
        await rehearsal.client("/", { Host: "live.example.com" });
        const domains = rehearsal.events.map(({ requestContext }) => (requestContext as Json).domainName);
        assert.deepEqual(domains, [`${WS_ID}.execute-api.eu-west-1.amazonaws.com`, "live.example.com"]);
      },
    ));

  it("lets nobody connect when nothing lets API Gateway call the function", () =>
    rehearseSockets({ routes, noPermission: true }, async (rehearsal) => {
      assert.equal(((await rehearsal.open()) as Refused).status, 500);
      assert.match(
        rehearsal.gateway.notices.map(({ message }) => message).join(),
        /No aws.lambda.Permission/,
      );
    }));

  it("throttles handshakes like messages", () =>
    rehearseSockets(
      { routes, stage: { defaultRouteSettings: { throttlingBurstLimit: 1, throttlingRateLimit: 1 } } },
      async (rehearsal) => {
        await rehearsal.client();
        assert.equal(((await rehearsal.open()) as Refused).status, 429);
      },
    ));

  it("answers 400 to an upgrade that is no handshake, and stands", () =>
    rehearseSockets({ routes }, async (rehearsal) => {
      const answer = await new Promise<string>((resolve, reject) => {
        const socket = connect(rehearsal.port, "127.0.0.1");
        let text = "";
        socket.on("data", (chunk) => (text += String(chunk)));
        socket.on("end", () => resolve(text));
        socket.on("error", reject);
        socket.write(`GET ${PATH} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
      });
      assert.match(answer, /^HTTP\/1\.1 400 /);
      assert.equal(rehearsal.events.length, 0);
      assert.ok((await rehearsal.open()) instanceof Client);
    }));
});
