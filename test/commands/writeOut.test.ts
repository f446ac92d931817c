import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeOut } from "../../local/commands/writeOut";
import { Problem } from "../../local/graph";

describe("what --out names", () => {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-out-"));
  after(() => rmSync(folder, { recursive: true }));

  it("is written, with the folders on the way", () => {
    const file = join(folder, "new", "graph.json");
    writeOut(file, "text");
    assert.equal(readFileSync(file, "utf8"), "text");
  });

  const refused = (file: string, why: RegExp): void =>
    assert.throws(
      () => writeOut(file, "text"),
      (error) => {
        assert.ok(error instanceof Problem);
        assert.equal(error.code, "GH1025");
        assert.ok(error.what.startsWith(file), error.what);
        assert.match(error.why ?? "", why);
        assert.match(error.fix ?? "", /--out/);
        return true;
      },
    );

  it("is refused with a code, the cause and the fix: a folder, and a path through a file", () => {
    refused(folder, /is a folder/);
    const file = join(folder, "file");
    writeFileSync(file, "");
    refused(join(file, "graph.json"), /is a file, where a folder must be/);
    refused(join(file, "deeper", "graph.json"), /is a file, where a folder must be/);
    refused(join(folder, "a\0b"), /The system says/);
  });
});
