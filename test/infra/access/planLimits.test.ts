import assert from "node:assert/strict";
import type { UnknownMethodError } from "../../../infra/access/planLimits";
import { planLimits } from "../../../infra/access/planLimits";
import { parseStage, type StageConfig } from "../../../infra/stage";

const contract = {
  file: "services/partner/openapi.yaml",
  operations: [
    { method: "POST", path: "/quotes", apiKeyRequired: true },
    { method: "GET", path: "/health", apiKeyRequired: false },
  ],
} as unknown as Parameters<typeof planLimits>[0];

const browserClient = { callbackUrls: ["https://a.example/"], logoutUrls: ["https://a.example/"] };
const plansWith = (methods: object): StageConfig["partner"]["plans"] =>
  parseStage("dev", { identity: { browserClient }, partner: { plans: { gold: { methods } } } }).partner.plans;
const limit = { requestsPerSecond: 1, burst: 2 };

describe("limits of usage plans", () => {
  it("are written as API Gateway names methods", () => {
    const { gold, bronze } = planLimits(contract, plansWith({ "POST /quotes": limit }));
    assert.deepEqual(gold.methods, [{ path: "/quotes/POST", rateLimit: 1, burstLimit: 2 }]);
    assert.deepEqual(bronze, {
      throttle: { rateLimit: 2, burstLimit: 5 },
      quota: { limit: 1000, period: "DAY" },
      methods: [],
    });
  });

  it("name every method that the contract does not have, and those without a key", () => {
    assert.throws(
      () => planLimits(contract, plansWith({ "POST /quote": limit, "GET /health": limit })),
      (error: UnknownMethodError) =>
        error.code === "GH1133" &&
        error.problems.length === 2 &&
        /did you mean POST \/quotes\?/.test(error.message),
    );
  });
});
