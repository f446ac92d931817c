import assert from "node:assert/strict";
import { evaluateStage } from "../infra/evaluateStage";
import { type Asked, type Served, serveGraph } from "./serveGraph";
import { signedHeaders } from "./signedHeaders";

describe("the back office, rehearsed", function () {
  this.timeout(120_000);
  let served: Served;
  let through: Record<string, string>;
  before(async () => {
    served = await serveGraph(await evaluateStage("dev"));
    through = { "x-gatehouse-vpce": served.api("backoffice-v1").api.caller?.vpcEndpoint ?? "" };
  });
  after(() => served.close());

  const signed = (path: string, method = "GET"): Promise<Record<string, string>> =>
    signedHeaders(served.api("backoffice-v1"), path, method);

  const call = (path: string, headers: Readonly<Record<string, string>>, method = "GET"): Promise<Asked> =>
    served.ask(`${served.api("backoffice-v1").url}${path}`, { headers, method });

  it("is not there for who comes from the internet, signed or not", async () => {
    for (const headers of [{}, await signed("/users")]) {
      const answer = await call("/users", headers);
      assert.equal(answer.status, 403);
      assert.deepEqual(answer.json(), { message: "Forbidden" });
      assert.match(answer.trace, /private-api=deny/);
    }
  });

  it("refuses an endpoint that the resource policy does not know", async () => {
    const answer = await call("/users", {
      ...(await signed("/users")),
      "x-gatehouse-vpce": "vpce-00000000000000000",
    });
    assert.equal(answer.status, 403);
  });

  it("refuses who comes through the endpoint without a signature, or with another's", async () => {
    const unsigned = await call("/users", through);
    assert.equal(unsigned.status, 403);
    assert.equal(unsigned.headers["x-amzn-errortype"], "MissingAuthenticationTokenException");
    const other = await call("/users/u-1", { ...(await signed("/users")), ...through });
    assert.equal(other.status, 403);
    assert.equal(other.headers["x-amzn-errortype"], "InvalidSignatureException");
  });

  it("lets an operator in through the endpoint", async () => {
    const answer = await call("/users", { ...(await signed("/users")), ...through });
    assert.equal(answer.status, 200, answer.body);
    assert.deepEqual(answer.json().items, []);
  });
});
