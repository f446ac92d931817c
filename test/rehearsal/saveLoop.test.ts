import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Rehearsed, copyOfProject, startRehearsal, storefrontUrl, token } from "../../bench/rehearsed";

const CONTRACT = "services/storefront/v1/openapi.yaml";
const HANDLER = "services/storefront/v1/products/handler.ts";
const LAST_GOOD = "The last good version goes on serving.";

/** What a process says, from now on, up to and with a text. Waits for it. */
function saysUpTo({ process: { stderr } }: Rehearsed, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const ended = () => reject(new Error(`it ended before it said "${text}":\n${said}`));
    const listen = (chunk: unknown) => {
      said += String(chunk);
      if (!said.includes(text)) return;
      stderr?.off("data", listen).off("end", ended);
      resolve(said);
    };
    stderr?.on("data", listen).on("end", ended);
  });
}

describe("the save loop", function () {
  this.timeout(120_000);
  let copy: ReturnType<typeof copyOfProject>;
  let rehearsal: Rehearsed;
  let storefront: string;
  let authorization: string;
  before(async () => {
    copy = copyOfProject(resolve(__dirname, "..", ".."));
    rehearsal = await startRehearsal(copy.root, "--watch");
    storefront = storefrontUrl(rehearsal.ready);
    authorization = `Bearer ${await token(rehearsal.ready, "storefront/products.read")}`;
  });
  after(async () => {
    await rehearsal.stop();
    copy.remove();
  });

  const read = (file: string) => readFileSync(join(copy.root, file), "utf8");
  /** Saves a file, and gives what is said up to the end of the edit. */
  async function save(file: string, content: string, end: string): Promise<string> {
    const said = saysUpTo(rehearsal, end);
    writeFileSync(join(copy.root, file), content);
    return said;
  }
  const ask = async (path: string) => {
    const response = await fetch(`${storefront}${path}`, { headers: { authorization } });
    return { status: response.status, body: await response.text() };
  };

  it("serves an edited handler, and a broken one not at all: file and line are named", async () => {
    const good = read(HANDLER);
    await save(
      HANDLER,
      'export const handler = async () => ({ statusCode: 418, body: "edited" });\n',
      `Serving the edit of ${HANDLER}`,
    );
    assert.deepEqual(await ask("/products"), { status: 418, body: "edited" });

    const said = await save(
      HANDLER,
      "// What follows is no TypeScript.\nexport const handler = ;\n",
      LAST_GOOD,
    );
    assert.match(said, new RegExp(`error GH1120: ${HANDLER}:2:\\d+: `));
    assert.deepEqual(await ask("/products"), { status: 418, body: "edited" });

    await save(HANDLER, good, `Serving the edit of ${HANDLER}`);
    assert.equal((await ask("/products")).status, 200);
  });

  it("judges and serves an edited contract, and a broken one not at all: file and line are named", async () => {
    const good = read(CONTRACT);
    const said = await save(
      CONTRACT,
      good.replace("\n  /health:\n", "\n  /alive:\n"),
      `Serving the edit of ${CONTRACT}`,
    );
    assert.match(said, /Stage dev: \d+ resources\. Guard: /);
    assert.equal((await ask("/alive")).status, 200);
    assert.equal((await ask("/health")).status, 403);

    const broken = good.replace("#/components/parameters/Limit", "#/components/parameters/Nowhere");
    const line = broken.split("\n").findIndex((text) => text.includes("Nowhere")) + 1;
    const refusal = await save(CONTRACT, broken, LAST_GOOD);
    assert.match(refusal, new RegExp(`error GH\\d+: ${CONTRACT}:${line}:\\d+: .*Nowhere`));
    assert.equal((await ask("/alive")).status, 200);
  });
});
