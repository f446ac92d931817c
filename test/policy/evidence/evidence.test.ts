import assert from "node:assert/strict";
import { type Evidence, evidenceHtml, type FrameworkId, gatherEvidence } from "../../../policy/evidence";
import { FACTS, familyOf } from "../../../policy/evidence/frameworks";
import { FRAMEWORKS } from "../../../policy/model/rule";
import { rules } from "../../../policy/rules/index";
import { few, key, mixed, parent, urn, waiver } from "../report/sample";

const gather = (changes: object = {}, framework: FrameworkId = "pci-dss-4"): Evidence =>
  gatherEvidence(
    {
      resources: mixed,
      stack: "prod",
      project: "shop",
      config: {},
      exemptions: waiver(),
      rules: few,
      ...changes,
    },
    {
      framework,
      generatedAt: new Date("2026-01-15T08:00:00Z"),
      commit: { hash: "0123456789abcdef0123456789abcdef01234567", modified: false },
    },
  );

describe("evidence for an auditor", () => {
  it("leads from the requirement over rule and resource to the verdict and where it is declared", () => {
    const [requirement] = gather().requirements;
    assert.equal(requirement?.number, "3.7.5");
    assert.equal(requirement.family, "3 Stored account data");
    assert.equal(requirement.verdict, "violation");
    const [rule] = requirement.rules;
    assert.equal(rule?.rule, "kms-deletion-window");
    assert.deepEqual(
      rule.resources.map(({ urn: of, verdict, source }) => [of.split("::").pop(), verdict, source]),
      [
        ["short", "violation", "infra/keys.ts:12:5"],
        ["waived", "exempt", "infra/keys.ts:12:5"],
        ["open", "cannot-tell", "infra/keys.ts:12:5"],
        ["good", "pass", "infra/keys.ts:12:5"],
      ],
    );
    assert.match(
      rule.resources[1]?.remarks[0] ?? "",
      /exempt until 2026-02-01 \(platform\): The key of a test/,
    );
  });

  it("says when and from which commit", () => {
    const { generatedAt, commit } = gather();
    assert.equal(generatedAt, "2026-01-15T08:00:00.000Z");
    const page = evidenceHtml(gather());
    assert.match(page, /2026-01-15 08:00:00 UTC/);
    assert.ok(page.includes(commit?.hash ?? "no commit"));
  });

  it("calls a requirement passed only when each rule passes on each resource", () => {
    const only = (...resources: object[]) => gather({ resources }).requirements[0]?.verdict;
    assert.equal(only(key("good", 30)), "pass");
    assert.equal(only(key("good", 30), key("short", 3)), "violation");
    assert.equal(only(parent), "not-applicable");
  });

  it("does not hide that a rule is switched off", () => {
    const config = { rules: { "kms-deletion-window": { level: "disabled" } } };
    const evidence = gather({ config });
    assert.equal(evidence.requirements[0]?.rules[0]?.disabled, true);
    assert.equal(evidence.requirements[0]?.verdict, "not-applicable");
    assert.match(evidenceHtml(evidence), /Switched off in the settings/);
  });

  it("is a page of its own, with a mark for each requirement that the overview leads to", () => {
    for (const framework of Object.keys(FRAMEWORKS) as FrameworkId[]) {
      const evidence = gather({ rules }, framework);
      const page = evidenceHtml(evidence);
      const targets = [...page.matchAll(/ id="(r-[^"]+)"/g)].map(([, id]) => id);
      assert.equal(new Set(targets).size, evidence.requirements.length);
      assert.deepEqual(
        [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id),
        targets,
      );
      assert.doesNotMatch(page, /<script|<link|<img|@import|url\(/);
      for (const tag of ["section", "table", "div", "ul", "span"])
        assert.equal(
          page.match(new RegExp(`<${tag}[ >]`, "g"))?.length,
          page.match(new RegExp(`</${tag}>`, "g"))?.length,
        );
    }
  });

  it("says in words, not by colour alone, which requirements are open", () => {
    const numbers = /<td class="numbers">.*?<\/td>/s.exec(evidenceHtml(gather()))?.[0] ?? "";
    assert.match(numbers, />3\.7\.5 violation</);
    assert.doesNotMatch(numbers, / pass</);
  });

  it("lets nothing of the program become markup", () => {
    const name = '<img src=x onerror="x">';
    const page = evidenceHtml(gather({ resources: [{ ...key("x", 3), urn: urn("x", name) }] }));
    assert.ok(!page.includes("<img"));
  });

  it("orders numbers as people do, each in a family that is named", () => {
    for (const framework of ["nist-800-53-r5", "pci-dss-4", "soc2", "iso-27001", "cis-aws"] as const) {
      const { requirements } = gather({ rules }, framework);
      assert.ok(requirements.length > 0);
      for (const { family } of requirements) assert.match(family, /^\S+ \S/, family);
    }
    const numbers = gather({ rules }).requirements.map(({ number }) => number);
    assert.ok(numbers.indexOf("8.6") < numbers.indexOf("10.2"));
    assert.equal(familyOf("pci-dss-4", "10.2.1"), "10 Logs and monitoring");
    assert.equal(familyOf("nist-800-53-r5", "AC-17(2)"), "AC Access control");
  });

  it("says for each standard what AWS answers for, and which report shows it", () => {
    for (const [framework, { aws, artifacts }] of Object.entries(FACTS)) {
      assert.ok(aws.length > 0 && artifacts.length > 0, framework);
      const page = evidenceHtml(gather({ rules }, framework as FrameworkId));
      for (const name of artifacts) assert.ok(page.includes(name));
    }
  });
});
