import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..", "..");

/** Error codes that the source raises, wherever they stand. */
function raised(): Set<string> {
  const codes = new Set<string>();
  for (const room of ["bin", "infra", "local", "policy", "services"]) {
    for (const file of readdirSync(join(root, room), { recursive: true, encoding: "utf8" })) {
      if (!/\.(ts|js)$/.test(file) || file.includes("node_modules")) continue;
      for (const [code] of readFileSync(join(root, room, file), "utf8").matchAll(/\bGH\d{4}\b/g))
        codes.add(code);
    }
  }
  return codes;
}

// Each row has its anchor, `| <a id="gh1001"></a>GH1001 | …`, which the commands print.
describe("docs/errors.md", () => {
  const listed = [
    ...readFileSync(join(root, "docs/errors.md"), "utf8").matchAll(/^\| <a id="gh(\d{4})"><\/a>GH\1 /gm),
  ].map(([, number]) => `GH${number}`);

  it("explains every code that the source raises, and no other", () => {
    assert.deepEqual([...new Set(listed)].sort(), [...raised()].sort());
  });

  it("explains each once", () => {
    assert.equal(new Set(listed).size, listed.length);
  });
});
