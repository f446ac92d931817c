import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { globMayBegin } from "../../policy/documents/glob";
import { linesOfEntries, loadExemptions } from "../../policy/exemptions/file";
import { EXEMPTION_RULE, type DeploymentResource } from "../../policy/guard";
import { rules } from "../../policy/rules/index";
import { KEY, guard, key, problems, stack, urn, waiver } from "./shop";

const ROOT = join(__dirname, "../..");

/** The programs of this repository, by their projects' names. */
const programs = ["", "bootstrap"].map((folder) => {
  const text = readFileSync(join(ROOT, folder, "Pulumi.yaml"), "utf8");
  return { name: /^name: *(\S+)/m.exec(text)?.[1] ?? "", folder };
});

describe("the exemptions of this project", () => {
  for (const [index, { rule, urn }] of loadExemptions(undefined, rules).entries())
    it(`exemptions[${index}], of ${rule}, is for a stack that there is`, () => {
      const [, stack = "", project = ""] = /^urn:pulumi:([^:]+)::([^:]+)::/.exec(urn) ?? [];
      const program = programs.find(({ name }) => name === project);
      const names = programs.map(({ name }) => name).join(" and ");
      assert.ok(program, `policy/exemptions.json is for "${project}", and the projects here are ${names}`);
      assert.ok(
        existsSync(join(ROOT, program.folder, `Pulumi.${stack}.yaml`)),
        `policy/exemptions.json is for the stack "${stack}", which ${project} does not have`,
      );
    });
});

describe("the line of an exemption", () => {
  it("is where its entry begins", () => {
    const text = readFileSync(join(ROOT, "policy/exemptions.json"), "utf8");
    const lines = text.split("\n");
    const begins = linesOfEntries(text);
    const entries = loadExemptions(undefined, rules);
    assert.equal(begins.length, entries.length);
    for (const [index, { rule }] of entries.entries())
      assert.match(`${lines[(begins[index] ?? 0) - 1]}${lines[begins[index] ?? 0]}`, new RegExp(`"${rule}"`));
  });

  it("is told through braces, quotes and line breaks in texts, and however the file is laid out", () => {
    assert.deepEqual(linesOfEntries('{"exemptions":[{"reason":"} ] \\" {["},{"a":{"b":[{}]}}]}'), [1, 1]);
    assert.deepEqual(linesOfEntries('{\n"$schema": "x",\n"exemptions": [\n{\n}, {},\n\n{}]}'), [4, 5, 7]);
    assert.deepEqual(linesOfEntries('{"exemptions":[]}'), []);
  });
});

describe("a pattern", () => {
  it("may begin as its text does up to a wildcard, and no other way", () => {
    for (const pattern of ["a::b::c", "a::b::", "a*", "*c", "?::b::c", "a::b:*"])
      assert.ok(globMayBegin(pattern, "a::b::"), pattern);
    for (const pattern of ["", "a::b", "a::c::*", "b*", "?a::b::c", "a::b?c"])
      assert.ok(!globMayBegin(pattern, "a::b::"), pattern);
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

  for (const pattern of [
    "*",
    "u*",
    "urn:*",
    "?*",
    "*::*",
    "*aws*",
    "*shop*",
    "*::shop::*",
    "*$*",
    "*::aws:*",
    "*::*::??",
    "*:Key::*",
    "*::aws:kms/*::*",
    "urn:pulumi:prod::shop::*",
    "urn:pulumi:*::*::**::*",
    "urn:pulumi:prod::shop::?*::?*",
    "urn:pulumi:prod::shop::aws:*::*",
    "urn:pulumi:prod::shop::*::s*",
  ])
    it(`are a violation and waive nothing when they cover as much as ${pattern}`, () => {
      const { findings, mandatoryViolations } = guard({ exemptions: waiver({ urn: pattern }) });
      assert.ok(findings.some(({ rule, message }) => rule === EXEMPTION_RULE && message.includes(pattern)));
      assert.ok(findings.every(({ verdict }) => verdict !== "exempt"));
      assert.equal(mandatoryViolations, 3);
    });

  for (const pattern of [
    "*::short",
    "urn:pulumi:*::shop::*::sho*",
    "*::aws:kms/key:Key::*",
    "urn:pulumi:prod::shop::*aws:kms/key:Key::sh*",
  ])
    it(`waive what ${pattern} names`, () => {
      const { findings } = guard({ exemptions: waiver({ urn: pattern }) });
      assert.ok(findings.every(({ rule }) => rule !== EXEMPTION_RULE));
      assert.ok(findings.some(({ verdict }) => verdict === "exempt"));
    });

  it("must say why, who and until when, and name a rule that exists", () => {
    const [mistyped] = problems(() => guard({ exemptions: waiver({ rule: "kms-deletion-windows" }) }));
    assert.equal(mistyped?.fix, 'did you mean "kms-deletion-window"?');
    const found = problems(() =>
      guard({ exemptions: waiver({ rule: "kms", reason: "no", owner: "", expires: "soon", until: "x" }) }),
    );
    assert.deepEqual(
      found.map(({ key: at }) => at),
      [
        "exemptions.0.reason",
        "exemptions.0.owner",
        "exemptions.0.expires",
        "exemptions.0",
        "exemptions.0.rule",
      ],
    );
    for (const odd of [null, [], { exemptions: {} }, { exemptions: [null, 1, { rule: 1 }] }])
      assert.ok(problems(() => guard({ exemptions: odd })).length > 0, JSON.stringify(odd));
  });
});
