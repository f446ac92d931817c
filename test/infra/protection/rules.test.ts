import assert from "node:assert/strict";
import { managedGroups, optionalGroups, webAclRules } from "../../../infra/protection";
import { inspectedKilobytes } from "../../../infra/protection/bodyRule";
import { customResponseBodies } from "../../../infra/protection/refusals";

const settings: Parameters<typeof webAclRules>[0] = {
  mode: "block",
  requestsPerFiveMinutesPerAddress: 1234,
  requestsPerFiveMinutesPerApiKey: 5678,
  allowAddresses: [],
  denyAddresses: [],
  denyCountries: [],
  largeBodies: [],
  anonymousAddresses: false,
  botControl: false,
};
const everything = {
  ...settings,
  denyCountries: ["AQ"],
  largeBodies: [
    { path: "/events/batch", kilobytes: 40 },
    { path: "/orders", kilobytes: 12 },
  ],
  anonymousAddresses: true,
  botControl: true,
};
const sets = { allow: ["arn:allow"], deny: ["arn:deny-4", "arn:deny-6"] };
const all = webAclRules(everything, sets);
const named = (name: string) => all.find((rule) => rule.name === name);

describe("webAclRules", () => {
  it("gives every rule a priority of its own, a metric, and exactly one kind of action", () => {
    assert.deepEqual(
      all.map(({ priority }) => priority),
      all.map((_, index) => index),
    );
    assert.equal(new Set(all.map(({ name }) => name)).size, all.length);
    for (const rule of all) {
      assert.equal(Number("action" in rule) + Number("overrideAction" in rule), 1);
      assert.deepEqual(rule.visibilityConfig, {
        cloudwatchMetricsEnabled: true,
        metricName: rule.name,
        sampledRequestsEnabled: false,
      });
    }
  });

  it("asks about addresses and floods before it pays for the managed groups", () => {
    assert.deepEqual(
      all.slice(0, 6).map(({ name }) => name),
      [
        "allowed-addresses",
        "denied-addresses",
        "denied-countries",
        "rate-per-address",
        "rate-per-api-key",
        "body-size",
      ],
    );
  });

  it("has no rule for what a stage does not name", () => {
    assert.deepEqual(
      webAclRules(settings).map(({ name }) => name),
      [
        "rate-per-address",
        "rate-per-api-key",
        "AWSManagedRulesAmazonIpReputationList",
        "AWSManagedRulesCommonRuleSet",
        "AWSManagedRulesKnownBadInputsRuleSet",
        "AWSManagedRulesSQLiRuleSet",
      ],
    );
  });

  it("limits each address and each API key to the stage's numbers", () => {
    assert.deepEqual(named("rate-per-address")?.statement, {
      rateBasedStatement: { aggregateKeyType: "IP", limit: 1234, evaluationWindowSec: 300 },
    });
    const { rateBasedStatement } = named("rate-per-api-key")?.statement as {
      rateBasedStatement: { limit: number; aggregateKeyType: string };
    };
    assert.equal(rateBasedStatement.limit, 5678);
    assert.equal(rateBasedStatement.aggregateKeyType, "CUSTOM_KEYS");
  });

  it("tells callers whether trying again helps, in a body that exists", () => {
    const keys = customResponseBodies.map(({ key }) => key);
    const answers = all.flatMap(({ action }) => {
      const block = (
        action as { block?: { customResponse?: { responseCode: number; customResponseBodyKey: string } } }
      )?.block;
      return block?.customResponse ? [block.customResponse] : [];
    });
    assert.deepEqual([...new Set(answers.map(({ responseCode }) => responseCode))].sort(), [403, 413, 429]);
    for (const { customResponseBodyKey } of answers)
      assert.ok(keys.includes(customResponseBodyKey as (typeof keys)[0]));
    for (const { content } of customResponseBodies)
      assert.equal(typeof JSON.parse(content).message, "string");
  });

  it("only counts in count mode, every rule that would block", () => {
    for (const rule of webAclRules({ ...everything, mode: "count" }, sets)) {
      if (rule.name === "allowed-addresses") continue;
      assert.deepEqual(rule.action ?? rule.overrideAction, { count: {} }, String(rule.name));
    }
  });

  it("leaves the managed groups' own actions alone in block mode", () => {
    for (const rule of all.filter((each) => "overrideAction" in each))
      assert.deepEqual(rule.overrideAction, { none: {} });
  });

  it("takes the common rule set's place for body sizes only where a route needs more", () => {
    const overrides = (rules: typeof all) =>
      JSON.stringify(rules.find(({ name }) => name === "AWSManagedRulesCommonRuleSet")).includes(
        "SizeRestrictions_BODY",
      );
    assert.equal(overrides(webAclRules(settings)), false);
    assert.equal(overrides(all), true);
    const text = JSON.stringify(named("body-size"));
    assert.match(text, /"searchString":"\/events\/batch"/);
    assert.match(text, /"size":40960/);
  });

  it("turns no caller away for being a program on a server", () => {
    const counted = (name: string) =>
      /"ruleActionOverrides":(\[.*?\])/.exec(JSON.stringify(named(name)))?.[1] ?? "none";
    const count = (...rules: readonly string[]) =>
      JSON.stringify(rules.map((rule) => ({ name: rule, actionToUse: { count: {} } })));
    assert.equal(counted(optionalGroups.anonymousAddresses.name), count("HostingProviderIPList"));
    assert.equal(
      counted(optionalGroups.botControl.name),
      count("CategoryHttpLibrary", "SignalNonBrowserUserAgent"),
    );
  });

  it("nests statements as deep as the provider takes them, and no deeper", () => {
    const depth = (value: unknown): number =>
      typeof value !== "object" || value === null
        ? 0
        : Math.max(
            0,
            ...Object.entries(value).map(
              ([key, inner]) => Number(/^(and|or|not)Statement$/.test(key)) + depth(inner),
            ),
          );
    const inner = ["/a/{id}", "/b", "/c"].map((path) => ({ path, kilobytes: 12 }));
    for (const rule of webAclRules({ ...everything, largeBodies: inner }, sets))
      assert.ok(depth(rule) <= 3, JSON.stringify(rule));
  });

  it("has WAF look at as much of a body as the largest route takes", () => {
    const looked = (kilobytes: number) =>
      inspectedKilobytes({ ...settings, largeBodies: [{ path: "/", kilobytes }] });
    assert.deepEqual([9, 16, 17, 48, 49, 64].map(looked), [16, 16, 32, 48, 64, 64]);
    assert.equal(inspectedKilobytes(settings), undefined);
  });

  it("stays within the 1,500 capacity units that cost nothing extra, with everything on", () => {
    const groups = [...managedGroups, ...Object.values(optionalGroups)].reduce(
      (sum, { capacity }) => sum + capacity,
      0,
    );
    // Developer guide, "AWS WAF web ACL capacity units": IP sets and geo 1 each, rate rules 2, a custom key 30, size and
    // byte match 1 each, and 10 for each that looks at text.
    const own = 3 + 1 + 2 + 2 + 30 + 10 * 2 * 10;
    assert.ok(groups + own <= 1500, String(groups + own));
  });
});
