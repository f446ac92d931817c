import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { partOf, PARTS, rulesOf, SORTED_OUT } from "../../../policy/packs/parts";
import { rules } from "../../../policy/rules/index";
import { installGuard } from "./installed";

const ROOT = join(__dirname, "../../..");

describe("the guard as a package", function () {
  this.timeout(120_000);
  let folder: string;
  let installed: string;

  /** A project that is not Gatehouse, with the packed guard and its dependencies in node_modules. */
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "gatehouse-package-"));
    installed = installGuard(folder, true, ["@pulumi", "zod", "typescript"]);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const run = (script: string): string => {
    const file = join(folder, "shop/index.js");
    writeFileSync(file, script);
    return execFileSync(process.execPath, [file], { cwd: dirname(file), encoding: "utf8" });
  };

  it("judges a program that is not Gatehouse, without a compiler or a provider SDK", () => {
    const out = run(`
      const { runGuard, formatReport } = require("gatehouse-policy/guard");
      const urn = (type, name) => \`urn:pulumi:prod::shop::\${type}::\${name}\`;
      const key = urn("aws:kms/key:Key", "orders");
      const resources = [{ urn: key, type: "aws:kms/key:Key", custom: true, inputs: { deletionWindowInDays: 3 } }];
      const verdict = runGuard({ resources, project: "shop", stack: "prod" });
      const loaded = Object.keys(require.cache).filter((file) => /@pulumi.aws|[\\\\/]typescript[\\\\/]|\\.ts$/.test(file));
      process.stdout.write(JSON.stringify({ verdict, loaded, sarif: JSON.parse(formatReport({ verdict }, "sarif")).version }));
    `);
    const { verdict, loaded, sarif } = JSON.parse(out) as {
      verdict: { findings: { rule: string }[]; rules: unknown[] };
      loaded: unknown[];
      sarif: string;
    };
    assert.ok(verdict.findings.some(({ rule }) => rule === "kms-deletion-window"));
    assert.equal(verdict.rules.length, rules.length);
    assert.deepEqual(loaded, []);
    assert.equal(sarif, "2.1.0");
  });

  it("brings nothing that this project has decided for its own stages", () => {
    const files = readdirSync(installed, { recursive: true, encoding: "utf8" });
    assert.deepEqual(
      files.filter((file) => /(^|[\\/])(dev|test|prod|exemptions)\.json$/.test(file)),
      [],
    );
    const out = run(`
      const { runGuard } = require("gatehouse-policy/guard");
      const type = "aws:lambda/function:Function";
      const resources = [{ urn: \`urn:pulumi:prod::shop::\${type}::live-prices\`, type, inputs: {} }];
      const { findings } = runGuard({ resources, project: "shop", stack: "prod" });
      process.stdout.write(findings.map(({ rule }) => rule).join(" "));
    `);
    assert.match(out, /\blambda-in-vpc\b/);
    assert.doesNotMatch(out, /exemption/);
  });

  it("has types, by which the page's example is checked in a strict project", () => {
    const shop = join(installed, "../..");
    const page = readFileSync(join(ROOT, "docs/write-a-rule.md"), "utf8");
    const examples = [...page.matchAll(/```ts\n(.*?)```/gs)].map(([, example = ""]) => example);
    const [rule = ""] = examples;
    const check = (text: string): string => {
      writeFileSync(join(shop, "rule.ts"), text);
      const flags = "--noEmit --strict --skipLibCheck --module nodenext --target es2022";
      const { stdout } = spawnSync(
        process.execPath,
        ["node_modules/typescript/bin/tsc", ...flags.split(" "), "rule.ts"],
        { cwd: shop, encoding: "utf8" },
      );
      return stdout;
    };
    const entries = ["evidence", "guard", "pack", "parts", "rules"];
    const all = entries.map((entry) => `export * as ${entry} from "gatehouse-policy/${entry}";\n`).join("");
    assert.equal(check(`${rule}${all}`), "");
    assert.match(check(rule.replace("options.minimumSeconds", "options.minimum")), /rule\.ts.*'minimum'/);
  });

  it("gives what a rule of one's own is written with: the page's example works as it stands", () => {
    const page = readFileSync(join(ROOT, "docs/write-a-rule.md"), "utf8");
    const example = /```ts\n(.*?)```/s.exec(page)?.[1] ?? "";
    const commonJs = example
      .replace(/import (\{.*\}) from ("gatehouse-policy\/rule");/, "const $1 = require($2);")
      .replace("export default", "const rule =");
    const out = run(`${commonJs}
      const { evaluate, fixtureStack, FIXTURE_DAY } = require("gatehouse-policy/rule");
      const verdict = (fixture) =>
        evaluate(rule, fixtureStack(fixture), rule.options.parse({}), FIXTURE_DAY).map((outcome) => outcome.verdict).join();
      const mistakes = Object.values(rule.violations).map(({ change }) => verdict(change(rule.compliant)));
      process.stdout.write([verdict(rule.compliant), ...mistakes].join(" "));
    `);
    assert.equal(out, "pass violation violation");
  });

  /** Starts a pack and gives the first line that it prints. */
  async function firstLine(root: string): Promise<string> {
    const child = spawn(process.execPath, ["-e", `require(${JSON.stringify(root)})`], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    try {
      return await new Promise((done) => child.stdout.once("data", (data: Buffer) => done(String(data))));
    } finally {
      child.kill();
    }
  }

  it("starts as a whole and in parts, as the engine does", async () => {
    const roots = ["", ...PARTS.map((part) => `packs/${part}`)].map((pack) => join(installed, pack));
    for (const root of roots) {
      const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
      assert.match(manifest.version, /^\d/);
      assert.match(readFileSync(join(root, "PulumiPolicy.yaml"), "utf8"), /typescript: false/);
    }
    // The engine waits for the port of the pack's server.
    for (const line of await Promise.all(roots.map(firstLine))) assert.match(line, /^\d+\n/);
  });

  it("starts without what the engine has no use for, and still knows assets", () => {
    // Pulumi's SDK for programs brings an automation API and a package manager, which take longer to load than the guard.
    const out = run(`
      process.chdir(${JSON.stringify(ROOT)});
      const print = process.stdout.write.bind(process.stdout);
      process.stdout.write = () => true;
      require("gatehouse-policy");
      const loaded = Object.keys(require.cache).filter((file) => /automation|arborist/.test(file));
      const { deserializeProperties } = require("@pulumi/policy/deserialize");
      const { FileAsset } = require("@pulumi/pulumi/asset");
      const code = { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", path: "index.js" };
      const unpacked = deserializeProperties({ toJavaScript: () => ({ code }) }, false);
      print(JSON.stringify({ loaded, isAsset: unpacked.code instanceof FileAsset }));
      process.exit(0);
    `);
    assert.deepEqual(JSON.parse(out), { loaded: [], isAsset: true });
  });

  it("has everything that it exports and imports, and nothing from outside", () => {
    const manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as {
      exports: Record<string, string | Record<string, string>>;
      dependencies: Record<string, string>;
      peerDependencies: Record<string, string>;
    };
    for (const target of Object.values(manifest.exports)) {
      for (const file of typeof target === "string" ? [target] : Object.values(target))
        assert.ok(file.includes("*") || existsSync(join(installed, file)), file);
    }
    const may = new Set([...Object.keys(manifest.dependencies), ...Object.keys(manifest.peerDependencies)]);
    const files = readdirSync(installed, { recursive: true, encoding: "utf8" });
    for (const file of ["README.md", "CHANGELOG.md", "LICENSE", "config/stage.schema.json"])
      assert.ok(files.includes(file));
    assert.deepEqual(
      files.filter((file) => /(?<!\.d)\.ts$/.test(file)),
      [],
    );
    for (const file of files.filter((name) => name.endsWith(".js") && name !== "load.js")) {
      const text = readFileSync(join(installed, file), "utf8");
      for (const [, name = ""] of text.matchAll(/require\("([^"]+)"\)/g)) {
        if (name.startsWith(".")) {
          const inside = relative(installed, resolve(installed, dirname(file), name));
          assert.ok(!inside.startsWith(".."), `${file}: ${name}`);
        } else assert.ok(name.startsWith("node:") || may.has(name), `${file}: ${name}`);
      }
    }
  });
});

describe("the parts of the guard", () => {
  it("hold each rule exactly once, and each has some", () => {
    const all = PARTS.flatMap((part) => rulesOf(part).map(({ id }) => id));
    assert.deepEqual([...all].sort(), rules.map(({ id }) => id).sort());
    for (const part of PARTS) assert.ok(rulesOf(part).length >= 10, part);
  });

  it("are sorted by names that there are, each once", () => {
    assert.equal(new Set(SORTED_OUT).size, SORTED_OUT.length);
    for (const id of SORTED_OUT)
      assert.ok(
        rules.some((rule) => rule.id === id),
        id,
      );
  });

  it("keep every critical rule in security", () => {
    for (const rule of rules.filter(({ severity }) => severity === "critical"))
      assert.equal(partOf(rule), "security", rule.id);
  });
});
