import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { evaluate } from "../../policy/model/evaluate";
import { FIXTURE_DAY, fixtureStack, type Fixture } from "../../policy/model/fixture";
import type { Rule } from "../../policy/model/rule";
import { isObject, UNKNOWN, type JsonObject } from "../../policy/model/wire";
import { rules } from "../../policy/rules/index";

const FOLDER = join(__dirname, "../../policy/rules");

const verdicts = (rule: Rule, fixture: Fixture, alter?: (value: JsonObject) => JsonObject) =>
  evaluate(rule, fixtureStack(fixture, alter), rule.options.parse({}), FIXTURE_DAY);

/** Every leaf unknown, as at a preview in which everything comes from something new. */
function blind(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(blind);
  if (!isObject(value)) return UNKNOWN;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, blind(item)]));
}

/** Every property as a whole unknown. */
const blindProperties = (value: JsonObject): JsonObject =>
  Object.fromEntries(Object.keys(value).map((key) => [key, UNKNOWN]));

const violating = (outcomes: ReturnType<typeof verdicts>): ReadonlySet<string> =>
  new Set(outcomes.filter(({ verdict }) => verdict === "violation").map(({ resource }) => resource.urn));

describe("rules", () => {
  it("are all listed, one per file, the file named after the rule", () => {
    const files = readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
      .filter((file) => /[\\/]/.test(file) && file.endsWith(".ts") && !/(\.fixture|index)\.ts$/.test(file))
      .map((file) => basename(file, ".ts"));
    assert.deepEqual(rules.map(({ id }) => id).sort(), files.sort());
  });

  it("have unique ids", () => {
    assert.equal(new Set(rules.map(({ id }) => id)).size, rules.length);
  });

  for (const rule of rules)
    describe(rule.id, () => {
      it("is described", () => {
        assert.match(rule.id, /^[a-z0-9]+(-[a-z0-9]+)*$/);
        assert.ok(
          rule.title.length > 10 && !rule.title.endsWith("."),
          "the title is a sentence without full stop",
        );
        assert.ok(rule.fix.length > 10 && !rule.fix.endsWith("."), "the fix is a sentence without full stop");
        assert.ok(rule.links.length > 0 && rule.links.every((link) => link.startsWith("https://")));
        assert.ok(rule.types.every((type) => /^aws:[a-z0-9]+\/[a-zA-Z0-9]+:[A-Za-z0-9]+$/.test(type)));
        assert.ok(Object.keys(rule.violations).length > 0, "a rule without a named violation proves nothing");
      });

      it("runs without any options", () => {
        assert.ok(rule.options.safeParse({}).success);
      });

      it("passes its compliant fixture", () => {
        const outcomes = verdicts(rule, rule.compliant);
        assert.deepEqual(
          outcomes.flatMap(({ remarks }) => remarks),
          [],
        );
        assert.ok(
          outcomes.some(({ verdict }) => verdict === "pass"),
          "nothing was judged",
        );
      });

      for (const [name, { change, property }] of Object.entries(rule.violations)) {
        it(`catches: ${name}`, () => {
          const found = verdicts(rule, change(rule.compliant)).flatMap(({ remarks }) => remarks);
          const properties = found
            .filter(({ verdict }) => verdict === "violation")
            .map((remark) => remark.property);
          assert.ok(properties.includes(property), `expected "${property}", found ${JSON.stringify(found)}`);
        });

        for (const [kind, alter] of [
          ["leaf", (value: JsonObject) => blind(value) as JsonObject],
          ["property", blindProperties],
        ] as const)
          it(`says nothing false of it when every ${kind} is unknown: ${name}`, () => {
            const fixture = change(rule.compliant);
            const known = violating(verdicts(rule, fixture));
            const blinded = verdicts(rule, fixture, alter);
            for (const urn of violating(blinded)) assert.ok(known.has(urn), `false violation of ${urn}`);
            for (const { resource, verdict } of blinded)
              if (known.has(resource.urn))
                assert.ok(
                  verdict === "violation" || verdict === "cannot-tell",
                  `${resource.name} turned into ${verdict}`,
                );
          });
      }

      it("says nothing false of the compliant fixture when it is unknown", () => {
        for (const alter of [(value: JsonObject) => blind(value) as JsonObject, blindProperties])
          assert.deepEqual([...violating(verdicts(rule, rule.compliant, alter))], []);
      });
    });
});
