import assert from "node:assert/strict";
import { managedGroups, webAclRules } from "../../../infra/protection";

const settings = { mode: "block", requestsPerFiveMinutesPerAddress: 1234 } as const;

describe("webAclRules", () => {
  it("gives every rule a priority of its own, a metric, and exactly one kind of action", () => {
    const rules = webAclRules(settings);
    assert.equal(new Set(rules.map(({ priority }) => priority)).size, rules.length);
    for (const rule of rules) {
      assert.equal(Number("action" in rule) + Number("overrideAction" in rule), 1);
      assert.deepEqual(rule.visibilityConfig, {
        cloudwatchMetricsEnabled: true,
        metricName: rule.name,
        sampledRequestsEnabled: false,
      });
    }
  });

  it("limits each address to the stage's number", () => {
    const [rate] = webAclRules(settings);
    assert.deepEqual(rate?.action, { block: {} });
    assert.deepEqual(rate?.statement, {
      rateBasedStatement: { aggregateKeyType: "IP", limit: 1234, evaluationWindowSec: 300 },
    });
  });

  it("only counts in count mode, every rule of it", () => {
    for (const rule of webAclRules({ ...settings, mode: "count" })) {
      assert.deepEqual(rule.action ?? rule.overrideAction, { count: {} });
    }
  });

  it("leaves the managed groups' own actions alone in block mode", () => {
    for (const rule of webAclRules(settings).slice(1)) assert.deepEqual(rule.overrideAction, { none: {} });
  });

  it("stays within the 1,500 capacity units that cost nothing extra", () => {
    const rateRule = 2;
    assert.ok(managedGroups.reduce((sum, { capacity }) => sum + capacity, rateRule) <= 1500);
  });
});
