import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

const root = join(__dirname, "..", "..");

describe("README.md", () => {
  const [, section = ""] = readFileSync(join(root, "README.md"), "utf8").split("## What you get");
  const rows = section.split("\n## ")[0]?.match(/^\| .* \| `.*$/gm) ?? [];
  const pathsOf = (row: string): string[] =>
    [...(row.split(" | ").at(-1) ?? "").matchAll(/`([^`]+)`/g)].map(([, path = ""]) => path);

  it("names for each part the files and folders that declare it, and all of them are there", () => {
    assert.ok(rows.length > 30, String(rows.length));
    for (const row of rows) {
      const paths = pathsOf(row);
      assert.ok(paths.length > 0, row);
      for (const path of paths) assert.ok(existsSync(join(root, path)), `${path} in ${row}`);
    }
  });

  it("has a row for every component that the program is made of", () => {
    const named = rows.flatMap(pathsOf);
    const components = readdirSync(join(root, "infra"), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => readFileSync(file, "utf8").includes("extends pulumi.ComponentResource"))
      .map((file) => relative(root, file).split(sep).join("/"));
    assert.ok(components.length > 40, String(components.length));
    const missing = components.filter(
      (file) => !named.some((path) => path === file || (path.endsWith("/") && file.startsWith(path))),
    );
    assert.deepEqual(missing, []);
  });
});
