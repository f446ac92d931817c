import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ARCHIVE_SIGNATURE, ASSET_SIGNATURE, SIGNATURE_KEY } from "../../../local/graph/wire";
import { archiveOf, arnOf, graphOf, lambda } from "../graphs";
import { failure, payload, rehearseFunctions } from "./fixture";
import { zipOf } from "./zipOf";

describe("functions: code", () => {
  const rehearsal = rehearseFunctions();
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "gatehouse-test-"))));
  afterEach(() => rmSync(folder, { recursive: true }));
  const archive = (value: Record<string, unknown>) => ({ [SIGNATURE_KEY]: ARCHIVE_SIGNATURE, ...value });
  const asset = (value: Record<string, unknown>) => ({ [SIGNATURE_KEY]: ASSET_SIGNATURE, ...value });
  const source = "exports.handler = async () => require('./lib/part.js')";

  it("is read from files relative to the program, from folders and from archives in archives", async () => {
    writeFileSync(join(folder, "main.js"), source);
    writeFileSync(join(folder, "part.js"), "module.exports = 'part'");
    const code = archive({
      assets: { "index.js": asset({ path: "main.js" }), lib: archive({ path: "." }) },
    });
    rehearsal.one("", { code }, { programDir: folder });
    assert.equal(payload(await rehearsal.functions.invoke("fn", {})), "part");
  });

  it("is unpacked from a zip file", async () => {
    writeFileSync(
      join(folder, "code.zip"),
      zipOf({ "index.js": source, "lib/part.js": "module.exports = 'zipped'" }),
    );
    rehearsal.one("", { code: archive({ path: "code.zip" }) }, { programDir: folder });
    assert.equal(payload(await rehearsal.functions.invoke("fn", {})), "zipped");
    writeFileSync(join(folder, "code.zip"), "not a zip file, but long enough to have an end record");
    await rehearsal.functions.reload(graphOf(lambda("fn", "", { code: archive({ path: "code.zip" }) })));
    assert.match(rehearsal.functions.notices.join(), /code\.zip cannot be unpacked: it is not a zip file/);
  });

  it("that is missing is named, and so is what cannot run here", async () => {
    rehearsal.open(
      graphOf(
        lambda("missing", "", { code: archive({ assets: { "index.js": asset({ path: "nothing.js" }) } }) }),
        lambda("outside", "", { code: archiveOf({ "../evil.js": "1" }) }),
        lambda("python", "", { runtime: "python3.13" }),
        lambda("image", "", { packageType: "Image", runtime: undefined }),
        lambda("layered", "exports.handler = async () => 1", { layers: [arnOf("layer")] }),
      ),
      { programDir: folder },
    );
    const [missing, outside, python, image, layered] = rehearsal.functions.notices;
    assert.match(
      missing ?? "",
      /function missing cannot run: .*nothing\.js is missing; build the functions first/,
    );
    assert.match(outside ?? "", /function outside cannot run: .*\.\.\/evil\.js, which lies outside/);
    assert.match(python ?? "", /function python cannot run: its runtime is python3\.13/);
    assert.match(image ?? "", /function image cannot run: it is a container image/);
    assert.match(layered ?? "", /function layered: layers/);
    const result = failure(await rehearsal.functions.invoke("missing", {}));
    assert.equal(result.errorType, "Runtime.NotRehearsed");
    assert.equal(payload(await rehearsal.functions.invoke("layered", {})), 1);
  });

  it("runs on this machine's Node, which is said when another one is declared", async () => {
    const own = `nodejs${process.versions.node.split(".")[0]}.x`;
    rehearsal.one("", { runtime: own });
    assert.deepEqual(rehearsal.functions.notices, []);
    await rehearsal.functions.reload(graphOf(lambda("fn", "", { runtime: "nodejs18.x" })));
    assert.deepEqual(rehearsal.functions.notices, [
      `Lambda runtime nodejs18.x is rehearsed on ${own}, this machine's Node`,
    ]);
  });

  it("leaves nothing behind", async () => {
    const before = () => readdirSync(tmpdir()).filter((name) => name.startsWith("gatehouse-functions-"));
    const known = before();
    rehearsal.one("exports.handler = async () => process.env.LAMBDA_TASK_ROOT");
    const root = String(payload(await rehearsal.functions.invoke("fn", {})));
    assert(existsSync(root));
    await rehearsal.functions.close();
    assert(!existsSync(root));
    assert.deepEqual(
      before().filter((name) => !known.includes(name) && root.includes(name)),
      [],
    );
  });
});
