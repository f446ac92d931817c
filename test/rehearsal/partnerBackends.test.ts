import assert from "node:assert/strict";
import { fixedApiKeys, type HttpTargetSetting, httpTargets } from "../../local/gateway";
import type { Graph } from "../../local/graph";
import { stagePolicy } from "../../services/partner/authorizer/policy";
import { FakeBackend } from "../gateway/backend";
import { type Answered, type Rehearsal, rehearse } from "../gateway/fixture";
import { evaluateStage, one } from "../infra/evaluateStage";

const account = { Authorization: `Bearer acme.${"1".repeat(64)}`, "x-api-key": "2".repeat(64) };

/** Calls the partner API of the dev stage. */
type Call = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answered>;

const problem = ({ body }: Answered): string => (JSON.parse(body) as { detail: string }).detail;

/** The partner API of the dev stage, with its clock, its authorizer's function and what is behind it in a test's hands. */
describe("the partner API, when what is behind it answers otherwise", () => {
  let graph: Graph;
  before(async () => {
    graph = await evaluateStage("dev");
  });

  /** `standIn` answers for the inventory service; the fake backend for every service of AWS. */
  const withBackend = (
    test: (call: Call, backend: FakeBackend, rehearsal: Rehearsal) => Promise<void>,
    standIn: HttpTargetSetting = {},
  ): Promise<void> =>
    FakeBackend.with((backend) => {
      const api = String(one(graph, "aws:apigateway/restApi:RestApi", "partner-api").id);
      const plan = String(one(graph, "aws:apigateway/usagePlan:UsagePlan", "plans-gold").id);
      const key = (value: string) => ({ id: value, value, enabled: true, usagePlanIds: [plan] });
      return rehearse(
        graph,
        (rehearsal) => {
          rehearsal.invoke = ({ methodArn }) => ({
            ok: true,
            payload: stagePolicy("acme", String(methodArn)),
          });
          const call: Call = (method, path, body, headers = account) =>
            rehearsal.send(`/_aws/execute-api/${api}/dev${path}`, {
              method,
              host: "127.0.0.1",
              headers: { "user-agent": "test", "content-type": "application/json", ...headers },
              ...(body !== undefined && { body: JSON.stringify(body) }),
            });
          return test(call, backend, rehearsal);
        },
        {
          apiKeys: fixedApiKeys([key(account["x-api-key"]), key("3".repeat(64))]),
          serviceEndpoints: { endpointOf: () => backend.url },
          httpTargets: httpTargets({ "https://inventory.example.com": standIn }),
        },
      );
    });

  describe("PUT /events/batch", () => {
    const event = {
      type: "stock.counted",
      sku: "CUP-1",
      quantity: 1,
      occurredAt: "2026-01-01T00:00:00Z",
    };
    const taken = { SequenceNumber: "1", ShardId: "shardId-000000000000" };
    const throttled = { ErrorCode: "ProvisionedThroughputExceededException", ErrorMessage: "Rate exceeded" };
    const tell = async (...Records: unknown[]): Promise<Answered> => {
      let answer: Answered | undefined;
      await withBackend(async (call, backend) => {
        const FailedRecordCount = Records.filter((each) => each !== taken).length;
        backend.reply = { body: JSON.stringify({ FailedRecordCount, Records }) };
        answer = await call("PUT", "/events/batch", { events: Records.map(() => event) });
      });
      return answer ?? assert.fail();
    };

    it("answers 207 with the places of those that Kinesis did not take", async () => {
      const internal = { ErrorCode: "InternalFailure", ErrorMessage: "Internal" };
      const { status, body } = await tell(throttled, taken, taken, internal);
      assert.equal(status, 207);
      assert.deepEqual(JSON.parse(body), {
        taken: 2,
        failed: [
          { index: 0, code: "ProvisionedThroughputExceededException" },
          { index: 3, code: "InternalFailure" },
        ],
      });
    });

    it("answers 502 when Kinesis took none", async () => {
      const answer = await tell(throttled, throttled);
      assert.equal(answer.status, 502);
      assert.equal(problem(answer), "no event was taken; send them again");
    });

    it("answers 202 when Kinesis took all", async () => {
      const { status, body } = await tell(taken, taken);
      assert.deepEqual([status, JSON.parse(body)], [202, { taken: 2, failed: [] }]);
    });
  });

  describe("POST /quotes", () => {
    const quote = { currency: "EUR", total: 900, lines: [] };
    for (const [execution, status, expected] of [
      [{ status: "SUCCEEDED", output: JSON.stringify(quote) }, 200, undefined],
      [
        { status: "FAILED", error: "UnknownProduct", cause: "" },
        422,
        "there is no price for one of the products",
      ],
      [{ status: "FAILED", error: "States.TaskFailed", cause: "" }, 502, "the quote could not be made"],
      [{ status: "TIMED_OUT" }, 504, "the quote took too long; try again"],
    ] as const)
      it(`answers ${status} to an execution that came to ${Object.values(execution).slice(0, 2).join(" ")}`, () =>
        withBackend(async (call, backend) => {
          backend.reply = { body: JSON.stringify(execution) };
          const answer = await call("POST", "/quotes", { lines: [{ sku: "TEA-1", quantity: 2 }] });
          assert.equal(answer.status, status);
          if (expected === undefined) assert.deepEqual(JSON.parse(answer.body), quote);
          else assert.equal(problem(answer), expected);
        }));
  });

  describe("GET /inventory", () => {
    for (const [from, to, detail] of [
      [404, 404, "the inventory service knows no such product"],
      [400, 502, "the service behind this operation refused the request"],
      [500, 502, "the service behind this operation failed; try again"],
    ] as const)
      it(`answers ${to} when the inventory service answers ${from}`, () =>
        withBackend(
          async (call) => {
            const answer = await call("GET", "/inventory?sku=KETTLE-1");
            assert.equal(answer.status, to);
            assert.equal(problem(answer), detail);
          },
          { status: from, body: { message: "the partner does not see this" } },
        ));
  });

  describe("the authorizer", () => {
    const authorizer = ({ headers }: Answered): string | undefined =>
      /authorizer=(\w+(\([^)]*\))?)/.exec(String(headers["x-gatehouse-trace"]))?.[1];

    it("is asked once in 300 seconds for a pair of token and key, whatever the method", () =>
      withBackend(
        async (call, backend, rehearsal) => {
          backend.reply = { body: JSON.stringify({ status: "TIMED_OUT" }) };
          assert.equal(
            authorizer(await call("GET", "/inventory?sku=CUP-1")),
            "allow(policy of the function)",
          );
          rehearsal.clock.advance(299_000);
          const other = await call("POST", "/quotes", { lines: [{ sku: "TEA-1", quantity: 2 }] });
          assert.equal(other.status, 504);
          assert.equal(authorizer(other), "allow(cached policy)");
          assert.equal(rehearsal.events.length, 1);
          rehearsal.clock.advance(2_000);
          assert.equal(
            authorizer(await call("GET", "/inventory?sku=CUP-1")),
            "allow(policy of the function)",
          );
          assert.equal(rehearsal.events.length, 2);
        },
        { body: { item: "CUP-1", onHand: 1 } },
      ));

    it("is asked again for the same token with another key, and the same key with another token", () =>
      withBackend(
        async (call, _backend, rehearsal) => {
          for (const headers of [
            account,
            { ...account, "x-api-key": "3".repeat(64) },
            { ...account, Authorization: `Bearer acme.${"4".repeat(64)}` },
          ])
            assert.equal((await call("GET", "/inventory?sku=CUP-1", undefined, headers)).status, 200);
          assert.equal(rehearsal.events.length, 3);
        },
        { body: { item: "CUP-1", onHand: 1 } },
      ));
  });
});
