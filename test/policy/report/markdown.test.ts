import assert from "node:assert/strict";
import fc from "fast-check";
import { compareVerdicts, formatMarkdown, type Report } from "../../../policy/guard";
import { COMMENT_MARK } from "../../../policy/report/markdown";
import { compared, judge, key, mixed, parent, subscription, waiver } from "./sample";

const against = (
  base: Parameters<typeof judge>[0],
  head: Parameters<typeof judge>[0],
  config = {},
): Report => {
  const verdict = judge(head, { config });
  return { verdict, comparison: compareVerdicts(judge(base), verdict) };
};

describe("the pull-request comment", () => {
  it("begins with the verdict, and ends with the mark by which it is found again", () => {
    const lines = formatMarkdown([compared()]).split("\n");
    assert.equal(
      lines[0],
      "**Guard: refused**: prod: 2 violations, 1 new; 1 fixed; 1 cannot be told yet; 1 exempt",
    );
    assert.equal(lines.at(-2), COMMENT_MARK);
  });

  it("shows what is new with its fix, what is fixed, what ends soon, and coverage in one line", () => {
    const text = formatMarkdown([compared()]);
    const at = (part: string) => {
      assert.ok(text.includes(part), `${part} in\n${text}`);
      return text.indexOf(part);
    };
    assert.ok(at("**New**") < at("**Fixed**"));
    assert.ok(at("**Fixed**") < at("**Exemptions that end soon**"));
    assert.match(text, /\*\*high\*\* `sns-no-http-subscription` .* at `infra\/alarms\.ts:3:1`/);
    assert.match(text, /\*\*Fix:\*\* /);
    assert.match(text, /ends on 2026-02-01 \(platform\)/);
    assert.equal(text.match(/rules? applied/g)?.length, 1);
    assert.doesNotMatch(text.slice(0, at("<details><summary>2 findings")), /kms-deletion-window-.*short/);
  });

  it("is empty when nothing changed, whatever is wrong with the base", () => {
    assert.equal(formatMarkdown([against(mixed, mixed)]), "");
    assert.equal(formatMarkdown([against([], [])]), "");
  });

  it("speaks when only the plan changed, and folds it", () => {
    const plan = { totals: "1 to create", lines: ["+ create  aws:kms:Key  more"] };
    const text = formatMarkdown([{ ...against(mixed, mixed), plan }]);
    assert.match(text, /<details><summary>Plan: 1 to create<\/summary>\n\n```\n\+ create/);
    assert.match(text, /^\*\*Guard: passed, with advice/);
  });

  it("shows a rule that is switched off as that, not as mended", () => {
    const off = { rules: { "kms-deletion-window": { level: "disabled" } } };
    const text = formatMarkdown([against([key("short", 3)], [key("short", 3)], off)]);
    assert.match(text, /`kms-deletion-window` was mandatory and is disabled/);
    assert.doesNotMatch(text, /Fixed/);
  });

  it("puts stages side by side, and names those in which nothing changed", () => {
    const text = formatMarkdown([against([], []), against([], [key("short", 3)])]);
    assert.equal(text.match(/^#### prod$/gm)?.length, 1);
    assert.match(text, /Nothing changed in prod\./);
  });

  it("stays under the limit with a thousand findings and a long plan, and says what is left out", () => {
    const many = Array.from({ length: 1000 }, (_, index) => subscription(`mail-${index}`));
    const old = Array.from({ length: 1000 }, (_, index) => key(`old-${index}`, 3));
    const plan = { totals: "1000 to create", lines: many.map(({ urn }) => `+ create ${urn}`) };
    const text = formatMarkdown([{ ...against([...old, parent], [...many, ...old, parent]), plan }]);
    assert.ok(text.length <= 60_000, String(text.length));
    assert.ok(text.length > 40_000, String(text.length));
    for (const title of ["**New**", "Plan: 1000 to create", "1000 findings that the base has too"])
      assert.match(text.slice(text.indexOf(title)), /… and \d+ more: npm run check -- --stage prod/);
    assert.equal(text.match(/<details>/g)?.length, text.match(/<\/details>/g)?.length);
    assert.equal(text.match(/```/g)?.length, 2);
    const listed = [...text.matchAll(/sns-no-http-subscription-[0-9a-f]{10}/g)].map(([id]) => id);
    const order = judge([...many, ...old, parent])
      .findings.map(({ id }) => id)
      .filter((id) => id.startsWith("sns"));
    assert.deepEqual(listed, order.slice(0, listed.length), "a beginning, without gaps");
  });

  it("stays under any limit that holds its frame", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_500, max: 20_000 }), fc.nat(60), (limit, count) => {
        const head = [parent, ...Array.from({ length: count + 1 }, (_, index) => subscription(`m${index}`))];
        assert.ok(formatMarkdown([against([], head)], { limit }).length <= limit);
      }),
      { numRuns: 30 },
    );
  });

  it("lets no value of the program format, link or call anyone", () => {
    const owner = "@octocat <img src=x> **bold** [link](https://example.org) #12";
    const verdict = judge(mixed, { exemptions: waiver({ owner, reason: `${owner} `.repeat(2) }) });
    const text = formatMarkdown([{ verdict }]);
    assert.doesNotMatch(text, /@octocat|(?<!\\)<img|(?<!\\)\[link\]|\*\*bold|#12/);
  });
});

describe("the comparison of two verdicts", () => {
  const statuses = (report: Report) =>
    report.verdict.findings.map(({ id }) => report.comparison?.statuses.get(id));

  it("calls a finding new when the base could not tell, or had waived it", () => {
    assert.deepEqual(statuses(against([key("a", "04da6b54-80e4-46f7-96ec-b56ff0331ba9")], [key("a", 3)])), [
      "new",
    ]);
    const verdict = judge([key("waived", 3)]);
    const base = judge([key("waived", 3)], { exemptions: waiver() });
    assert.deepEqual([...compareVerdicts(base, verdict).statuses.values()], ["new"]);
  });

  it("calls nothing fixed that can no longer be told", () => {
    const report = against([key("a", 3)], [key("a", "04da6b54-80e4-46f7-96ec-b56ff0331ba9")]);
    assert.deepEqual(report.comparison?.fixed, []);
  });
});
