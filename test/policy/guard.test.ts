import assert from "node:assert/strict";
import {
  EXEMPTION_RULE,
  formatJson,
  formatText,
  PolicyConfigError,
  runGuard,
  type DeploymentResource,
} from "../../policy/guard";
import { rules } from "../../policy/rules/index";

const KEY = "aws:kms/key:Key";
const urn = (type: string, name: string) => `urn:pulumi:prod::shop::${type}::${name}`;
const key = (name: string, inputs: Record<string, unknown>): DeploymentResource => ({
  urn: urn(KEY, name),
  type: KEY,
  custom: true,
  inputs,
  outputs: { ...inputs, arn: `${name}-arn` },
  sourcePosition: "project:///infra/keys.ts#12,5",
});

const stack = [
  key("short", { deletionWindowInDays: 3 }),
  key("good", { deletionWindowInDays: 30 }),
  {
    urn: urn("aws:sns/topicSubscription:TopicSubscription", "mail"),
    type: "aws:sns/topicSubscription:TopicSubscription",
    inputs: { protocol: "http" },
  },
];
/** The rules that this stack is made for; what the others say of it is theirs to test. */
const asked = new Set([
  "acm-key-strength",
  "kms-deletion-window",
  "kms-no-lockout-bypass",
  "kms-no-wildcard-principal",
  "sns-no-http-subscription",
]);
const few = rules.filter(({ id }) => asked.has(id));

const guard = (changes: Partial<Parameters<typeof runGuard>[0]> = {}) =>
  runGuard({
    resources: stack,
    stack: "prod",
    project: "shop",
    today: "2026-01-15",
    config: {},
    exemptions: { exemptions: [] },
    rules: few,
    ...changes,
  });

const waiver = (changes: object = {}) => ({
  exemptions: [
    {
      rule: "kms-deletion-window",
      urn: urn(KEY, "short"),
      reason: "The key of a test that is torn down each night.",
      owner: "platform",
      expires: "2026-01-15",
      ...changes,
    },
  ],
});

function problems(run: () => unknown): readonly { key: string; fix: string; message: string }[] {
  try {
    run();
  } catch (error) {
    if (error instanceof PolicyConfigError) return error.problems;
    throw error;
  }
  return assert.fail("no error was thrown");
}

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
  });

  it("come with the guard for each stage, and are valid", () => {
    for (const stage of ["dev", "test", "prod", "../prod", "unheard-of"])
      assert.equal(runGuard({ resources: [], stack: stage, project: "p" }).rules.length, rules.length);
  });
});

describe("exemptions", () => {
  it("waive a finding until their last day", () => {
    const verdict = guard({ exemptions: waiver() });
    const finding = verdict.findings.find(({ rule }) => rule === "kms-deletion-window");
    assert.equal(finding?.verdict, "exempt");
    assert.equal(finding?.exemption?.owner, "platform");
    assert.equal(verdict.mandatoryViolations, 1);
    assert.equal(verdict.findings.filter(({ rule }) => rule === EXEMPTION_RULE).length, 0);
  });

  it("are a violation themselves once expired, and waive nothing", () => {
    const verdict = guard({ exemptions: waiver({ expires: "2026-01-14" }) });
    assert.ok(
      verdict.findings.some(({ rule, verdict: v }) => rule === "kms-deletion-window" && v === "violation"),
    );
    assert.ok(
      verdict.findings.some(({ rule, message }) => rule === EXEMPTION_RULE && message.includes("2026-01-14")),
    );
    assert.equal(verdict.mandatoryViolations, 3);
  });

  it("are a violation when nothing needs them, but not in another stage or program, or while it cannot be told", () => {
    const unused = (exemptions: unknown, resources: readonly DeploymentResource[] = stack) =>
      guard({ exemptions, resources }).findings.filter(({ rule }) => rule === EXEMPTION_RULE).length;
    assert.equal(unused(waiver({ urn: urn(KEY, "good") })), 1);
    assert.equal(unused(waiver({ urn: urn(KEY, "good").replace(":prod:", ":dev:") })), 0);
    assert.equal(unused(waiver({ urn: urn(KEY, "good").replace("shop", "shop-account") })), 0);
    for (const pattern of [
      "urn:pulumi:*::sh?p::*::good",
      "*::shop::*::good",
      "urn:pulumi:prod*::good",
      "*::good",
    ])
      assert.equal(unused(waiver({ urn: pattern })), 1, pattern);
    const unknown = key("good", { deletionWindowInDays: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" });
    assert.equal(unused(waiver({ urn: urn(KEY, "good") }), [unknown]), 0);
  });

  it("are a violation when they cover everything", () => {
    for (const pattern of ["*", "urn:pulumi:prod::shop::*", "urn:pulumi:*::*::**::*"])
      assert.ok(
        guard({ exemptions: waiver({ urn: pattern }) }).findings.some(({ rule }) => rule === EXEMPTION_RULE),
        pattern,
      );
  });

  it("must say why, who and until when, and name a rule that exists", () => {
    const [mistyped] = problems(() => guard({ exemptions: waiver({ rule: "kms-deletion-windows" }) }));
    assert.equal(mistyped?.fix, 'did you mean "kms-deletion-window"?');
    const found = problems(() =>
      guard({ exemptions: waiver({ reason: "no", owner: "", expires: "soon", until: "x" }) }),
    );
    assert.deepEqual(
      found.map(({ key: at }) => at),
      ["exemptions.0.reason", "exemptions.0.owner", "exemptions.0.expires", "exemptions.0"],
    );
  });
});

describe("the report", () => {
  it("fits the width, names everything a reviewer needs, and lists nothing that passed", () => {
    const text = formatText({ verdict: guard() }, { width: 80 });
    assert.ok(!text.includes("\u001b"));
    for (const part of [
      "CRITICAL",
      "kms-deletion-window",
      urn(KEY, "short"),
      "infra/keys.ts:12:5",
      "fix:",
      "AWS FSBP KMS.3",
      "refused",
    ])
      assert.ok(text.includes(part), part);
    assert.ok(!text.includes("kms-no-lockout-bypass"));
    for (const line of text.split("\n")) assert.ok(line.length <= 80 || line.includes("urn:pulumi:"), line);
  });

  it("passes no control characters of the program on", () => {
    const topic = "aws:acm/certificate:Certificate";
    const text = formatText({
      verdict: guard({
        resources: [
          { urn: `${urn(topic, "x")}\u001b[2J`, type: topic, inputs: { keyAlgorithm: "a\u001b[31mb" } },
        ],
      }),
    });
    assert.ok(!text.includes("\u001b"));
  });

  it("shows no secret", () => {
    const type = "aws:acm/certificate:Certificate";
    const hidden = {
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      plaintext: '"hunter2"',
    };
    const verdict = guard({ resources: [{ urn: urn(type, "x"), type, inputs: { keyAlgorithm: hidden } }] });
    assert.equal(verdict.findings.length, 1);
    assert.ok(!formatJson({ verdict }).includes("hunter2"));
  });

  it("as JSON is one versioned document with the same findings in the same order", () => {
    const verdict = guard();
    const parsed = JSON.parse(formatJson({ verdict })) as { schema: string; findings: unknown };
    assert.equal(parsed.schema, "gatehouse/verdict/1");
    assert.deepEqual(parsed.findings, JSON.parse(JSON.stringify(verdict.findings)));
  });

  it("is the same for the same stack in any order", () => {
    const text = (resources: readonly DeploymentResource[]) => formatText({ verdict: guard({ resources }) });
    assert.equal(text([...stack].reverse()), text(stack));
  });
});
