import assert from "node:assert/strict";
import { claimsOf, POOL, poolGraph, Rehearsal, START } from "./rehearsal";

describe("client_credentials", () => {
  let rehearsal: Rehearsal;
  before(async () => (rehearsal = await Rehearsal.open()));
  after(() => rehearsal.close());

  const basic = (id: string, secret: string) => ({
    authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`,
  });
  const good = basic("machineclient", "machinesecret");
  const grant = { grant_type: "client_credentials" };

  it("gives an access token whose subject is the client, with all scopes", async () => {
    const response = await rehearsal.post("/oauth2/token", grant, good);
    const body = (await response.json()) as Record<string, unknown>;
    assert.deepEqual(Object.keys(body), ["access_token", "expires_in", "token_type"]);
    const claims = claimsOf(body.access_token);
    const now = START / 1000;
    assert.deepEqual(
      { ...claims, jti: "" },
      {
        sub: "machineclient",
        iss: rehearsal.issuer,
        auth_time: now,
        iat: now,
        version: 2,
        client_id: "machineclient",
        token_use: "access",
        scope: "storefront/products.read storefront/products.write",
        exp: now + 1800,
        jti: "",
      },
    );
  });

  it("takes the secret from the form too, and only the scopes that are asked for", async () => {
    const scope = "storefront/products.read";
    const form = { ...grant, client_id: "machineclient", client_secret: "machinesecret", scope };
    const response = await rehearsal.post("/oauth2/token", form);
    assert.equal(claimsOf(((await response.json()) as Record<string, unknown>).access_token).scope, scope);
  });

  const cases: [string, Record<string, string>, Record<string, string>, string][] = [
    ["a wrong secret", grant, basic("machineclient", "wrong"), "invalid_client"],
    ["no secret", { ...grant, client_id: "machineclient" }, {}, "invalid_client"],
    ["an unknown client", grant, basic("nobody", "x"), "invalid_client"],
    ["credentials that are not Basic", grant, { authorization: "Basic %%%" }, "invalid_client"],
    ["two ways at once", { ...grant, client_secret: "machinesecret" }, good, "invalid_request"],
    ["another client_id", { ...grant, client_id: "browserclient" }, good, "invalid_request"],
    ["no grant type", {}, good, "invalid_request"],
    ["a password grant", { grant_type: "password" }, good, "unsupported_grant_type"],
    [
      "a scope that the client may not have",
      { ...grant, scope: "storefront/users.read" },
      good,
      "invalid_scope",
    ],
    [
      "a client that may not use the flow",
      { ...grant, client_id: "browserclient" },
      {},
      "unauthorized_client",
    ],
    [
      "a code without being allowed to",
      { grant_type: "authorization_code", code: "x" },
      good,
      "unauthorized_client",
    ],
    ["an unknown refresh token", { grant_type: "refresh_token", refresh_token: "x" }, good, "invalid_grant"],
  ];
  for (const [what, form, headers, error] of cases)
    it(`refuses ${what} with ${error}`, async () => {
      const response = await rehearsal.post("/oauth2/token", form, headers);
      assert.equal(response.status, 400);
      assert.match(response.headers.get("x-amzn-requestid") ?? "", /^[0-9a-f-]{36}$/);
      const body = (await response.json()) as Record<string, unknown>;
      assert.equal(body.error, error);
      assert.deepEqual(Object.keys(body).sort(), ["error", "error_description"]);
    });

  it("refuses JSON, a parameter that comes twice, a large body and other methods", async () => {
    const url = `${rehearsal.issuer}/oauth2/token`;
    const json = await fetch(url, {
      method: "POST",
      body: "{}",
      headers: { "content-type": "application/json" },
    });
    assert.equal(json.status, 400);
    const form = { "content-type": "application/x-www-form-urlencoded", ...good };
    const twice = await fetch(url, { method: "POST", body: "grant_type=a&grant_type=b", headers: form });
    assert.match(await twice.text(), /grant_type is given more than once/);
    const large = await fetch(url, { method: "POST", body: "a=".padEnd(70_000, "x"), headers: form });
    assert.equal(large.status, 413);
    assert.equal((await rehearsal.get("/oauth2/token")).status, 405);
    assert.equal((await rehearsal.get("/nothing")).status, 404);
  });

  it("may be called by pages of other origins", async () => {
    const preflight = await fetch(`${rehearsal.issuer}/oauth2/token`, { method: "OPTIONS" });
    assert.equal(preflight.status, 204);
    assert.equal(preflight.headers.get("access-control-allow-origin"), "*");
  });

  it("publishes OpenID Connect's configuration", async () => {
    const found = (await (await rehearsal.get("/.well-known/openid-configuration")).json()) as Record<
      string,
      string
    >;
    assert.equal(found.issuer, rehearsal.issuer);
    assert.equal(found.token_endpoint, `${rehearsal.issuer}/oauth2/token`);
    const { keys } = (await (await fetch(found.jwks_uri ?? "")).json()) as { keys: Record<string, string>[] };
    assert.deepEqual(Object.keys(keys[0] ?? {}).sort(), ["alg", "e", "kid", "kty", "n", "use"]);
  });

  it("makes up a secret, the same each time, when the graph does not tell it", async () => {
    const graph = poolGraph();
    const resources = graph.resources.map((item) =>
      item.name === "machine" ? { ...item, outputs: { id: "machineclient" } } : item,
    );
    const secretOf = async () => {
      const other = await Rehearsal.open({ ...graph, resources });
      await other.close();
      return other.identity.describe()[0]?.clients[1]?.clientSecret;
    };
    assert.match((await secretOf()) ?? "", /^[0-9a-f]{51}$/);
    assert.equal(await secretOf(), await secretOf());
  });

  it("does not answer what is not for it", async () => {
    assert.equal((await fetch(`${rehearsal.url}/v1/products`)).status, 418);
    assert.equal((await fetch(`${rehearsal.url}/_cognito/other_pool/oauth2/token`)).status, 404);
    assert.equal(rehearsal.issuer.endsWith(POOL), true);
  });
});
