import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { bundleFile, writeBundles } from "../../infra/compute";
import { createRebuilder, type Rebuilder } from "../../local/server";

const SHARED = "services/shared.ts";
const ONE = "services/one/handler.ts";
const TWO = "services/two/handler.ts";

describe("the rebuilder", function () {
  this.timeout(60_000);
  let root: string;
  let rebuilder: Rebuilder;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "gatehouse-rebuild-"));
    write("node_modules/esm/package.json", '{"type": "module", "main": "index.js"}');
    write("node_modules/esm/index.js", 'export const a = "a"; export const b = "b"; export default "esm";');
    write("node_modules/common/index.js", 'exports.c = "c";');
    write(SHARED, 'import { b as bee } from "esm";\nexport const shared = () => `shared ${bee}`;');
    write(
      ONE,
      'import { sep } from "node:path";\nimport whole, { a } from "esm";\nimport common, { c } from "common";\n' +
        'import { shared } from "../shared";\n' +
        "export const handler = () => [sep, whole, a, common.c, c, shared()];",
    );
    write(TWO, 'import { shared } from "../shared";\nexport const handler = () => shared();');
    rebuilder = evaluated();
  });
  afterEach(() => rmSync(root, { recursive: true }));

  function write(file: string, text: string): void {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  /** As after an evaluation of the program. */
  function evaluated(): Rebuilder {
    writeBundles(
      ["one", "two"].map((name) => ({ name, entryFile: `services/${name}/handler.ts` })),
      root,
    );
    const made = createRebuilder(root, join(root, "cache"));
    assert(made);
    return made;
  }
  const edited = () =>
    [...rebuilder.edits().keys()].map((file) => file.slice(root.length + 1).replaceAll("\\", "/"));
  let runs = 0;
  /** What a function answers, from the files that stand for its bundle. */
  function run(name: string): unknown {
    const files = rebuilder.edits().get(join(root, bundleFile(name)));
    const folder = `run/${runs++}`;
    for (const [file, content] of files ?? []) write(`${folder}/${file}`, content.toString());
    const entry = files ? join(root, folder, "index.js") : join(root, bundleFile(name));
    return (createRequire(entry)(entry) as { handler: () => unknown }).handler();
  }

  function thrownBy(act: () => unknown): Error {
    try {
      act();
    } catch (error) {
      return error as Error;
    }
    throw new Error("it threw nothing");
  }

  it("gives what the bundle gives, with what is imported of packages in each way", async () => {
    const before = run("one");
    assert.deepEqual(before, ["/", "esm", "a", "c", "c", "shared b"]);
    assert.equal(await rebuilder.rebuild([ONE]), true);
    assert.deepEqual(edited(), [bundleFile("one")]);
    assert.deepEqual(run("one"), before);
  });

  it("makes those again that an edit concerns, and takes what it imports anew", async () => {
    write(SHARED, 'import { a, b } from "esm";\nexport const shared = () => a + b;');
    assert.equal(await rebuilder.rebuild([SHARED]), true);
    assert.deepEqual(edited(), [bundleFile("one"), bundleFile("two")]);
    assert.deepEqual([(run("one") as unknown[]).at(-1), run("two")], ["ab", "ab"]);
    write(TWO, "export const handler = () => 2;");
    assert.equal(await rebuilder.rebuild([TWO]), true);
    assert.equal(run("two"), 2);
  });

  it("takes back what was refused, and leaves it to an evaluation", async () => {
    write(TWO, "export const handler = () => 2;");
    assert.equal(await rebuilder.rebuild([TWO]), true);
    write(TWO, "export const none = () => 3;");
    assert.equal(await rebuilder.rebuild([TWO]), true);
    rebuilder.refused();
    assert.equal(run("two"), 2);
    assert.equal(await rebuilder.rebuild([ONE]), true);
    assert.equal(run("two"), 2);
    rebuilder.bundled();
    assert.deepEqual(edited(), [bundleFile("one")]);
  });

  it("leads from what is run to the source, of a bundle and of an edit", async () => {
    const throwing = (first: string) =>
      `${first}\nimport {\n  a,\n  b,\n} from "esm";\n\nexport const handler = () => {\n  throw new Error(a + b);\n};`;
    const placeOf = async () => {
      const { stack = "" } = thrownBy(() => run("two"));
      const [, line, column] =
        /two\/index\.js:(\d+):(\d+)|index\.js:(\d+):(\d+)/.exec(stack)?.filter(Boolean) ?? [];
      return rebuilder.sourceOf(join(root, bundleFile("two")))?.place(Number(line), Number(column));
    };
    write(TWO, throwing("// A bundle."));
    rebuilder = evaluated();
    assert.deepEqual(await placeOf(), { file: TWO, line: 8, column: 9 });
    write(TWO, throwing("// An edit.\n"));
    assert.equal(await rebuilder.rebuild([TWO]), true);
    assert.deepEqual(await placeOf(), { file: TWO, line: 9, column: 9 });
    assert.equal(rebuilder.sourceOf(join(root, "elsewhere.js")), undefined);
  });

  it("leaves other files to an evaluation, and takes the functions' edits of the same moment", async () => {
    assert.equal(await rebuilder.rebuild(["services/openapi.yaml"]), false);
    assert.deepEqual(edited(), []);
    write(TWO, "export const handler = () => 3;");
    assert.equal(await rebuilder.rebuild([TWO, "services/openapi.yaml"]), false);
    rebuilder.bundled();
    assert.equal(run("two"), 3);
  });

  for (const [what, source] of [
    ["does not compile", "export const handler = ;"],
    [
      "imports a whole package",
      'import * as all from "esm";\nexport const handler = () => Object.keys(all);',
    ],
    ["requires a package", 'export const handler = () => require("common").c;'],
    ["imports a package when it runs", 'export const handler = () => import("esm");'],
    ["is CommonJS", 'exports.handler = () => "common";'],
    [
      "holds a text with a line like an import",
      'import { a } from "esm";\nexport const handler = () => `${a}\nimport { b } from "esm";\n`;',
    ],
  ] as const) {
    it(`leaves a function that ${what} to an evaluation, and keeps the last good one until then`, async () => {
      write(TWO, "export const handler = () => 'good';");
      assert.equal(await rebuilder.rebuild([TWO]), true);
      write(TWO, source);
      assert.equal(await rebuilder.rebuild([TWO]), false);
      assert.equal(run("two"), "good");
      assert.equal(await rebuilder.rebuild([ONE]), true);
      assert.equal(run("two"), "good");
      rebuilder.bundled();
      assert.deepEqual(edited(), [bundleFile("one")]);
    });
  }

  it("keeps what it made of packages for the next time, and makes it again when that is broken", async () => {
    await rebuilder.rebuild([ONE]);
    const expected = run("one");
    const folder = join(root, "cache/packages");
    const [kept = ""] = readdirSync(folder);
    // Not looked at as long as the manifest says that nothing has changed: what is run is what was kept.
    rmSync(join(root, "node_modules"), { recursive: true });
    rebuilder = createRebuilder(root, join(root, "cache")) ?? rebuilder;
    assert.equal(await rebuilder.rebuild([ONE]), true);
    assert.deepEqual(run("one"), expected);

    write(`cache/packages/${kept}`, "broken");
    rebuilder = createRebuilder(root, join(root, "cache")) ?? rebuilder;
    assert.equal(await rebuilder.rebuild([ONE]), false, "there is nothing to make it of");
  });

  it("takes a package that has changed, once the program is evaluated", async () => {
    await rebuilder.rebuild([ONE]);
    write("node_modules/common/index.js", 'exports.c = "other";');
    const next = evaluated();
    assert.equal(rebuilder.isCurrent(), false);
    rebuilder = next;
    await rebuilder.rebuild([ONE]);
    assert.deepEqual((run("one") as unknown[]).slice(3, 5), ["other", "other"]);
  });

  it("is current as long as the same functions are made of the same files", async () => {
    write(
      TWO,
      "export const handler = () => 4;\n// The same files.\nimport { shared } from '../shared'; shared();",
    );
    await rebuilder.rebuild([TWO]);
    evaluated();
    assert.equal(rebuilder.isCurrent(), true);
    write("services/new.ts", "export const fresh = 1;");
    write(TWO, 'export { fresh as handler } from "../new";');
    evaluated();
    assert.equal(rebuilder.isCurrent(), false);
  });
});
