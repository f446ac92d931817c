import assert from "node:assert/strict";
import { planLimits } from "../../../infra/access/planLimits";
import { parseStage, type StageConfig, StageConfigError } from "../../../infra/stage";

const contract = {
  file: "services/partner/openapi.yaml",
  operations: [
    { method: "POST", path: "/quotes", apiKeyRequired: true },
    { method: "GET", path: "/health", apiKeyRequired: false },
  ],
} as unknown as Parameters<typeof planLimits>[0];

const browserClient = { callbackUrls: ["https://a.example/"], logoutUrls: ["https://a.example/"] };
const plansWith = (methods: object): StageConfig =>
  parseStage("dev", { identity: { browserClient }, partner: { plans: { gold: { methods } } } });
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
      (error) => {
        assert.ok(error instanceof StageConfigError);
        assert.deepEqual(
          error.problems.map(({ code, file, key, fix }) => `${code} ${file} ${key}: ${fix}`),
          [
            'GH1133 Pulumi.dev.yaml gatehouse:stage.partner.plans.gold.methods["POST /quote"]: did you mean POST /quotes?',
            'GH1133 Pulumi.dev.yaml gatehouse:stage.partner.plans.gold.methods["GET /health"]: methods with an API key are POST /quotes',
          ],
        );
        return true;
      },
    );
  });
});
