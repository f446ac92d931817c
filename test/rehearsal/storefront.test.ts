import assert from "node:assert/strict";
import { type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { type Ready, type Started, startRehearsal } from "../commands/run";

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** The dev stage of the real program, served as `npm start` serves it. */
describe("the storefront, rehearsed", function () {
  this.timeout(120_000);
  let rehearsal: Started;
  let served: Ready["apis"][number];
  let api: URL;
  const tokens = new Map<string, string>();

  before(async () => {
    rehearsal = await startRehearsal([]);
    served = rehearsal.ready.apis.find(({ name }) => name.endsWith("-storefront-v1")) ?? assert.fail();
    api = new URL(served.url);
    for (const scope of ["users.read", "users.write", "products.read", "products.write"]) {
      tokens.set(scope, await clientToken(`storefront/${scope}`));
    }
  });
  after(async () => {
    assert.equal(await rehearsal.stop(), 0);
  });

  async function clientToken(scope: string): Promise<string> {
    const { tokenUrl, clients } = rehearsal.ready.identity;
    const client = clients.find(({ clientSecret, scopes }) => clientSecret && scopes.includes(scope));
    assert.ok(client?.clientSecret);
    const response = await fetch(tokenUrl, {
      method: "POST",
      headers: {
        authorization: `Basic ${Buffer.from(`${client.clientId}:${client.clientSecret}`).toString("base64")}`,
      },
      body: new URLSearchParams({ grant_type: "client_credentials", scope }),
    });
    assert.equal(response.status, 200);
    return ((await response.json()) as { access_token: string }).access_token;
  }

  function call(
    method: string,
    path: string,
    options: { scope?: string; headers?: Record<string, string>; body?: unknown } = {},
  ) {
    const token = options.scope && tokens.get(options.scope);
    const body =
      options.body === undefined
        ? undefined
        : typeof options.body === "string"
          ? options.body
          : JSON.stringify(options.body);
    return new Promise<Answer>((resolve, reject) => {
      const outgoing = request(
        {
          host: api.hostname,
          port: api.port,
          method,
          path: api.pathname + path,
          headers: {
            "user-agent": "storefront-test",
            ...(token && { authorization: `Bearer ${token}` }),
            ...(body !== undefined && { "content-type": "application/json" }),
            ...options.headers,
          },
        },
        (incoming) => {
          let text = "";
          incoming.on("data", (chunk) => (text += String(chunk)));
          incoming.on("end", () =>
            resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: text }),
          );
        },
      );
      outgoing.on("error", reject);
      outgoing.end(body);
    });
  }

  const product = { name: "Kettle", category: "kitchen", price: { amount: 2999, currency: "EUR" } };

  it("answers /health without a token, through the MOCK integration", async () => {
    const { status, headers, body } = await call("GET", "/health");
    assert.equal(status, 200);
    assert.deepEqual(JSON.parse(body), { status: "ok" });
    assert.match(String(headers["x-amzn-requestid"]), /^[0-9a-f-]{36}$/);
    assert.match(String(headers["x-gatehouse-trace"]), /integration=mock/);
  });

  it("refuses without a token, with a made-up one, and with another scope, and names the gate", async () => {
    const none = await call("GET", "/products");
    assert.equal(none.status, 401);
    assert.match(String(none.headers["x-gatehouse-trace"]), /authorizer=deny/);
    const forged = await call("GET", "/products", { headers: { authorization: "Bearer a.b.c" } });
    assert.equal(forged.status, 401);
    const other = await call("GET", "/products", { scope: "users.read" });
    assert.ok([401, 403].includes(other.status));
    assert.match(String(other.headers["x-gatehouse-trace"]), /storefront\/products\.read/);
  });

  it("creates, reads, replaces and deletes a user, with versions and once per key", async () => {
    const user = { email: "ada@example.com", name: "Ada O'Brien" };
    const key = { "idempotency-key": `create-user-${Date.now()}` };
    const created = await call("POST", "/users", { scope: "users.write", headers: key, body: user });
    assert.equal(created.status, 201, created.body);
    const { id, version } = JSON.parse(created.body);
    assert.equal(version, 1);
    const again = await call("POST", "/users", { scope: "users.write", headers: key, body: user });
    assert.equal(JSON.parse(again.body).id, id);

    const read = await call("GET", `/users/${id}`, { scope: "users.read" });
    assert.equal(read.status, 200);
    const etag = String(read.headers.etag);
    const replaced = await call("PUT", `/users/${id}`, {
      scope: "users.write",
      headers: { "if-match": etag },
      body: { ...user, name: "Ada King" },
    });
    assert.equal(replaced.status, 200, replaced.body);
    const stale = await call("PUT", `/users/${id}`, {
      scope: "users.write",
      headers: { "if-match": etag },
      body: user,
    });
    assert.equal(stale.status, 412);
    assert.match(String(stale.headers["content-type"]), /application\/problem\+json/);

    assert.equal((await call("DELETE", `/users/${id}`, { scope: "users.write" })).status, 204);
    assert.equal((await call("GET", `/users/${id}`, { scope: "users.read" })).status, 404);
  });

  it("compresses a page of products for who takes that, and a short answer for nobody", async () => {
    for (let index = 0; index < 8; index++) {
      const made = await call("POST", "/products", {
        scope: "products.write",
        headers: { "idempotency-key": `compressed-${Date.now()}-${index}` },
        body: { ...product, name: `Kettle ${index}` },
      });
      assert.equal(made.status, 201, made.body);
    }
    const plain = await call("GET", "/products", { scope: "products.read" });
    assert.equal(plain.headers["content-encoding"], undefined);
    assert.ok(plain.body.length >= 1024, plain.body);
    const headers = { "accept-encoding": "gzip" };
    const zipped = await call("GET", "/products", { scope: "products.read", headers });
    assert.equal(zipped.headers["content-encoding"], "gzip");
    assert.ok(Number(zipped.headers["content-length"]) < plain.body.length);
    assert.equal((await call("GET", "/health", { headers })).headers["content-encoding"], undefined);
  });

  it("pages through a list without missing or repeating an item", async () => {
    const made = new Set<string>();
    for (let index = 0; index < 5; index++) {
      const answer = await call("POST", "/products", {
        scope: "products.write",
        headers: { "idempotency-key": `page-${Date.now()}-${index}` },
        body: { ...product, name: `Kettle ${index}` },
      });
      assert.equal(answer.status, 201, answer.body);
      made.add(JSON.parse(answer.body).id);
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const query = cursor === undefined ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const page = JSON.parse(
        (await call("GET", `/products?limit=2${query}`, { scope: "products.read" })).body,
      );
      seen.push(...page.items.map((item: { id: string }) => item.id));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    assert.equal(new Set(seen).size, seen.length);
    for (const id of made) assert.ok(seen.includes(id));
  });

  it("validates before the function: models, required headers, broken JSON", async () => {
    const headers = { "idempotency-key": "validation-1" };
    const open = await call("POST", "/products", {
      scope: "products.write",
      headers,
      body: { ...product, extra: 1 },
    });
    assert.equal(open.status, 400);
    assert.match(String(open.headers["x-gatehouse-trace"]), /body=deny/);
    const broken = await call("POST", "/products", { scope: "products.write", headers, body: '{"name": ' });
    assert.equal(broken.status, 400);
    const keyless = await call("POST", "/products", { scope: "products.write", body: product });
    assert.equal(keyless.status, 400);
    assert.match(keyless.body, /Idempotency-Key/);
  });

  it("blocks an attack at the web ACL, before the authorizer", async () => {
    const { status, headers } = await call(
      "GET",
      "/products?category=1%27%20UNION%20SELECT%20password%20FROM%20users--",
    );
    assert.equal(status, 403);
    assert.match(String(headers["x-gatehouse-trace"]), /^waf=(block|deny)/);
  });

  it("answers preflight requests from the allowed origin", async () => {
    const { status, headers } = await call("OPTIONS", "/products", {
      headers: { origin: "http://localhost:5173", "access-control-request-method": "GET" },
    });
    assert.ok(status === 200 || status === 204);
    assert.equal(headers["access-control-allow-origin"], "http://localhost:5173");
    assert.match(String(headers["access-control-allow-methods"]), /GET/);
  });

  it("answers an unknown route and a wrong method as API Gateway does", async () => {
    assert.match((await call("GET", "/nothing")).body, /Missing Authentication Token/);
    assert.equal((await call("PATCH", "/products")).status, 403);
  });

  it("serves the virtual host as well", async () => {
    const outcome = await new Promise<number>((resolve, reject) => {
      request(
        {
          host: api.hostname,
          port: api.port,
          path: `/${served.stage}/health`,
          headers: { host: served.host, "user-agent": "t" },
        },
        (incoming) => resolve(incoming.resume().statusCode ?? 0),
      )
        .on("error", reject)
        .end();
    });
    assert.equal(outcome, 200);
  });

  it("refuses malformed requests, each for what is wrong with it, and lives on", async () => {
    const raw = (text: string | Buffer) =>
      new Promise<string>((resolve) => {
        const socket = connect(Number(api.port), api.hostname, () => socket.end(text));
        let answer = "";
        socket.on("data", (chunk) => (answer += String(chunk)));
        socket.on("close", () => resolve(answer));
        socket.on("error", () => resolve(answer));
      });
    const path = `${api.pathname}/health`;
    assert.match(await raw("NONSENSE\r\n\r\n"), /^HTTP\/1\.1 400 /);
    assert.match(
      await raw(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nX-Big: ${"x".repeat(64 * 1024)}\r\n\r\n`),
      /^HTTP\/1\.1 431 /,
    );
    // Half a body, and no more of it to come.
    assert.match(
      await raw(`POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf`),
      /^HTTP\/1\.1 400 /,
    );
    // A client that says all it has to say and closes its side is answered.
    assert.match(
      await raw(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: t\r\n\r\n`),
      /^HTTP\/1\.1 200 [^]*\{"status":"ok"\}$/,
    );
    assert.match(
      await raw(
        Buffer.concat([
          Buffer.from(`GET ${path}/`),
          Buffer.from([0xff, 0xfe]),
          Buffer.from(" HTTP/1.1\r\nHost: x\r\n\r\n"),
        ]),
      ),
      /^HTTP\/1\.1 400 /,
    );
    // Encoded, such bytes are a path like any other, and one that no route has.
    assert.match(
      await raw(`GET ${path}/%ff%00%zz HTTP/1.1\r\nHost: localhost\r\nUser-Agent: t\r\n\r\n`),
      /^HTTP\/1\.1 403 [^]*Missing Authentication Token/,
    );
    const large = await call("POST", "/products", {
      scope: "products.write",
      headers: { "idempotency-key": "large" },
      body: `"${"x".repeat(11 * 1024 * 1024)}"`,
    }).catch(() => ({ status: 413 }));
    assert.ok([403, 413].includes(large.status), String(large.status));
    assert.equal((await call("GET", "/health")).status, 200);
  });

  it("keeps its own page from other hosts and origins", async () => {
    const status = (headers: Record<string, string>) =>
      new Promise<number>((resolve, reject) => {
        request({ host: api.hostname, port: api.port, path: "/", headers }, (incoming) =>
          resolve(incoming.resume().statusCode ?? 0),
        )
          .on("error", reject)
          .end();
      });
    assert.equal(await status({ host: `127.0.0.1:${api.port}` }), 200);
    assert.equal(await status({ host: "attacker.example" }), 403);
    assert.equal(await status({ host: `127.0.0.1:${api.port}`, origin: "https://attacker.example" }), 403);
  });

  it("puts the ready line, and nothing else, on stdout", () => {
    assert.equal(rehearsal.out().trim().split("\n").length, 1);
    assert.ok(rehearsal.err().includes("Guard: passed"));
  });
});
