import assert from "node:assert/strict";

import { PATH, WS_ID, connectionIdOf, rehearseSockets } from "./fixture";

const routes = { $connect: {}, $disconnect: {}, $default: {} };
const encoded = (id: string): string => encodeURIComponent(id);

describe("@connections", () => {
  it("sends to a connection, through the stage's address and through the one that functions are told", () =>
    rehearseSockets({ routes }, async (rehearsal) => {
      const client = await rehearsal.client(PATH, { "User-Agent": "me" });
      const id = encoded(connectionIdOf(await rehearsal.event("CONNECT")));
      for (const base of [PATH, "/_aws/execute-api"]) {
        assert.equal((await rehearsal.http("POST", `${base}/@connections/${id}`, "hello")).status, 200);
        assert.equal(await client.next(), "hello");
      }
      rehearsal.clock.advance(1000);
      const told = await rehearsal.http("GET", `${PATH}/@connections/${id}`);
      assert.deepEqual(JSON.parse(told.body), {
        connectedAt: "2026-11-21T10:51:00.000Z",
        identity: { sourceIp: "127.0.0.1", userAgent: "me" },
        lastActiveAt: "2026-11-21T10:51:00.000Z",
      });
    }));

  it("closes a connection, and knows it no more", () =>
    rehearseSockets({ routes }, async (rehearsal) => {
      const client = await rehearsal.client();
      const id = encoded(connectionIdOf(await rehearsal.event("CONNECT")));
      assert.equal((await rehearsal.http("DELETE", `${PATH}/@connections/${id}`)).status, 204);
      await client.closed;
      for (const method of ["POST", "GET", "DELETE"]) {
        const answer = await rehearsal.http(method, `${PATH}/@connections/${id}`);
        assert.deepEqual([answer.status, answer.type], [410, "GoneException"]);
      }
    }));

  it("says 410 while $connect still runs", () =>
    rehearseSockets({ routes }, async (rehearsal) => {
      let status = 0;
      rehearsal.invoke = async (event) => {
        const id = encoded(connectionIdOf(event));
        if (status === 0) ({ status } = await rehearsal.http("POST", `${PATH}/@connections/${id}`, "early"));
        return { ok: true, payload: { statusCode: 200 } };
      };
      await rehearsal.client();
      assert.equal(status, 410);
    }));

  it("refuses a message over 128 KB, an id that is none, and a connection of another stage", () =>
    rehearseSockets({ routes }, async (rehearsal) => {
      await rehearsal.client();
      const id = encoded(connectionIdOf(await rehearsal.event("CONNECT")));
      const large = await rehearsal.http("POST", `${PATH}/@connections/${id}`, "x".repeat(128 * 1024 + 1));
      assert.deepEqual([large.status, large.type], [413, "PayloadTooLargeException"]);
      const bad = await rehearsal.http("POST", `${PATH}/@connections/${encoded("a/b")}`, "x");
      assert.deepEqual([bad.status, bad.type], [400, "BadRequestException"]);
      assert.equal(
        (await rehearsal.http("POST", `/_aws/execute-api/${WS_ID}/prod/@connections/${id}`, "x")).status,
        403,
      );
    }));
});
