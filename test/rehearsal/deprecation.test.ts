import assert from "node:assert/strict";
import { evaluateStage } from "../infra/evaluateStage";
import { type Asked, type Served, serveGraph } from "./serveGraph";

/** Stage dev with a storefront v1 that ends: functions, mocks and the gateway itself say so, and v2 does not. */
describe("a version on its way out, rehearsed", function () {
  this.timeout(120_000);
  let served: Served;
  let headers: Record<string, string>;

  before(async () => {
    served = await serveGraph(
      await evaluateStage("dev", {
        change: (settings) => {
          settings.storefront = {
            ...(settings.storefront as object),
            deprecation: { v1: { since: "2027-01-01", sunset: "2028-01-01" } },
          };
        },
      }),
    );
    headers = { authorization: `Bearer ${await served.token("storefront/users.read")}` };
  });
  after(() => served.close());

  const get = (version: string, path: string, own: Record<string, string> = {}): Promise<Asked> =>
    served.ask(`${served.api(`storefront-${version}`).url}${path}`, { headers: own });

  const told = ({ headers: { deprecation, sunset } }: Asked): unknown[] => [deprecation, sunset];

  it("tells its end with what functions answer, what a mock answers, and what a gate refuses", async () => {
    for (const [status, answer, integration] of [
      [200, await get("v1", "/users", headers), /integration=/],
      [404, await get("v1", "/users/00000000-0000-4000-8000-000000000000", headers), /integration=/],
      [401, await get("v1", "/users"), /authorizer=deny/],
      [200, await get("v1", "/health"), /integration=mock/],
    ] as const) {
      assert.equal(answer.status, status, answer.body);
      assert.match(answer.trace, integration);
      assert.deepEqual(told(answer), ["@1798761600", "Sat, 01 Jan 2028 00:00:00 GMT"], answer.trace);
    }
  });

  it("says nothing of the version that stays", async () => {
    for (const answer of [await get("v2", "/users", headers), await get("v2", "/health")]) {
      assert.equal(answer.status, 200, answer.body);
      assert.deepEqual(told(answer), [undefined, undefined]);
    }
  });
});
