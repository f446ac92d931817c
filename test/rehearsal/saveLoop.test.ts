import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Rehearsed, copyOfProject, startRehearsal, storefrontUrl, token } from "../../bench/rehearsed";

const CONTRACT = "services/storefront/v1/openapi.yaml";
const HANDLER = "services/storefront/v1/products/handler.ts";
const RULE = "policy/rules/apigateway/rest-stage-waf.ts";
const GUARD_SETTINGS = "policy/config/dev.json";
const STACK = "Pulumi.dev.yaml";
const PROGRAM = "infra/platform/storefront.ts";
const LAST_GOOD = "The last good version goes on serving.";

/** What a process says, from now on, up to the end of an edit: whether it was served or not. Waits for it. */
function saysToTheEnd({ process: { stderr } }: Rehearsed): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const ended = () => reject(new Error(`it ended:\n${said}`));
    const listen = (chunk: unknown) => {
      said += String(chunk);
      if (!/^(Serving the edit of .*|The last good version .*)\n/m.test(said)) return;
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
  /** Saves a file, and gives what is said up to the end of the edit, which is this one. */
  async function save(file: string, content: string, end: string): Promise<string> {
    const saying = saysToTheEnd(rehearsal);
    writeFileSync(join(copy.root, file), content);
    const said = await saying;
    assert.ok(said.includes(end), `not "${end}", but:\n${said}`);
    return said;
  }
  const ask = async (path: string) => {
    const response = await fetch(`${storefront}${path}`, { headers: { authorization } });
    return {
      status: response.status,
      body: await response.text(),
      traced: response.headers.has("x-gatehouse-trace"),
    };
  };
  const answersTeapot = async () => {
    const { status, body } = await ask("/products");
    assert.deepEqual({ status, body }, { status: 418, body: "edited" });
  };

  it("serves an edited handler, and a broken one not at all: file and line are named", async () => {
    const good = read(HANDLER);
    await save(
      HANDLER,
      'export const handler = async () => ({ statusCode: 418, body: "edited" });\n',
      `Serving the edit of ${HANDLER}`,
    );
    await answersTeapot();

    const said = await save(
      HANDLER,
      "// What follows is no TypeScript.\nexport const handler = ;\n",
      LAST_GOOD,
    );
    assert.match(said, new RegExp(`error GH1120: ${HANDLER}:2:\\d+: `));
    await answersTeapot();

    await save(HANDLER, good, `Serving the edit of ${HANDLER}`);
    assert.equal((await ask("/products")).status, 200);
  });

  for (const [what, source, reason] of [
    ["exports no handler", "", `${HANDLER}: function \\S+ has no handler: index\\.handler is undefined`],
    [
      "throws while it loads",
      'import { GetCommand } from "@aws-sdk/lib-dynamodb";\n' +
        'const name: string = GetCommand.name;\nthrow new Error("boom at load");\nexport const handler = () => name;\n',
      `${HANDLER}:3:\\d+: function \\S+ does not load: Error: boom at load`,
    ],
    [
      "throws while it loads, and imports a whole package",
      'import * as sdk from "@aws-sdk/lib-dynamodb";\n' +
        'if (sdk) throw new Error("boom at load");\nexport const handler = () => Object.keys(sdk);\n',
      `${HANDLER}:2:\\d+: function \\S+ does not load: Error: boom at load`,
    ],
  ] as const)
    it(`keeps the last good handler when the edited one ${what}`, async () => {
      const good = read(HANDLER);
      const said = await save(HANDLER, source, LAST_GOOD);
      assert.match(said, new RegExp(`error GH1403: ${reason}`));
      assert.equal((await ask("/products")).status, 200);
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
    assert.match(said, / after \d+ ms: ~ RestApi storefront-api, ± Deployment storefront-deployment, /);
    assert.equal((await ask("/alive")).status, 200);
    assert.equal((await ask("/health")).status, 403);

    const open = good.replace(/security:\n +- storefront: \[storefront\/products.read\]/, "security: []");
    const verdict = await save(CONTRACT, open, `Serving the edit of ${CONTRACT}`);
    const opened =
      open
        .split("\n")
        .findIndex((text, index) => text.includes("security: []") && text !== good.split("\n")[index]) + 1;
    assert.match(verdict, new RegExp(`rest-method-authorization[^]* ${CONTRACT}:${opened}:7\n`));
    await save(CONTRACT, good.replace("\n  /health:\n", "\n  /alive:\n"), `Serving the edit of ${CONTRACT}`);

    const broken = good.replace("#/components/parameters/Limit", "#/components/parameters/Nowhere");
    const line = broken.split("\n").findIndex((text) => text.includes("Nowhere")) + 1;
    const refusal = await save(CONTRACT, broken, LAST_GOOD);
    assert.match(refusal, new RegExp(`error GH\\d+: ${CONTRACT}:${line}:\\d+: .*Nowhere`));
    assert.equal((await ask("/alive")).status, 200);

    await save(CONTRACT, good, `Serving the edit of ${CONTRACT}`);
    assert.equal((await ask("/health")).status, 200);
  });

  it("judges and serves an edited program, and a broken one not at all: file and line are named", async () => {
    const good = read(PROGRAM);
    const line = good.split("\n").length;
    for (const [broken, what] of [
      ["const = 1;\n", "Expected identifier"],
      ['throw new Error("a program that does not load");\n', "a program that does not load"],
      ['import { nothing } from "./nothing";\nnothing();\n', "Cannot find module './nothing'"],
      ["process.exit(3);\n", "the program calls process\\.exit\\(3\\)"],
    ] as const) {
      const said = await save(PROGRAM, good + broken, LAST_GOOD);
      assert.match(said, new RegExp(`error GH1010: ${PROGRAM}:${line}:\\d+: .*${what}`));
      assert.equal((await ask("/products")).status, 200);
    }
    const said = await save(PROGRAM, good, `Serving the edit of ${PROGRAM}`);
    assert.match(said, /Stage dev: \d+ resources\. Guard: passed/);
  });

  it("refuses wrong settings of the stage, all at once: file, line and key are named", async () => {
    const good = read(STACK);
    const wrong = good.replace("eu-west-1", "eu-wst-1").replace("\n    storefront:\n", "\n    storefrnt:\n");
    const said = await save(STACK, wrong, LAST_GOOD);
    assert.match(said, /error GH1106: Pulumi\.dev\.yaml:\d+:3: aws:region is "eu-wst-1"/);
    assert.match(
      said,
      /error GH1102: Pulumi\.dev\.yaml:\d+:5: gatehouse:stage\.storefrnt is not a known key/,
    );
    assert.equal((await ask("/products")).status, 200);
    await save(STACK, good, `Serving the edit of ${STACK}`);
  });

  it("judges by an edited rule, and not by a broken one: file and line are named", async () => {
    const good = read(RULE);
    const strict = good.replace("expect(any([isPrivate, associated])", "expect(false");
    const verdict = await save(RULE, strict, `Serving the edit of ${RULE}`);
    assert.match(verdict, /Guard: [1-9]\d* mandatory violations?/);
    assert.match(verdict, /rest-stage-waf/);

    const line = good.split("\n").length;
    for (const [broken, what] of [
      ['throw new Error("a rule that does not load");\n', "a rule that does not load"],
      ["const = 1;\n", "Expected identifier"],
    ] as const) {
      const said = await save(RULE, good + broken, LAST_GOOD);
      assert.match(said, new RegExp(`error GH4002: ${RULE}:${line}:\\d+: .*${what}`));
    }

    const mended = await save(RULE, good, `Serving the edit of ${RULE}`);
    assert.match(mended, /Guard: passed/);
  });

  it("serves nothing that the guard could not judge", async () => {
    const settings = read(GUARD_SETTINGS);
    const contract = read(CONTRACT);
    const refusal = await save(GUARD_SETTINGS, '{ "rules": { "nope": {} } }', LAST_GOOD);
    assert.match(refusal, /error GH4001: .*nope/);
    const again = await save(CONTRACT, contract.replace("\n  /health:\n", "\n  /lively:\n"), LAST_GOOD);
    assert.match(again, /error GH4001: .*nope/);
    assert.equal((await ask("/lively")).status, 403);
    assert.equal((await ask("/health")).status, 200);

    await save(GUARD_SETTINGS, settings, `Serving the edit of ${GUARD_SETTINGS}`);
    assert.equal((await ask("/lively")).status, 200);
    await save(CONTRACT, contract, `Serving the edit of ${CONTRACT}`);
  });

  it("takes edited settings of the rehearsal, and refuses wrong ones: the key is named", async () => {
    const good = read(STACK);
    const set = (line: string) => good.replace(/(gatehouse:rehearsal:\n)/, `$1    ${line}\n`);
    assert.equal((await ask("/products")).traced, true);
    await save(STACK, set("trace: false"), `Serving the edit of ${STACK}`);
    assert.equal((await ask("/products")).traced, false);

    const said = await save(STACK, set("trac: false"), LAST_GOOD);
    assert.match(said, /error GH1006: .*trac/);
    assert.equal((await ask("/products")).traced, false);

    await save(STACK, good, `Serving the edit of ${STACK}`);
    assert.equal((await ask("/products")).traced, true);
  });
});
