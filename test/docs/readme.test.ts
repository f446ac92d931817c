import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..", "..");

describe("README.md", () => {
  it("names for each part the files and folders that declare it, and all of them are there", () => {
    const [, section = ""] = readFileSync(join(root, "README.md"), "utf8").split("## What you get");
    const rows = section.split("\n## ")[0]?.match(/^\| .* \| `.*$/gm) ?? [];
    assert.ok(rows.length > 30, String(rows.length));
    for (const row of rows) {
      const paths = [...(row.split(" | ").at(-1) ?? "").matchAll(/`([^`]+)`/g)].map(([, path = ""]) => path);
      assert.ok(paths.length > 0, row);
      for (const path of paths) assert.ok(existsSync(join(root, path)), `${path} in ${row}`);
    }
  });
});
