import assert from "node:assert/strict";
import { once } from "node:events";
import WebSocket from "ws";
import { overview } from "../../local/commands/summary";
import type { Graph } from "../../local/graph";
import { evaluateStage, type Settings } from "../infra/evaluateStage";
import { type Served, serveGraph } from "./serveGraph";

for (const [stage, zone] of [
  ["test", "test.example.com"],
  ["prod", "example.com"],
] as const) {
  describe(`distributions of ${stage}, rehearsed as virtual hosts`, function () {
    this.timeout(240_000);
    let served: Served;
    before(async () => {
      served = await serveGraph(await evaluateStage(stage));
    });
    after(() => served.close());

    it("lead through the web ACL and with the origin's header to the catalog", async () => {
      const authorization = `Bearer ${await served.token("catalog/products.read")}`;
      for (const host of [`catalog.${zone}`, `catalog.${zone}.localhost`]) {
        const allowed = await served.ask("/products", { headers: { host, authorization } });
        assert.equal(allowed.status, 200, `${host}: ${allowed.trace} ${allowed.body}`);
        assert.match(
          allowed.trace,
          /^cloudfront-waf=pass cloudfront=forward\(\w+\.execute-api\.\S+\) authorizer=allow/,
        );
        assert.equal((await served.ask("/products", { headers: { host } })).status, 401);
      }
      const attack = await served.ask("/products?q=1%27%20OR%201=1--", {
        headers: { host: `catalog.${zone}`, authorization },
      });
      assert.equal(attack.status, 403);
      assert.match(attack.trace, /^cloudfront-waf=block\(AWSManagedRulesSQLiRuleSet/);
    });

    it("refuse at the API's own address who does not come through them", async () => {
      const { api } = served.api("catalog");
      const authorization = `Bearer ${await served.token("catalog/products.read")}`;
      const direct = await served.ask(`${api.path}/products`, { headers: { authorization } });
      assert.equal(direct.status, 403);
    });

    it("lead browsers to live, and refuse what their web ACL refuses", async () => {
      const token = await served.token("live/subscribe");
      const { Origin: page = "" } = await served.caller("live");
      const connect = async (path: string, headers: Record<string, string>): Promise<number | undefined> => {
        const socket = new WebSocket(`${served.url.replace("http", "ws")}${path}`, { headers });
        socket.on("error", () => undefined);
        const status = await Promise.race([
          once(socket, "upgrade").then(([response]) => (response as { statusCode?: number }).statusCode),
          once(socket, "unexpected-response").then(
            ([, response]) => (response as { statusCode?: number }).statusCode,
          ),
        ]);
        socket.terminate();
        return status;
      };
      const headers = { host: `live.${zone}`, origin: page, "user-agent": "rehearsal-test" };
      assert.equal(await connect(`/?token=${token}`, headers), 101);
      assert.equal(await connect("/", headers), 401);
      assert.equal(await connect("/?token=a.b.c", headers), 401);
      assert.equal(await connect(`/?token=${token}&q=%3Cscript%3E`, headers), 403);
      const { api } = served.api("live");
      assert.equal(await connect(`${api.path}?token=${token}`, { origin: page }), 403);
    });

    it("are the addresses that people are shown", () => {
      const page = overview(served.rehearsal).join("\n");
      assert.match(page, new RegExp(`on AWS https://catalog\\.${zone}$`, "m"));
      assert.match(page, new RegExp(`on AWS wss://live\\.${zone}$`, "m"));
      for (const label of ["catalog", "live"])
        assert.match(served.api(label).url, /\/_aws\/cloudfront\/E[0-9A-Z]+$/, label);
    });
  });
}

describe("the partners' distribution, rehearsed", function () {
  this.timeout(240_000);
  let served: Served;
  before(async () => {
    const graph: Graph = await evaluateStage("dev", {
      change: (settings) => {
        settings.domain = { zoneName: "example.com" };
        settings.partner = { ...(settings.partner as Settings), cloudFront: true };
      },
    });
    served = await serveGraph(graph);
  });
  after(() => served.close());

  const order = { orderId: "A-1", lines: [{ sku: "KETTLE-1", quantity: 1 }] };

  it("lets partners through both web ACLs, and asks the others who they are", async () => {
    const headers = await served.caller("partner-v1");
    const host = "partner.example.com";
    const allowed = await served.ask("/orders", {
      method: "POST",
      headers: { ...headers, host },
      body: order,
    });
    assert.equal(allowed.status, 202, `${allowed.trace} ${allowed.body}`);
    assert.match(allowed.trace, /^cloudfront-waf=pass cloudfront=forward\(\S+\) waf=pass authorizer=allow/);
    const refused = await served.ask("/orders", { method: "POST", headers: { host }, body: order });
    assert.equal(refused.status, 401, refused.trace);
  });

  it("is where the printed lines go, which answer what they say", async () => {
    const { url, examples } = served.api("partner-v1");
    assert.deepEqual(
      examples.map(({ status }) => status),
      [202, 401],
    );
    for (const { command } of examples) assert.ok(command.includes(`${url}/orders`), command);
    const headers = await served.caller("partner-v1");
    const own = { method: "POST", body: order };
    assert.equal((await served.ask(`${url}/orders`, { ...own, headers })).status, 202);
    assert.equal((await served.ask(`${url}/orders`, own)).status, 401);
  });
});
