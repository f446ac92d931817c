import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const { forgetOldFiles } = createRequire(__filename)("../../bin/forgetOldFiles.js") as {
  forgetOldFiles: (folder: string, now: number) => void;
};
const NOW = Date.UTC(2026, 5, 15);
const DAY_MS = 24 * 60 * 60 * 1000;

describe("what the command line keeps from run to run", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "gatehouse-cache-"));
    mkdirSync(join(folder, "packages"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const write = (name: string, daysOld: number): void => {
    writeFileSync(join(folder, name), name);
    const made = new Date(NOW - daysOld * DAY_MS);
    utimesSync(join(folder, name), made, made);
  };
  const left = (): string[] =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".js"));

  it("is deleted after thirty days, in folders too", () => {
    write("old.js", 31);
    write("packages/old.js", 400);
    write("new.js", 29);
    write("packages/new.js", 0);
    forgetOldFiles(folder, NOW);
    assert.deepEqual(left().sort(), ["new.js", join("packages", "new.js")]);
  });

  it("is looked at once a day", () => {
    forgetOldFiles(folder, NOW);
    write(".swept", 0);
    write("old.js", 31);
    forgetOldFiles(folder, NOW + DAY_MS / 2);
    assert.deepEqual(left(), ["old.js"]);
    forgetOldFiles(folder, NOW + 2 * DAY_MS);
    assert.deepEqual(left(), []);
  });

  it("may be missing, and is not made", () => {
    const missing = join(folder, "missing");
    forgetOldFiles(missing, NOW);
    assert.ok(!existsSync(missing));
  });
});
