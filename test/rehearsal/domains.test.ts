import assert from "node:assert/strict";
import { evaluateStage } from "../infra/evaluateStage";
import { type Asked, type Served, serveGraph } from "./serveGraph";

for (const [stage, zone] of [
  ["test", "test.example.com"],
  ["prod", "example.com"],
] as const) {
  describe(`custom domains of ${stage}, rehearsed as virtual hosts`, function () {
    this.timeout(120_000);
    let served: Served;
    before(async () => {
      served = await serveGraph(await evaluateStage(stage));
    });
    after(() => served.close());

    const at = (host: string, path: string, headers: Readonly<Record<string, string>> = {}): Promise<Asked> =>
      served.ask(path, { headers: { host, ...headers } });

    it("serves both versions of the storefront on one host, by base path", async () => {
      for (const host of [`api.${zone}`, `api.${zone}.localhost`, `API.${zone}:443`]) {
        for (const version of ["v1", "v2"]) {
          const health = await at(host, `/${version}/health`);
          assert.equal(health.status, 200, `${host}/${version}`);
          assert.deepEqual(health.json(), { status: "ok" });
        }
        assert.equal((await at(host, "/v3/health")).status, 403);
      }
    });

    it("tells the versions apart: each answers in its own shape", async () => {
      const authorization = `Bearer ${await served.token("storefront/products.read")}`;
      const shape = async (version: string): Promise<string[]> => {
        const answer = await at(`api.${zone}`, `/${version}/products`, { authorization });
        assert.equal(answer.status, 200, answer.body);
        return Object.keys(answer.json()).sort();
      };
      assert.deepEqual(await shape("v1"), ["items"]);
      assert.ok((await shape("v2")).includes("items"));
    });

    it("does not serve the default endpoint of an API that has it disabled", async () => {
      const { id } = served.api("storefront-v1").api;
      for (const host of [`${id}.execute-api.eu-west-1.amazonaws.com`, `${id}.execute-api.localhost`])
        assert.equal((await at(host, `/${stage}/health`)).status, 403);
    });

    it("serves the partners' host, and asks them who they are", async () => {
      const answer = await at(`partner.${zone}`, "/inventory?sku=TEA-1");
      assert.equal(answer.status, 401);
      assert.match(answer.trace, /authorizer=deny/);
    });

    it("lets in the example caller of each API where the program lets in its own", async () => {
      for (const [label, path] of [
        ["storefront-v1", "/users"],
        ["storefront-v2", "/users"],
        ["catalog", "/products"],
      ] as const) {
        const { url } = served.api(label);
        const headers = await served.caller(label);
        assert.equal((await served.ask(`${url}${path}`, { headers })).status, 200, label);
      }
      const order = { orderId: "A-1", lines: [{ sku: "KETTLE-1", quantity: 1 }] };
      const { url } = served.api("partner-v1");
      const headers = await served.caller("partner-v1");
      const answer = await served.ask(`${url}/orders`, { method: "POST", headers, body: order });
      assert.equal(answer.status, 202, answer.body);
    });

    it("shows one allowed and one refused request of each API", () => {
      for (const { label, examples } of served.rehearsal.served()) {
        // And one for people with credentials of the identity pool, where they may call something.
        assert.equal(examples.length, label === "storefront-v2" ? 3 : 2, label);
        const [allowed, refused] = examples;
        assert.ok((allowed?.status ?? 500) < 300 && (refused?.status ?? 0) >= 401, label);
        // Printed lines are for any shell.
        assert.doesNotMatch(`${allowed?.command}`, /<\(/);
      }
    });

    it("serves the private host to who comes through the associated endpoint only", async () => {
      const host = `backoffice.${zone}`;
      assert.equal((await at(host, "/users")).status, 403);
      const vpce = served.api("backoffice-v1").api.caller?.vpcEndpoint ?? "";
      const through = await at(host, "/users", { "x-gatehouse-vpce": vpce });
      assert.equal(through.status, 403);
      // Past the domain: a signature is what is missing now.
      assert.equal(through.headers["x-amzn-errortype"], "MissingAuthenticationTokenException");
    });
  });
}
