import assert from "node:assert/strict";
import { evaluateStage } from "../infra/evaluateStage";
import { type Served, serveGraph } from "./serveGraph";
import { signedHeaders } from "./signedHeaders";

for (const stage of ["test", "prod"]) {
  describe(`private backends of ${stage}, rehearsed as the stage file is`, function () {
    this.timeout(240_000);
    let served: Served;
    before(async () => {
      served = await serveGraph(await evaluateStage(stage));
    });
    after(() => served.close());

    it("answers for the ERP system behind the back office's VPC link", async () => {
      const api = served.api("backoffice-v1");
      const answer = await served.ask(`${api.url}/invoices/I-1`, {
        headers: {
          ...(await signedHeaders(api, "/invoices/I-1", "GET")),
          "x-gatehouse-vpce": api.api.caller?.vpcEndpoint ?? "",
        },
      });
      assert.equal(answer.status, 200, answer.trace);
      assert.equal(answer.json().id, "I-1");
    });

    it("answers for the warehouse behind the catalog's VPC link", async () => {
      const authorization = `Bearer ${await served.token("catalog/stock.read")}`;
      const answer = await served.ask(`${served.api("catalog").url}/stock/S-1`, {
        headers: { authorization },
      });
      assert.equal(answer.status, 200, answer.trace);
      assert.deepEqual(answer.json(), { productId: "S-1", available: 7 });
    });

    it("leaves nothing of the stage without a stand-in", () => {
      const outside = served.rehearsal
        .notices()
        .filter(({ message }) => message.startsWith("Nothing connects"));
      assert.deepEqual(outside, []);
    });
  });
}

describe("a private backend without a stand-in", function () {
  this.timeout(240_000);

  it("names in the trace what httpTargets would have to name", async () => {
    const served = await serveGraph(await evaluateStage("test"), { httpTargets: {} });
    try {
      const authorization = `Bearer ${await served.token("catalog/stock.read")}`;
      const answer = await served.ask(`${served.api("catalog").url}/stock/S-1`, {
        headers: { authorization },
      });
      assert.equal(answer.status, 503);
      assert.match(
        answer.trace,
        /integration=unreachable\(nothing stands in for vpclink:\/\/gatehouse-test-catalog; map it in gatehouse:rehearsal httpTargets\)/,
      );
    } finally {
      await served.close();
    }
  });
});
