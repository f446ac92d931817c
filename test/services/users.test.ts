import assert from "node:assert/strict";
import { DeleteTableCommand, GetItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { json, type Request } from "./support/event";
import { startFunction, type FunctionUnderTest } from "./support/functionUnderTest";

const ada = { name: "Ada", email: "ada@example.com" };
let keys = 0;
const post = (body: unknown, more: Request = {}): Request => ({
  ...more,
  body,
  headers: { "Idempotency-Key": `key-${String(++keys).padStart(8, "0")}`, ...more.headers },
});

describe("the users function", () => {
  let users: FunctionUnderTest;
  before(async () => {
    users = await startFunction("users");
  });
  after(() => users.database.close());

  async function added(body: unknown = ada): Promise<string> {
    return String(json(await users.call("POST /users", undefined, post(body))).id);
  }

  describe("POST", () => {
    it("adds a user and tells where it is", async () => {
      const result = await users.call("POST /users", undefined, post(ada));
      const body = json(result);
      assert.equal(result.statusCode, 201);
      assert.equal(result.headers?.ETag, '"1"');
      assert.equal(result.headers?.Location, `/dev/users/${String(body.id)}`);
      assert.equal(result.headers?.["Content-Type"], "application/json");
      assert.deepEqual({ name: body.name, email: body.email, version: body.version }, { ...ada, version: 1 });
      const stored = await users.database.client.send(
        new GetItemCommand({ TableName: "users", Key: { id: { S: String(body.id) } } }),
      );
      assert.equal(stored.Item?.email?.S, ada.email);
    });

    it("answers a repetition with the first answer, and adds nothing", async () => {
      const request = post({ name: "Once", email: "once@example.com" });
      const first = await users.call("POST /users", undefined, request);
      const second = await users.call("POST /users", undefined, request);
      assert.equal(second.statusCode, 201);
      assert.deepEqual(json(second), json(first));
      assert.deepEqual(second.headers, first.headers);
      const all = await users.database.client.send(new ScanCommand({ TableName: "users" }));
      assert.equal(all.Items?.filter((item) => item.email?.S === "once@example.com").length, 1);
    });

    it("tells a key that was used with another body", async () => {
      const request = post(ada);
      await users.call("POST /users", undefined, request);
      const result = await users.call("POST /users", undefined, {
        ...request,
        body: { ...ada, name: "Eve" },
      });
      assert.equal(result.statusCode, 422);
    });

    it("keeps the keys of two callers apart", async () => {
      const request = post(ada);
      const hers = await users.call("POST /users", undefined, { ...request, caller: "alice" });
      const his = await users.call("POST /users", undefined, { ...request, caller: "bob" });
      assert.notEqual(json(hers).id, json(his).id);
    });

    it("works once for a repetition at the same time", async () => {
      const request = post({ name: "Twin", email: "twin@example.com" });
      const results = await Promise.all([1, 2, 3].map(() => users.call("POST /users", undefined, request)));
      const statuses = results.map(({ statusCode }) => statusCode);
      assert.ok(statuses.includes(201), String(statuses));
      assert.ok(
        statuses.every((status) => status === 201 || status === 409),
        String(statuses),
      );
      const all = await users.database.client.send(new ScanCommand({ TableName: "users" }));
      assert.equal(all.Items?.filter((item) => item.email?.S === "twin@example.com").length, 1);
    });

    it("remembers keys as hashes, in rows of its own function, for a day", async () => {
      const request = post(ada, { headers: { "Idempotency-Key": "a-very-secret-key" } });
      await users.call("POST /users", undefined, request);
      const { Items = [] } = await users.database.client.send(new ScanCommand({ TableName: "idempotency" }));
      const day = Date.now() / 1000 + 86_400;
      for (const row of Items) {
        assert.match(row.id?.S ?? "", /^storefront-test#[A-Za-z0-9+/=]+$/);
        assert.ok(Math.abs(Number(row.expiration?.N) - day) < 60);
      }
      assert.doesNotMatch(JSON.stringify(Items), /a-very-secret-key/);
    });

    it("asks for a usable Idempotency-Key", async () => {
      const unusable: Record<string, string>[] = [
        {},
        { "Idempotency-Key": "short" },
        { "Idempotency-Key": "with a space" },
      ];
      for (const headers of unusable) {
        const result = await users.call("POST /users", undefined, { body: ada, headers });
        assert.equal(result.statusCode, 400);
      }
    });

    it("names every place of a body that is wrong", async () => {
      const result = await users.call("POST /users", undefined, post({ name: "", mail: "x" }));
      const body = json(result);
      assert.equal(result.statusCode, 400);
      assert.equal(result.headers?.["Content-Type"], "application/problem+json");
      assert.deepEqual(body.errors, [
        { pointer: "/email", detail: "is missing" },
        { pointer: "/name", detail: "is shorter than 1" },
        { pointer: "/mail", detail: "is not known" },
      ]);
      assert.equal(body.requestId, "c6af9ac6-7b61-11e6-9a41-93e8deadbeef");
    });

    it("refuses bodies that are not JSON, and types that the gateway does not validate", async () => {
      assert.equal((await users.call("POST /users", undefined, post("{"))).statusCode, 400);
      assert.equal((await users.call("POST /users", undefined, post(""))).statusCode, 400);
      const text = post(ada, { headers: { "Content-Type": "text/plain" } });
      assert.equal((await users.call("POST /users", undefined, text)).statusCode, 415);
      const charset = post(ada, { headers: { "Content-Type": "application/json; charset=utf-8" } });
      assert.equal((await users.call("POST /users", undefined, charset)).statusCode, 201);
    });

    it("reads a body that came as base64", async () => {
      const result = await users.call(
        "POST /users",
        undefined,
        post({ ...ada, name: "Zoë" }, { base64: true }),
      );
      assert.equal(json(result).name, "Zoë");
    });
  });

  describe("GET one", () => {
    it("gives the user with its version", async () => {
      const id = await added();
      const result = await users.call("GET /users/{id}", id);
      assert.equal(result.statusCode, 200);
      assert.equal(result.headers?.ETag, '"1"');
      assert.equal(json(result).id, id);
    });

    it("answers 404 as a problem", async () => {
      const result = await users.call("GET /users/{id}", "nobody");
      assert.equal(result.statusCode, 404);
      assert.deepEqual(json(result), {
        type: "about:blank",
        title: "Not found",
        status: 404,
        requestId: "c6af9ac6-7b61-11e6-9a41-93e8deadbeef",
      });
    });
  });

  describe("PUT", () => {
    const eve = { name: "Eve", email: "eve@example.com" };

    it("replaces the version that was read, and counts it up", async () => {
      const id = await added();
      const result = await users.call("PUT /users/{id}", id, { body: eve, headers: { "If-Match": '"1"' } });
      assert.equal(result.statusCode, 200);
      assert.equal(result.headers?.ETag, '"2"');
      const read = json(await users.call("GET /users/{id}", id));
      assert.deepEqual({ name: read.name, email: read.email, version: read.version }, { ...eve, version: 2 });
    });

    it("refuses a version that is not the last, and changes nothing", async () => {
      const id = await added();
      await users.call("PUT /users/{id}", id, { body: eve, headers: { "If-Match": '"1"' } });
      const late = await users.call("PUT /users/{id}", id, { body: ada, headers: { "If-Match": '"1"' } });
      assert.equal(late.statusCode, 412);
      assert.equal(json(await users.call("GET /users/{id}", id)).name, "Eve");
    });

    it("lets one of several at the same time through", async () => {
      const id = await added();
      const puts = await Promise.all(
        [1, 2, 3, 4].map(() =>
          users.call("PUT /users/{id}", id, { body: eve, headers: { "if-match": '"1"' } }),
        ),
      );
      assert.deepEqual(puts.map(({ statusCode }) => statusCode).sort(), [200, 412, 412, 412]);
    });

    it("takes * for any version, but not for none", async () => {
      const id = await added();
      const any = { body: eve, headers: { "If-Match": "*" } };
      assert.equal((await users.call("PUT /users/{id}", id, any)).statusCode, 200);
      assert.equal((await users.call("PUT /users/{id}", "nobody", any)).statusCode, 404);
    });

    it("answers 404 for no user, 428 for no If-Match, 412 for tags of another make", async () => {
      const put = (id: string, tag?: string) =>
        users.call("PUT /users/{id}", id, {
          body: eve,
          headers: tag === undefined ? {} : { "If-Match": tag },
        });
      const id = await added();
      assert.equal((await put("nobody", '"1"')).statusCode, 404);
      assert.equal((await put(id)).statusCode, 428);
      for (const tag of ['W/"1"', "1", '"x"', '"0"', '"1", "2"'])
        assert.equal((await put(id, tag)).statusCode, 412, tag);
    });
  });

  describe("DELETE", () => {
    it("removes the user; a second time there is none", async () => {
      const id = await added();
      const first = await users.call("DELETE /users/{id}", id);
      assert.deepEqual([first.statusCode, first.body], [204, ""]);
      assert.equal(first.headers?.["Content-Type"], undefined);
      assert.equal((await users.call("DELETE /users/{id}", id)).statusCode, 404);
      assert.equal((await users.call("GET /users/{id}", id)).statusCode, 404);
    });
  });

  it("has nobody under an id that is longer than any: DynamoDB would refuse such a key as a mistake of ours", async () => {
    for (const length of [65, 3000]) {
      const id = "a".repeat(length);
      const put = { body: ada, headers: { "If-Match": '"1"' } };
      assert.equal((await users.call("GET /users/{id}", id)).statusCode, 404);
      assert.equal((await users.call("PUT /users/{id}", id, put)).statusCode, 404);
      assert.equal((await users.call("DELETE /users/{id}", id)).statusCode, 404);
    }
  });

  describe("every answer", () => {
    it("echoes an allowed origin and no other", async () => {
      const from = (Origin?: string) =>
        users.call("GET /users/{id}", "nobody", { headers: Origin === undefined ? {} : { Origin } });
      const allowed = (await from("https://admin.example.com")).headers;
      assert.equal(allowed?.["Access-Control-Allow-Origin"], "https://admin.example.com");
      assert.equal(allowed?.Vary, "Origin");
      for (const origin of [
        "https://evil.example",
        "https://shop.example.com.evil.example",
        "null",
        undefined,
      ]) {
        const { headers } = await from(origin);
        assert.equal(headers?.["Access-Control-Allow-Origin"], undefined, origin);
        assert.equal(headers?.Vary, "Origin");
      }
    });

    it("is not kept and not guessed at", async () => {
      const { headers } = await users.call("GET /users");
      assert.equal(headers?.["Cache-Control"], "no-store");
      assert.equal(headers?.["X-Content-Type-Options"], "nosniff");
    });

    it("is 404 for a route that is not of this function", async () => {
      assert.equal((await users.call("PATCH /users")).statusCode, 404);
      assert.equal((await users.call("constructor")).statusCode, 404);
    });
  });
});

describe("a function whose table is gone", () => {
  it("answers 500 without saying why", async () => {
    const users = await startFunction("users");
    try {
      await users.database.client.send(new DeleteTableCommand({ TableName: "users" }));
      const result = await users.call("GET /users/{id}", "x");
      assert.equal(result.statusCode, 500);
      assert.deepEqual(Object.keys(json(result)).sort(), ["requestId", "status", "title", "type"]);
      assert.doesNotMatch(result.body, /table|resource|dynamo/i);
    } finally {
      await users.database.close();
    }
  });
});
