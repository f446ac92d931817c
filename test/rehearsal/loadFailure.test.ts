import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { copyOfProject, storefrontUrl, token } from "../../bench/rehearsed";
import { type Started, startRehearsal } from "../commands/run";

const HANDLER = "services/storefront/v1/products/handler.ts";

describe("a rehearsal of a function that does not load", () => {
  let copy: ReturnType<typeof copyOfProject>;
  let rehearsal: Started | undefined;
  before(async () => {
    copy = copyOfProject(resolve(__dirname, "..", ".."));
    const file = join(copy.root, HANDLER);
    writeFileSync(file, `throw new Error("boom at load");\n${readFileSync(file, "utf8")}`);
    rehearsal = await startRehearsal([], { project: copy.root });
  });
  after(async () => {
    await rehearsal?.stop();
    copy.remove();
  });

  it("says so on the terminal when it is called, with the line, and once", async () => {
    assert(rehearsal);
    const authorization = `Bearer ${await token(rehearsal.ready, "storefront/products.read")}`;
    const ask = () => fetch(`${storefrontUrl(rehearsal!.ready)}/products`, { headers: { authorization } });
    assert.equal((await ask()).status, 502);
    assert.equal((await ask()).status, 502);
    await rehearsal.saying(`error GH1403: ${HANDLER}:1:7: function `);
    assert.equal(rehearsal.err().split("boom at load").length, 2);
  });
});
