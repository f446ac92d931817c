import assert from "node:assert/strict";
import { evaluateStage } from "../infra/evaluateStage";
import { type Served, serveGraph } from "./serveGraph";

describe("the catalog, rehearsed", function () {
  this.timeout(120_000);
  let served: Served;
  let products: string;
  before(async () => {
    served = await serveGraph(await evaluateStage("dev"));
    products = `${served.api("catalog").url}/products`;
  });
  after(() => served.close());

  it("asks for a token of its issuer", async () => {
    const none = await served.ask(products);
    assert.equal(none.status, 401);
    assert.deepEqual(none.json(), { message: "Unauthorized" });
    const forged = await served.ask(products, { headers: { authorization: "Bearer a.b.c" } });
    assert.equal(forged.status, 401);
    assert.match(String(forged.headers["www-authenticate"]), /invalid_token/);
  });

  it("asks for the scope of the route", async () => {
    const authorization = `Bearer ${await served.token("storefront/users.read")}`;
    const answer = await served.ask(products, { headers: { authorization } });
    assert.equal(answer.status, 403);
    assert.match(String(answer.headers["www-authenticate"]), /insufficient_scope/);
  });

  it("answers, with CORS headers for the allowed page only", async () => {
    const authorization = `Bearer ${await served.token("catalog/products.read")}`;
    const allowed = await served.ask(products, {
      headers: { authorization, origin: "http://localhost:5173" },
    });
    assert.equal(allowed.status, 200, allowed.body);
    assert.equal(allowed.headers["access-control-allow-origin"], "http://localhost:5173");
    const other = await served.ask(products, { headers: { authorization, origin: "https://other.example" } });
    assert.equal(other.status, 200);
    assert.equal(other.headers["access-control-allow-origin"], undefined);
  });

  it("answers a preflight itself, without a token", async () => {
    const preflight = (origin: string) =>
      served.ask(products, {
        method: "OPTIONS",
        headers: {
          origin,
          "access-control-request-method": "GET",
          "access-control-request-headers": "authorization",
        },
      });
    const allowed = await preflight("http://localhost:5173");
    assert.equal(allowed.status, 204);
    assert.equal(allowed.headers["access-control-allow-origin"], "http://localhost:5173");
    assert.match(String(allowed.headers["access-control-allow-methods"]), /GET/);
    const other = await preflight("https://other.example");
    assert.equal(other.headers["access-control-allow-origin"], undefined);
  });
});
