import assert from "node:assert/strict";
import { StageConfigError, parseStage } from "../../../infra/stage";
import { regionBudget } from "../../../infra/stage/checks/regionBudget";

const browserClient = { callbackUrls: ["https://a.example/"], logoutUrls: ["https://a.example/"] };
const stage = (more: object) => parseStage("dev", { identity: { browserClient }, ...more });
const problems = (more: object): { code: string; what: string }[] => {
  try {
    stage(more);
    return [];
  } catch (error) {
    assert.ok(error instanceof StageConfigError);
    return error.problems.map(({ code, what }) => ({ code, what }));
  }
};

describe("throttles of all APIs", () => {
  it("fit into the account's quota as they are by default", () => {
    assert.deepEqual(problems({}), []);
  });

  it("are refused when together they exceed it, with the table of who has what", () => {
    const [problem, ...others] = problems({
      accountThrottle: { requestsPerSecond: 100 },
      storefront: { throttle: { requestsPerSecond: 60, burst: 100 } },
    });
    assert.deepEqual(others, []);
    assert.equal(problem?.code, "GH1131");
    // Each version of the storefront has a stage of its own.
    assert.match(problem?.what ?? "", /storefront 2 × 60.*partner 20/);
  });

  it("are counted for every section that has one", () => {
    const sections = Object.entries(stage({})).filter(
      ([, value]: [string, unknown]) => typeof value === "object" && value !== null && "throttle" in value,
    );
    const problem = problems({ accountThrottle: { requestsPerSecond: 1 } }).find(
      ({ code }) => code === "GH1131",
    );
    for (const [section] of sections) assert.ok(problem?.what.includes(section), section);
    assert.ok(sections.length >= 2);
  });

  it("may not rest on the usual quota in a Region that has less", () => {
    assert.equal(regionBudget({ region: "eu-south-1", ...stage({}) }).length, 2);
    assert.deepEqual(regionBudget({ region: "eu-west-1", ...stage({}) }), []);
    const own = stage({ accountThrottle: { requestsPerSecond: 2500, burst: 1250 } });
    assert.deepEqual(regionBudget({ region: "eu-south-1", ...own }), []);
  });
});

describe("usage plans", () => {
  it("promise no more than the stage, and methods no more than their plan", () => {
    const found = problems({
      partner: {
        throttle: { requestsPerSecond: 15, burst: 40 },
        plans: { silver: { methods: { "POST /quotes": { requestsPerSecond: 11, burst: 20 } } } },
      },
    });
    assert.deepEqual(
      found.map(({ code }) => code),
      ["GH1132", "GH1132"],
    );
    assert.match(found[0]?.what ?? "", /silver.methods\["POST \/quotes"\].requestsPerSecond is 11/);
    assert.match(
      found[1]?.what ?? "",
      /plans.gold.requestsPerSecond is 20.*throttle.requestsPerSecond with 15/,
    );
  });

  it("promise no more than the account has, whatever the stage is given", () => {
    const found = problems({
      accountThrottle: { requestsPerSecond: 5_000 },
      partner: {
        throttle: { requestsPerSecond: 6_000, burst: 4_000 },
        plans: { gold: { requestsPerSecond: 5_500, burst: 4_000 } },
      },
    });
    assert.deepEqual(
      found.filter(({ code }) => code === "GH1132").map(({ what }) => what),
      [
        "partner.plans.gold.requestsPerSecond is 5500, more than accountThrottle.requestsPerSecond with 5000: the promise could not be kept",
      ],
    );
  });

  it("cannot stand behind mutual TLS without a domain, or with CloudFront between", () => {
    const found = problems({ partner: { mutualTls: { truststoreFile: "ca.pem" }, cloudFront: true } });
    assert.deepEqual(
      found.map(({ code }) => code),
      ["GH1107", "GH1107"],
    );
  });
});
