import assert from "node:assert/strict";
import { evaluate, type Remark } from "../../policy/model/evaluate";
import { FIXTURE_DAY, fixtureStack, only, type Fixture } from "../../policy/model/fixture";
import { noOptions } from "../../policy/model/options";
import { defineRule, type Check, type Rule } from "../../policy/model/rule";
import { isObject, UNKNOWN, type JsonObject } from "../../policy/model/wire";
import { rules } from "../../policy/rules/index";

/** Every leaf unknown, as at a preview in which everything comes from something new. */
function blind(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(blind);
  if (!isObject(value)) return UNKNOWN;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, blind(item)]));
}

const ALTERATIONS: readonly ((value: JsonObject) => JsonObject)[] = [
  (value) => value,
  (value) => blind(value) as JsonObject,
  (value) => Object.fromEntries(Object.keys(value).map((key) => [key, UNKNOWN])),
];

const remarksOf = (rule: Rule, fixture: Fixture, alter: (value: JsonObject) => JsonObject) =>
  evaluate(rule, fixtureStack(fixture, alter), rule.options.parse({}), FIXTURE_DAY).flatMap(
    ({ remarks }) => remarks,
  );

/** A rule that says of one resource what it is told to say. */
const saying = (say: (expect: Check<unknown>["expect"]) => void): readonly Remark[] => {
  const rule = defineRule({
    ...(rules[0] as Rule),
    types: ["aws:kms/key:Key"],
    options: noOptions,
    check: ({ expect }) => say(expect),
  });
  return remarksOf(rule, only("aws:kms/key:Key", {}), (value) => value);
};

describe("what a finding says", () => {
  for (const rule of rules)
    it(`has no hole where a value is missing: ${rule.id}`, () => {
      const fixtures = [
        rule.compliant,
        ...Object.values(rule.violations).map(({ change }) => change(rule.compliant)),
      ];
      for (const fixture of fixtures)
        for (const alter of ALTERATIONS)
          for (const { message, verdict } of remarksOf(rule, fixture, alter)) {
            assert.doesNotMatch(message, /\b(undefined|NaN|null|Infinity)\b|\[object /);
            if (verdict === "cannot-tell") assert.match(message, /known/);
          }
    });

  it("does not assert of the unknown what it would be", () => {
    const remarks = saying((expect) => {
      expect("unknown", "policy", "everyone may read");
      expect("unknown", "policy", "everyone may write");
      expect("unknown", "body", "the body is not known yet");
      expect(false, "tags", "there are none");
    });
    assert.deepEqual(remarks, [
      {
        verdict: "cannot-tell",
        property: "policy",
        message: "not known before deployment; would be wrong if: everyone may read, or everyone may write",
      },
      { verdict: "cannot-tell", property: "body", message: "the body is not known yet" },
      { verdict: "violation", property: "tags", message: "there are none" },
    ]);
  });
});
