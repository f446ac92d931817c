import assert from "node:assert/strict";
import { suggest } from "../../policy/config/nearest";
import { runGuard } from "../../policy/guard";
import { rules } from "../../policy/rules/index";
import { guard, key, problems, stack } from "./shop";

describe("the guard", () => {
  it("reports each violation with place, source and level, worst first", () => {
    const verdict = guard();
    assert.deepEqual(
      verdict.findings.map(({ rule, severity, level, property, source }) => ({
        rule,
        severity,
        level,
        property,
        source,
      })),
      [
        {
          rule: "kms-deletion-window",
          severity: "critical",
          level: "mandatory",
          property: "deletionWindowInDays",
          source: "infra/keys.ts:12:5",
        },
        {
          rule: "sns-no-http-subscription",
          severity: "high",
          level: "mandatory",
          property: "protocol",
          source: undefined,
        },
      ],
    );
    assert.equal(verdict.mandatoryViolations, 2);
    const summary = verdict.rules.find(({ id }) => id === "kms-deletion-window");
    assert.deepEqual(summary?.counts, { pass: 1, violation: 1, cannotTell: 0, exempt: 0, notApplicable: 0 });
  });

  it("judges in inputs what the engine would: an unknown is no violation", () => {
    const unknown = key("short", { deletionWindowInDays: "3eeb2bf0-c639-47a8-9e75-3b44932eb421" });
    const verdict = guard({ resources: [unknown] });
    assert.equal(verdict.mandatoryViolations, 0);
    assert.deepEqual(
      verdict.findings.map(({ verdict: v }) => v),
      ["cannot-tell"],
    );
  });

  it("leaves resources alone that were read, or are about to go", () => {
    const [short] = stack;
    assert.ok(short);
    const verdict = guard({
      resources: [
        { ...short, external: true },
        { ...short, urn: `${short.urn}2`, delete: true },
      ],
    });
    assert.equal(verdict.findings.length, 0);
  });

  it("reads secrets through their wrapper", () => {
    const window = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", plaintext: "3" };
    assert.equal(
      guard({ resources: [key("secret", { deletionWindowInDays: window })] }).mandatoryViolations,
      1,
    );
  });
});

describe("the guard's settings", () => {
  it("change the level of a severity and of a single rule", () => {
    const verdict = guard({
      config: {
        levels: { critical: "advisory" },
        rules: { "sns-no-http-subscription": { level: "disabled" } },
      },
    });
    assert.deepEqual(
      verdict.findings.map(({ rule, level }) => [rule, level]),
      [["kms-deletion-window", "advisory"]],
    );
    assert.equal(verdict.mandatoryViolations, 0);
    assert.equal(verdict.counts.disabled, 1);
  });

  it("change a rule's options", () => {
    const config = { rules: { "kms-deletion-window": { options: { minimumDays: 30 } } } };
    const found = guard({ config, resources: [key("week", { deletionWindowInDays: 14 })] });
    assert.equal(found.mandatoryViolations, 1);
  });

  it("name all mistakes at once, with the nearest name", () => {
    const config = {
      rules: {
        "kms-deletion-windw": {},
        "kms-deletion-window": { options: { minimumDay: 9, minimumDays: 900 } },
      },
    };
    const found = problems(() => guard({ config }));
    assert.deepEqual(found.map(({ key: at }) => at).sort(), [
      "rules.kms-deletion-window.options.minimumDay",
      "rules.kms-deletion-window.options.minimumDays",
      "rules.kms-deletion-windw",
    ]);
    assert.ok(found.some(({ fix }) => fix === 'did you mean "kms-deletion-window"?'));
    assert.ok(found.some(({ fix }) => fix === 'did you mean "minimumDays"?'));
  });

  it("refuse unknown keys and levels", () => {
    assert.deepEqual(
      problems(() => guard({ config: { level: {} } })).map(({ fix }) => fix),
      ['did you mean "levels"?'],
    );
    assert.equal(problems(() => guard({ config: { levels: { high: "mandatry" } } }))[0]?.key, "levels.high");
    assert.equal(problems(() => guard({ config: [] })).length, 1);
    const fixes = (config: object) => problems(() => guard({ config })).map(({ fix }) => fix);
    assert.deepEqual(fixes({ levels: { high: "mandatry" } }), ['did you mean "mandatory"?']);
    assert.deepEqual(fixes({ levels: { high: 7 } }), ["known: mandatory, advisory, disabled"]);
    const ids = Array.from({ length: 13 }, (_, number) => `rule-${number}`);
    assert.equal(suggest("nothing-like-any-of-them", ids), "docs/policy.md lists all 13 names");
  });

  it("come with the guard for each stage, and are valid", () => {
    for (const stage of ["dev", "test", "prod", "../prod", "unheard-of"])
      assert.equal(runGuard({ resources: [], stack: stage, project: "p" }).rules.length, rules.length);
  });
});
