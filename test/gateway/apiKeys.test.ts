import assert from "node:assert/strict";

import fc from "fast-check";

import type { ApiKey } from "../../local/gateway";
import { UsageCounters } from "../../local/gateway";
import { periodStart } from "../../local/gateway/apiKeys/quota";
import type { QuotaPeriod } from "../../local/gateway/apiKeys/quota";
import { UsagePlans } from "../../local/gateway/apiKeys/usagePlans";
import { Declarations } from "../../local/gateway/declarations";
import type { GraphResource } from "../../local/graph/graph";
import { API_ID, TestClock, graphOf, lambda, operation, rehearse, resource } from "./fixture";
import type { ApiOptions, Json } from "./fixture";

const KEY = "a-key-that-is-long-enough";

const plan = (settings: Json): GraphResource =>
  resource("aws:apigateway/usagePlan:UsagePlan", "gold", "plan1", {
    apiStages: [{ apiId: API_ID, stage: "dev" }],
    ...settings,
  });
const keys = (enabled = true): GraphResource[] => [
  resource("aws:apigateway/apiKey:ApiKey", "partner", "key1", { value: KEY, enabled }),
  resource("aws:apigateway/usagePlanKey:UsagePlanKey", "partner", "member1", {
    keyId: "key1",
    keyType: "API_KEY",
    usagePlanId: "plan1",
  }),
];

const document: Json = {
  components: { securitySchemes: { api_key: { type: "apiKey", name: "x-api-key", in: "header" } } },
};
const options = (settings: Json = {}, extra: readonly GraphResource[] = keys()): ApiOptions => ({
  paths: {
    "/orders": {
      get: operation(lambda(), { security: [{ api_key: [] }] }),
      post: operation(lambda(), { security: [{ api_key: [] }] }),
    },
  },
  document,
  extra: [plan(settings), ...extra],
});
const withKey = { headers: { "X-Api-Key": KEY } };

describe("API keys", () => {
  it("let a known key pass, and name it to the function", () =>
    rehearse(options(), async (rehearsal) => {
      assert.equal((await rehearsal.send("/orders", withKey)).status, 200);
      const { identity } = rehearsal.events[0]?.requestContext as { identity: Json };
      assert.deepEqual([identity.apiKey, identity.apiKeyId], [KEY, "key1"]);
      assert.deepEqual(rehearsal.gateway.notices, []);
    }));

  const refused: readonly [string, ApiOptions, Record<string, string>][] = [
    ["no key", options(), {}],
    ["an unknown key", options(), { "X-Api-Key": "other" }],
    ["a disabled key", options({}, keys(false)), { "X-Api-Key": KEY }],
    [
      "a key in no plan of the stage",
      options({ apiStages: [{ apiId: API_ID, stage: "prod" }] }),
      { "X-Api-Key": KEY },
    ],
  ];
  for (const [name, given, headers] of refused)
    it(`answers 403 to ${name}`, () =>
      rehearse(given, async (rehearsal) => {
        const answer = await rehearsal.send("/orders", { headers });
        assert.deepEqual([answer.status, answer.body], [403, '{"message":"Forbidden"}']);
        assert.equal(answer.headers["x-amzn-errortype"], "ForbiddenException");
        assert.equal(rehearsal.events.length, 0);
      }));

  it("come from a store that may change between two requests", async () => {
    const known = new Map<string, ApiKey>();
    await rehearse(
      options({}, []),
      async (rehearsal) => {
        assert.equal((await rehearsal.send("/orders", withKey)).status, 403);
        known.set(KEY, { id: "new", value: KEY, enabled: true, usagePlanIds: ["plan1"] });
        assert.equal((await rehearsal.send("/orders", withKey)).status, 200);
        known.delete(KEY);
        assert.equal((await rehearsal.send("/orders", withKey)).status, 403);
      },
      { apiKeys: { find: (value) => known.get(value) } },
    );
  });
});

