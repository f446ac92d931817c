import assert from "node:assert/strict";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  bundle,
  BundleError,
  bundleFile,
  bundleSources,
  projectRoot,
  writeBundles,
} from "../../../infra/compute";

const sources = bundleSources().filter(({ name }) => name.startsWith("storefront-v1-"));

describe("bundle", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "bundle-"));
    symlinkSync(join(projectRoot, "node_modules"), join(folder, "node_modules"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("gives the same bytes in another folder, in another order", () => {
    cpSync(join(projectRoot, "services"), join(folder, "services"), { recursive: true });
    const here = bundle(sources).contents;
    const there = bundle([...sources].reverse(), folder).contents;
    assert.deepEqual([...here.keys()].sort(), ["storefront-v1-products", "storefront-v1-users"]);
    for (const [name, contents] of here) {
      assert.ok(Buffer.from(contents).equals(Buffer.from(there.get(name) ?? [])), name);
      assert.ok(!Buffer.from(contents).includes(projectRoot), "a path of this machine is in the bundle");
    }
  });

  it("leaves a bundle alone that already says the same", () => {
    mkdirSync(join(folder, "f"));
    writeFileSync(join(folder, "f/handler.ts"), "export const handler = async () => 1;");
    const own = [{ name: "f", entryFile: "f/handler.ts" }];
    writeBundles(own, folder);
    const file = join(folder, bundleFile("f"));
    const before = readFileSync(file, "utf8");
    utimesSync(file, 1, 1);
    writeBundles(own, folder);
    assert.equal(statSync(file).mtimeMs, 1000);
    writeFileSync(join(folder, "f/handler.ts"), "export const handler = async () => 2;");
    writeBundles(own, folder);
    assert.notEqual(readFileSync(file, "utf8"), before);
  });

  it("notices a changed import, and a bundle that somebody else changed", () => {
    writeFileSync(join(folder, "part.ts"), "export const part = 'first';");
    writeFileSync(
      join(folder, "handler.ts"),
      "import { part } from './part'; export const handler = () => part;",
    );
    const own = [{ name: "g", entryFile: "handler.ts" }];
    const file = join(folder, bundleFile("g"));
    writeBundles(own, folder);
    const first = readFileSync(file, "utf8");
    assert.match(first, /first/);
    writeFileSync(join(folder, "part.ts"), "export const part = 'second';");
    writeBundles(own, folder);
    assert.match(readFileSync(file, "utf8"), /second/);
    writeFileSync(join(folder, "part.ts"), "export const part = 'first';");
    writeFileSync(file, "// not what esbuild wrote");
    writeBundles(own, folder);
    assert.equal(readFileSync(file, "utf8"), first);
  });

  it("makes only the functions again that an edit concerns", () => {
    writeFileSync(join(folder, "shared.ts"), "export const shared = 'shared';");
    writeFileSync(join(folder, "part.ts"), "export const part = 'first';");
    for (const [name, imports] of [
      ["one", "import { shared } from './shared'; import { part } from './part';"],
      ["two", "import { shared } from './shared'; const part = '';"],
    ] as const)
      writeFileSync(join(folder, `${name}.ts`), `${imports} export const handler = () => shared + part;`);
    const own = ["one", "two"].map((name) => ({ name, entryFile: `${name}.ts` }));
    const text = (name: string) => readFileSync(join(folder, bundleFile(name)), "utf8");
    utimesSync(join(folder, "two.ts"), 1, 1);
    writeBundles(own, folder);
    // A source that does not compile any more, and does not look changed: only a bundle that is made reads it.
    const two = readFileSync(join(folder, "two.ts"), "utf8");
    writeFileSync(join(folder, "two.ts"), "(".repeat(two.length));
    utimesSync(join(folder, "two.ts"), 1, 1);
    writeFileSync(join(folder, "part.ts"), "export const part = 'second';");
    writeBundles(own, folder);
    assert.match(text("one"), /second/);
    assert.match(text("two"), /shared/);

    writeFileSync(join(folder, "two.ts"), two);
    writeFileSync(join(folder, "shared.ts"), "export const shared = 'other';");
    writeBundles(own, folder);
    for (const name of ["one", "two"]) assert.match(text(name), /other/);
    writeFileSync(join(folder, bundleFile("two")), "// not what esbuild wrote");
    writeBundles(own, folder);
    assert.match(text("two"), /other/);
  });

  it("says file, line and column of what does not compile", () => {
    writeFileSync(join(folder, "broken.ts"), "export const handler = async () => {\n  return 1 +;\n};");
    assert.throws(
      () => bundle([{ name: "broken", entryFile: "broken.ts" }], folder),
      (error) => error instanceof BundleError && /^broken\.ts:2:\d+: /.test(error.problems[0]?.what ?? ""),
    );
  });
});
