import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { copyOfProject } from "../../bench/rehearsed";
import { root, run, startRehearsal } from "./run";

describe("the command line", function () {
  this.timeout(240_000);
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), "gatehouse-"))));
  after(() => rmSync(folder, { recursive: true }));

  it("lists its commands, and explains each with an example", async () => {
    assert.match((await run(["--help"])).out, /start[\s\S]+plan[\s\S]+check[\s\S]+engine/);
    for (const args of [
      ["start", "--help"],
      ["help", "check"],
      // Its own examples, whether or not there is a pulumi on the PATH.
      ["engine", "--help"],
    ]) {
      const { code, out, err } = await run(args, { env: { PATH: "" } });
      assert.equal(code, 0, err);
      assert.match(out, /Examples:\n {2}\$ npm /);
    }
  });

  const refuses = (what: string, args: string[], ...says: RegExp[]) =>
    it(`refuses ${what}: exit code 2, what and how to fix it, no stack trace`, async () => {
      const { code, out, err } = await run(args);
      assert.equal(code, 2, err);
      assert.equal(out, "");
      assert.match(err, /^error GH\d{4}: .+\n( {2}why: .+\n)? {2}fix: ./m);
      const [, number] = /^error GH(\d{4}): /m.exec(err) ?? [];
      assert.ok(err.trimEnd().endsWith(`\n  see: docs/errors.md#gh${number}`), err);
      if (err.includes("GH0002")) assert.match(err, /^ {2}why: ./m);
      for (const text of says) assert.match(err, text);
      assert.doesNotMatch(err, /\n\s+at /);
    });
  refuses("a mistyped stage", ["plan", "--stage", "prdo"], /no stage "prdo"/, /Did you mean "prod"\?/);
  refuses(
    "a mistyped command",
    ["plna"],
    /no command "plna"/,
    /commands are start, plan/,
    /Did you mean plan\?/,
  );
  refuses("a command that there is not", ["foo"], /fix: `node bin\/gatehouse\.js --help` explains them/);
  refuses(
    "help on a command that there is not",
    ["help", "plna"],
    /no command "plna"/,
    /Did you mean plan\?/,
  );
  refuses(
    "a mistyped flag",
    ["plan", "--prevew"],
    /plan has no option "--prevew"/,
    /Did you mean --preview\?/,
  );
  refuses("a flag without a command", ["--stage"], /Without a command, there is no option "--stage"/);
  refuses(
    "a flag without its value",
    ["start", "--port"],
    /--port <number> of start needs a value/,
    /`npm start -- .*--port 0/,
  );
  refuses(
    "a port that is none",
    ["start", "--port", "http"],
    /cannot be "http"/,
    /whole number from 0 to 65535/,
  );
  // What is left of `npm start --stage test`, of which npm keeps the flag.
  refuses(
    "a word too many",
    ["start", "test"],
    /takes options only, but was given "test"/,
    /npm start -- --stage test/,
  );
  refuses(
    "a format mistyped",
    ["check", "--format", "sarf"],
    /one of text, markdown, sarif/,
    /Did you mean sarif\?/,
  );
  refuses(
    "a command without what it needs, all of it at once",
    ["evidence"],
    /evidence needs --framework <name>\.\n {2}why: .*pci-dss-4, nist-800-53-r5/,
    /evidence needs --out <folder>/,
    /fix: Write, for example, `npm run evidence -- .*--framework/,
  );
  refuses(
    "a missing graph file",
    ["check", "--graph", "none.json"],
    /none\.json does not exist/,
    /pulumi stack export/,
  );
  refuses(
    "a graph file that is not one",
    ["start", "--graph", "package.json"],
    /not a version 3 Pulumi deployment/,
  );
  refuses(
    "a base that is not a graph",
    ["plan", "--against", "package.json"],
    /not a version 3 Pulumi deployment/,
  );
  refuses("a format that there is not", ["check", "--format", "txt"], /text, markdown, sarif, junit, json/);
  refuses(
    "a standard that there is not",
    ["evidence", "--framework", "pci", "--out", "x"],
    /pci-dss-4, nist-800-53-r5, cis-aws/,
  );

  it("refuses a folder without a project", async () => {
    const { code, err } = await run(["plan"], { cwd: folder });
    assert.equal(code, 2);
    assert.match(err, /GH1001: There is no Pulumi\.yaml/);
  });

  it("refuses a port in use before it evaluates anything", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => taken.once("listening", resolve));
    const { port } = taken.address() as AddressInfo;
    const { code, err } = await run(["start", "--port", String(port)]);
    taken.close();
    assert.equal(code, 2);
    assert.match(err, new RegExp(`Port ${port} on 127\\.0\\.0\\.1 is in use`));
    assert.match(err, /--port 0/);
  });

  it("plans: writes a graph that it can compare, check and read again", async () => {
    const file = join(folder, "dev.json");
    const plan = await run(["plan", "--out", file]);
    assert.equal(plan.code, 0, plan.err);
    assert.match(plan.out, /aws:apigateway:RestApi {2}storefront-api/);
    assert.match(plan.out, /\d+ resources of \d+ types in stage dev\./);
    const same = await run(["plan", "--against", file]);
    assert.match(same.out, /^No changes\.$/m);

    const export_ = JSON.parse(readFileSync(file, "utf8"));
    assert.equal(export_.version, 3);
    for (const resource of export_.deployment.resources) {
      if (resource.type === "aws:lambda/function:Function") resource.inputs.timeout = 3;
      if (resource.type === "aws:cognito/userPool:UserPool") resource.inputs.name = "elsewhere";
    }
    writeFileSync(file, JSON.stringify(export_));
    const changed = await run(["plan", "--against", file]);
    assert.match(changed.out, /~ update {2}aws:lambda:Function[\s\S]+timeout: 3 → \d+/);
  });

  it("prints JSON and nothing else with --json", async () => {
    const { code, out } = await run(["plan", "--stage", "prod", "--preview", "--json"]);
    assert.equal(code, 0);
    const plan = JSON.parse(out);
    assert.equal(plan.stack, "prod");
    assert.equal(plan.mode, "preview");
    assert.ok(plan.counts["aws:apigateway/restApi:RestApi"] >= 1);
  });

  for (const stage of ["dev", "test", "prod"]) {
    it(`finds no mandatory violation in ${stage}, known or at preview`, async () => {
      for (const flags of [[], ["--preview"]]) {
        const { code, out, err } = await run(["check", "--stage", stage, "--format", "json", ...flags]);
        assert.equal(code, 0, out + err);
        JSON.parse(out);
      }
    });
  }

  it("refuses an insecure graph in check and in start, unless told to serve anyway", async () => {
    const file = join(folder, "open.json");
    await run(["plan", "--out", file]);
    const graph = JSON.parse(readFileSync(file, "utf8"));
    // As if somebody had taken the web ACL away from the stage.
    graph.deployment.resources = graph.deployment.resources.filter(
      ({ type }: { type: string }) => type !== "aws:wafv2/webAclAssociation:WebAclAssociation",
    );
    writeFileSync(file, JSON.stringify(graph));
    const check = await run(["check", "--graph", file]);
    assert.equal(check.code, 1);
    assert.match(check.out, /rest-stage-waf/);
    assert.match(check.out, /infra\/api\/\w+\.ts/);
    const start = await run(["start", "--graph", file, "--port", "0"]);
    assert.equal(start.code, 1);
    assert.match(start.out, /Not serving/);
    const anyway = await startRehearsal(["--graph", file, "--serve-anyway"]);
    assert.match(anyway.err(), /Guard: [1-9]\d* mandatory violations?/);
    assert.equal((await fetch(anyway.ready.apis[0]?.url ?? "")).headers.has("x-gatehouse-trace"), true);
    assert.equal(await anyway.stop(), 0);
  });

  describe("on a broken program", () => {
    let copy: ReturnType<typeof copyOfProject>;
    beforeEach(() => (copy = copyOfProject(root)));
    afterEach(() => copy.remove());

    /** Edits a file of the copy, runs the command, and expects the codes, each problem with its fix. */
    async function refused(
      file: string,
      edits: readonly [string, string][],
      args: string[],
      codes: readonly string[],
    ) {
      const path = join(copy.root, file);
      let text = readFileSync(path, "utf8");
      for (const [from, to] of edits) {
        assert.ok(text.includes(from), from);
        text = text.replaceAll(from, to);
      }
      writeFileSync(path, text);
      const { code, err } = await run(args, { cwd: copy.root });
      assert.equal(code, 2, err);
      assert.deepEqual(
        [...new Set([...err.matchAll(/^error (GH\d+)/gm)].map(([, found]) => found))].sort(),
        codes,
      );
      assert.doesNotMatch(err, /\n\s+at /);
      return err;
    }

    it("reports all mistakes of a stage file at once, with key, value and the nearest key", async () => {
      const edits: [string, string][] = [
        ["storefront:\n", "storefrnt:\n"],
        ["http://localhost:5173/callback", "ftp://x"],
        ["config:\n", "environmnt: []\nconfig:\n"],
      ];
      const err = await refused("Pulumi.dev.yaml", edits, ["plan"], ["GH1102", "GH1104"]);
      assert.match(err, /environmnt is not a known key\n  fix: did you mean environment\?/);
      const text = readFileSync(join(copy.root, "Pulumi.dev.yaml"), "utf8");
      const place = (of: string) => {
        const before = text.slice(0, text.indexOf(of)).split("\n");
        return `Pulumi.dev.yaml:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
      };
      assert.ok(
        err.includes(
          `error GH1102: ${place("storefrnt")}: gatehouse:stage.storefrnt is not a known key\n  fix: did you mean storefront?`,
        ),
        err,
      );
      assert.match(
        err,
        new RegExp(`error GH1104: ${place('"ftp://x"')}: .*callbackUrls\\.0 is "ftp:\\/\\/x"`),
      );
    });

    it("refuses an example of an API that the stage does not have, and names the nearest", async () => {
      const edits: [string, string][] = [["      partner-v1:\n", "      partner-v11:\n"]];
      const err = await refused("Pulumi.dev.yaml", edits, ["start", "--port", "0"], ["GH1006"]);
      assert.match(
        err,
        /error GH1006: Pulumi\.dev\.yaml:\d+:7: .*partner-v11[^]*fix: did you mean partner-v1\?/,
      );
    });

    it("reports all mistakes of a contract at once, with their lines", async () => {
      const edits: [string, string][] = [
        ["{ lambda: users }", "{ lambda: usres }"],
        ["#/components/parameters/Limit", "#/components/parameters/Limt"],
      ];
      const err = await refused(
        "services/storefront/v1/openapi.yaml",
        edits,
        ["start", "--port", "0"],
        ["GH1203", "GH1206", "GH1212"],
      );
      assert.match(
        err,
        /^error GH1206: services\/storefront\/v1\/openapi\.yaml:\d+:\d+: .*names no handler/m,
      );
    });

    it("names the place of a handler that does not compile", async () => {
      const edits: [string, string][] = [["export const handler", "export cnst handler"]];
      const err = await refused("services/storefront/v1/users/handler.ts", edits, ["plan"], ["GH1120"]);
      assert.match(err, /services\/storefront\/v1\/users\/handler\.ts:\d+:\d+/);
    });

    it("names every place of a program that does not parse", async () => {
      const edits: [string, string][] = [["export function", "export ; function"]];
      const err = await refused("infra/platform/storefront.ts", edits, ["plan"], ["GH1010"]);
      assert.match(
        err,
        /^error GH1010: infra\/platform\/storefront\.ts:\d+:8: .*";"\n {2}why: .+\n {2}fix: Mend that line/m,
      );
      assert.ok(!err.includes(copy.root), err);
    });

    it("names the line of an import that leads nowhere", async () => {
      const edits: [string, string][] = [['from "../api"', 'from "../apy"']];
      const err = await refused("infra/platform/storefront.ts", edits, ["plan"], ["GH1010"]);
      assert.match(
        err,
        /^error GH1010: infra\/platform\/storefront\.ts:\d+:\d+: Cannot find module '\.\.\/apy'$/m,
      );
      assert.match(err, /fix: Mend the import/);
      assert.ok(!err.includes("Require stack"), err);
    });

    it("names the line of a package that is not installed", async () => {
      const edits: [string, string][] = [['from "../api"', 'from "no-such-package"']];
      const err = await refused("infra/platform/storefront.ts", edits, ["plan"], ["GH1010"]);
      assert.match(err, /Cannot find module 'no-such-package'\n(.*\n)? {2}fix: Run `npm ci`/);
    });

    it("names the line that throws", async () => {
      const edits: [string, string][] = [
        ["export function", 'throw new Error("no\\nway");\nexport function'],
      ];
      const err = await refused("infra/platform/storefront.ts", edits, ["plan"], ["GH1010"]);
      assert.match(
        err,
        /^error GH1010: infra\/platform\/storefront\.ts:\d+:7: The program failed: no\nway$/m,
      );
      assert.match(err, /fix: Look there/);
    });

    it("names the setting of the guard that is unknown", async () => {
      writeFileSync(
        join(copy.root, "policy/config/dev.json"),
        JSON.stringify({ rules: { "rest-stage-waff": { level: "advisory" } } }),
      );
      const { code, err } = await run(["check"], { project: copy.root });
      assert.equal(code, 2, err);
      assert.match(err, /error GH4001: .*rest-stage-waff/);
      assert.match(err, /rest-stage-waf"?/);
    });
  });

  it("writes no colours into a pipe", async () => {
    const { out } = await run(["check"], { env: { FORCE_COLOR: "" } });
    assert.ok(!out.includes("\u001b["));
  });
});
