import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { entryPoint } from "../../local/graph/entryPoint";

describe("entryPoint", () => {
  let root = "";
  beforeEach(() => (root = realpathSync(mkdtempSync(join(tmpdir(), "gatehouse-entry-")))));
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const write = (file: string, content: unknown = ""): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), typeof content === "string" ? content : JSON.stringify(content));
  };
  const at = (programDir: string, program: string) => ({
    programDir: join(root, programDir),
    program: join(root, program),
  });

  it("is the folder that main names, where no package.json says more", () => {
    write("infra/index.ts");
    write("package.json", { name: "shop" });
    assert.deepEqual(entryPoint(root, "infra/"), at("infra", "infra"));
    assert.deepEqual(entryPoint(root), at(".", "."));
  });

  it("is the file that main names, run in its folder", () => {
    write("infra/shop.ts");
    write("package.json", { main: "elsewhere.js" });
    write("elsewhere.js");
    assert.deepEqual(entryPoint(root, "infra/shop.ts"), at("infra", "infra/shop.ts"));
  });

  it("is what package.json says, run in the folder that main names", () => {
    write("infra/index.ts");
    write("src/program.ts");
    write("package.json", { main: "src/program.ts" });
    assert.deepEqual(entryPoint(root, "infra/"), at("infra", "src/program.ts"));
    const declarations = [
      "src/program.ts",
      { ".": "src/program.ts" },
      { ".": { require: "src/program.ts" } },
    ];
    for (const exports of declarations) {
      write("package.json", { exports, main: "infra/index.ts" });
      assert.deepEqual(entryPoint(root), at(".", "src/program.ts"), JSON.stringify(exports));
    }
  });

  it("is taken from a package.json above the project, even one of another program, as Pulumi does", () => {
    write("package.json", { main: "platform/index.ts" });
    write("platform/index.ts");
    write("bootstrap/Pulumi.yaml");
    assert.deepEqual(entryPoint(join(root, "bootstrap")), at("bootstrap", "platform/index.ts"));
    write("bootstrap/package.json", {});
    assert.deepEqual(entryPoint(join(root, "bootstrap")), at("bootstrap", "bootstrap"));
  });

  it("is the folder, where package.json names a file that is not there, or is no JSON", () => {
    write("package.json", { main: "index.js" });
    assert.deepEqual(entryPoint(root), at(".", "."));
    write("package.json", "{");
    assert.deepEqual(entryPoint(root), at(".", "."));
  });
});