describe("usage plans", () => {
  it("throttle a key, whatever method it calls", () =>
    rehearse(options({ throttleSettings: { rateLimit: 1, burstLimit: 2 } }), async (rehearsal) => {
      assert.equal((await rehearsal.send("/orders", withKey)).status, 200);
      assert.equal((await rehearsal.send("/orders", { method: "POST", ...withKey })).status, 200);
      const answer = await rehearsal.send("/orders", withKey);
      assert.deepEqual([answer.status, answer.body], [429, '{"message":"Too Many Requests"}']);
      assert.equal(answer.headers["x-amzn-errortype"], "TooManyRequestsException");
      rehearsal.clock.advance(1000);
      assert.equal((await rehearsal.send("/orders", withKey)).status, 200);
    }));

  it("throttle one method more than the others", () =>
    rehearse(
      options({
        apiStages: [
          {
            apiId: API_ID,
            stage: "dev",
            throttles: [{ path: "/orders/POST", rateLimit: 0, burstLimit: 1 }],
          },
        ],
      }),
      async (rehearsal) => {
        const post = async (): Promise<number> =>
          (await rehearsal.send("/orders", { method: "POST", ...withKey })).status;
        assert.deepEqual([await post(), await post()], [200, 429]);
        assert.equal((await rehearsal.send("/orders", withKey)).status, 200);
      },
    ));

  it("answer 429 Limit Exceeded past the quota, until the next period", () =>
    rehearse(options({ quotaSettings: { limit: 2, period: "DAY" } }), async (rehearsal) => {
      for (const expected of [200, 200, 429])
        assert.equal((await rehearsal.send("/orders", withKey)).status, expected);
      const answer = await rehearsal.send("/orders", withKey);
      assert.equal(answer.body, '{"message":"Limit Exceeded"}');
      assert.equal(answer.headers["x-amzn-errortype"], "LimitExceededException");
      // The clock starts at 10:51 UTC.
      rehearsal.clock.advance(13 * 3_600_000 + 9 * 60_000 - 1);
      assert.equal((await rehearsal.send("/orders", withKey)).status, 429);
      rehearsal.clock.advance(1);
      assert.equal((await rehearsal.send("/orders", withKey)).status, 200);
    }));

  it("count on over a compilation of the same plan, and anew for a plan that has changed", () => {
    const clock = new TestClock();
    const counters = new UsageCounters();
    const plansOf = (limit: number): UsagePlans => {
      const quotaSettings = { limit, period: "DAY" };
      return new UsagePlans(new Declarations(graphOf(options({ quotaSettings }))), clock, counters);
    };
    const take = (plans: UsagePlans) => plans.take("plan1", "key1", `${API_ID}/dev`, "/orders/GET");
    assert.equal(take(plansOf(1)), undefined);
    assert.equal(take(plansOf(1)), "quota");
    assert.equal(take(plansOf(2)), undefined);
  });

  it("periods start at midnight UTC, hold their time, and follow each other", () => {
    const period = fc.constantFrom<QuotaPeriod>("DAY", "WEEK", "MONTH");
    const time = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2100, 0, 1) });
    const longest = { DAY: 1, WEEK: 7, MONTH: 31 };
    fc.assert(
      fc.property(period, time, fc.nat(6), (name, now, offset) => {
        const start = periodStart(now, name, offset);
        assert.equal(start % 86_400_000, 0);
        assert.ok(start <= now && now - start < longest[name] * 86_400_000);
        assert.equal(periodStart(start, name, offset), start);
        assert.notEqual(periodStart(start - 1, name, offset), start);
      }),
    );
    // 2026-11-21 is a Saturday; the week began on Sunday, or, with offset 1, on Monday.
    assert.equal(periodStart(Date.UTC(2026, 10, 21), "WEEK", 0), Date.UTC(2026, 10, 15));
    assert.equal(periodStart(Date.UTC(2026, 10, 21), "WEEK", 1), Date.UTC(2026, 10, 16));
    assert.equal(periodStart(Date.UTC(2026, 10, 21), "MONTH", 27), Date.UTC(2026, 9, 28));
  });
});
