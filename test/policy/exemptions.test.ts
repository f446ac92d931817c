import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { globMayBegin } from "../../policy/documents/glob";
import { loadExemptions } from "../../policy/exemptions/file";
import { rules } from "../../policy/rules/index";

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

describe("a pattern", () => {
  it("may begin as its text does up to a wildcard, and no other way", () => {
    for (const pattern of ["a::b::c", "a::b::", "a*", "*c", "?::b::c", "a::b:*"])
      assert.ok(globMayBegin(pattern, "a::b::"), pattern);
    for (const pattern of ["", "a::b", "a::c::*", "b*", "?a::b::c", "a::b?c"])
      assert.ok(!globMayBegin(pattern, "a::b::"), pattern);
  });
});
