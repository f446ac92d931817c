import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "./run";

const TYPE = "aws:kms/key:Key";
const key = (name: string, deletionWindowInDays: number) => ({
  urn: `urn:pulumi:dev::shop::${TYPE}::${name}`,
  type: TYPE,
  custom: true,
  id: name,
  inputs: { deletionWindowInDays, enableKeyRotation: true, description: name },
  outputs: {},
});

describe("npm run check on graphs", function () {
  this.timeout(60_000);
  let folder: string;
  const graph = (name: string, ...resources: object[]): string => {
    const file = join(folder, `${name}.json`);
    writeFileSync(file, JSON.stringify({ version: 3, deployment: { resources } }));
    return file;
  };
  before(() => (folder = mkdtempSync(join(tmpdir(), "gatehouse-check-"))));
  after(() => rmSync(folder, { recursive: true }));

  it("refuses a mandatory violation, but not one that the base has too", async () => {
    const base = graph("base", key("old", 3));
    const head = graph("head", key("old", 3), key("more", 30));
    assert.equal((await run(["check", "--graph", base])).code, 1);
    const known = await run(["check", "--graph", head, "--against", base]);
    assert.equal(known.code, 0, known.err);
    assert.match(known.out, /KNOWN[^]*\+ create {2}aws:kms:Key {2}more/);
    const worse = graph("worse", key("old", 3), key("new", 3));
    const refused = await run(["check", "--graph", worse, "--against", base, "--format", "json"]);
    assert.equal(refused.code, 1);
    const { comparison, findings } = JSON.parse(refused.out) as {
      comparison: { new: number };
      findings: readonly { status: string; rule: string; urn: string }[];
    };
    const fresh = findings.filter(({ status, rule }) => status === "new" && rule === "kms-deletion-window");
    assert.deepEqual(
      fresh.map(({ urn }) => urn.split("::").pop()),
      ["new"],
    );
    assert.ok(comparison.new >= 1);
  });

  it("writes a form to a file, and then nothing on stdout", async () => {
    const out = join(folder, "deep/er/report.sarif");
    const file = graph("one", key("old", 3));
    const { code, out: stdout } = await run(["check", "--graph", file, "--format", "sarif", "--out", out]);
    assert.equal(code, 1);
    assert.equal(stdout, "");
    assert.equal((JSON.parse(readFileSync(out, "utf8")) as { version: string }).version, "2.1.0");
  });

  for (const [what, deployment] of [
    ["without resources", {}],
    ["that holds components and providers only", { resources: [{ ...key("x", 30), custom: false }] }],
  ] as const)
    it(`refuses to judge, serve or attest a graph ${what}: there is nothing to be right or wrong`, async () => {
      const file = join(folder, "nothing.json");
      writeFileSync(file, JSON.stringify({ version: 3, deployment }));
      for (const args of [
        ["check"],
        ["start", "--port", "0"],
        ["evidence", "--framework", "soc2", "--out", folder],
      ]) {
        const { code, out, err } = await run([...args, "--graph", file]);
        assert.equal(code, 2, err);
        assert.equal(out, "");
        assert.match(
          err,
          /^error GH1024: .*nothing\.json holds no resources of a cloud.\n {2}why: .+\n {2}fix: .+/,
        );
      }
    });

  it("takes a base without resources: everything is new", async () => {
    const base = join(folder, "before.json");
    writeFileSync(base, JSON.stringify({ version: 3, deployment: { manifest: {} } }));
    const { code, out } = await run(["check", "--graph", graph("after", key("new", 3)), "--against", base]);
    assert.equal(code, 1);
    assert.match(out, /\+ create {2}aws:kms:Key {2}new/);
  });

  it("prints no comment when nothing changed", async () => {
    const file = graph("same", key("old", 3));
    const { code, out } = await run(["check", "--graph", file, "--against", file, "--format", "markdown"]);
    assert.equal(code, 0);
    assert.equal(out, "");
  });

  it("writes evidence as a page and as JSON", async () => {
    const file = graph("audited", key("good", 30));
    const out = join(folder, "evidence");
    const { code, err } = await run([
      "evidence",
      "--graph",
      file,
      "--framework",
      "nist-800-53-r5",
      "--out",
      out,
    ]);
    assert.equal(code, 0, err);
    const evidence = JSON.parse(readFileSync(join(out, "dev-nist-800-53-r5.json"), "utf8")) as {
      schema: string;
    };
    assert.equal(evidence.schema, "gatehouse/evidence/1");
    assert.match(readFileSync(join(out, "dev-nist-800-53-r5.html"), "utf8"), /^<!doctype html>/);
  });
});
