import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root, run } from "./run";

const KEY = (name: string, days: number) =>
  `new aws.kms.Key("${name}", { description: "Orders", enableKeyRotation: true, deletionWindowInDays: ${days} });\n`;
const PROGRAM = (...keys: string[]) => `import * as aws from "@pulumi/aws";\n${keys.join("")}`;

describe("npm run preview", function () {
  this.timeout(120_000);
  let folder: string;
  let project: string;
  let temporary: string;
  const env = () => ({ TMPDIR: temporary, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" });
  const git = (...args: string[]): string =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", ...args], {
      cwd: project,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  const write = (file: string, text: string) => writeFileSync(join(project, file), text);
  const preview = (...args: string[]) => run(["preview", ...args], { cwd: project, env: env() });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "gatehouse-preview-"));
    project = join(folder, "shop");
    temporary = join(folder, "tmp");
    mkdirSync(join(project, "infra"), { recursive: true });
    mkdirSync(temporary);
    write("Pulumi.yaml", "name: shop\nruntime: nodejs\nmain: infra/\n");
    write("Pulumi.dev.yaml", "config:\n  aws:region: eu-west-1\n");
    write("package.json", "{}");
    write(".gitignore", "node_modules\n");
    write("infra/index.ts", PROGRAM(KEY("orders", 30), KEY("old", 3)));
    symlinkSync(join(root, "node_modules"), join(project, "node_modules"), "junction");
    git("init", "--quiet", "--initial-branch", "main");
    git("add", ".");
    git("commit", "--quiet", "--message", "base");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Nothing is left of the base, on disk or in git's books; the packages that it shared are still there. */
  function leavesNothing() {
    assert.deepEqual(
      readdirSync(temporary).filter((name) => name.startsWith("gatehouse-base-")),
      [],
    );
    assert.equal(git("worktree", "list").trim().split("\n").length, 1);
    assert.ok(readFileSync(join(root, "node_modules/@pulumi/aws/package.json")).length > 0);
  }

  it("shows the plan, what is new and what is fixed, and refuses a new mandatory violation", async () => {
    write("infra/index.ts", PROGRAM(KEY("orders", 3)));
    const { code, out, err } = await preview("--base", "main");
    assert.equal(code, 1, err);
    assert.match(out, /NEW\n[^]*kms-deletion-window[^]*::orders\n[^]*infra\/index\.ts:2:1/);
    assert.match(out, /FIXED\n {2}kms-deletion-window-[0-9a-f]{10}: old/);
    assert.match(out, /~ update {2}aws:kms:Key {2}orders\n +deletionWindowInDays: 30 → 3/);
    assert.match(out, /- delete {2}aws:kms:Key {2}old/);
    assert.match(out, /Verdict: refused/);
    leavesNothing();
  });

  it("passes when all that is wrong was wrong before, and writes an empty comment", async () => {
    const text = await preview("--base", "main");
    assert.equal(text.code, 0, text.err);
    assert.match(text.out, /Nothing changed\./);
    const markdown = await preview("--base", "HEAD", "--format", "markdown", "--out", "comment.md");
    assert.equal(markdown.code, 0, markdown.err);
    assert.equal(markdown.out, "");
    assert.equal(readFileSync(join(project, "comment.md"), "utf8"), "");
    leavesNothing();
  });

  it("counts everything as new in a stage that the base does not have", async () => {
    write("Pulumi.test.yaml", "config:\n  aws:region: eu-west-1\n");
    const { code, out } = await preview("--base", "main", "--stage", "test");
    assert.equal(code, 1);
    assert.match(out, /2 to create/);
    assert.doesNotMatch(out, /KNOWN/);
    leavesNothing();
  });

  it("refuses a base that is no commit, with the name that may be meant", async () => {
    const { code, out, err } = await preview("--base", "mian");
    assert.equal(code, 2);
    assert.equal(out, "");
    assert.match(err, /error GH1031: "mian" is no commit[^]*Did you mean "main"\?/);
    const option = await preview("--base=--output=x");
    assert.match(option.err, /error GH1031/);
    leavesNothing();
  });

  it("refuses a folder without a repository, and a stage that is not there", async () => {
    const stage = await preview("--base", "main", "--stage", "dve");
    assert.match(stage.err, /error GH1003[^]*Did you mean "dev"\?/);
    rmSync(join(project, ".git"), { recursive: true });
    const { code, err } = await preview("--base", "main");
    assert.equal(code, 2);
    assert.match(err, /error GH1030: .* is not in a git repository/);
  });

  it("says that it is the base that does not evaluate, and cleans up", async () => {
    write("infra/index.ts", `throw new Error("broken on main");\n`);
    git("commit", "--quiet", "--all", "--message", "broken");
    write("infra/index.ts", PROGRAM(KEY("orders", 30)));
    const { code, err } = await preview("--base", "main");
    assert.equal(code, 2);
    assert.match(err, /In the base main: infra\/index\.ts:1:7: The program failed: broken on main/);
    leavesNothing();
  });

  for (const signal of ["SIGINT", "SIGTERM"] as const)
    it(`leaves nothing behind when it is stopped by ${signal}`, async () => {
      const waits = `module.exports = () => new Promise((done) => setTimeout(done, 60_000));\nprocess.stderr.write("evaluating\\n");\n`;
      write("infra/index.ts", waits);
      git("commit", "--quiet", "--all", "--message", "waits");
      const child = spawn(process.execPath, [join(root, "bin/gatehouse.js"), "preview", "--base", "main"], {
        cwd: project,
        env: { ...process.env, ...env() },
        stdio: ["ignore", "ignore", "pipe"],
      });
      const ended = new Promise<number | null>((done) => child.once("close", done));
      await new Promise<void>((ready) =>
        child.stderr.on("data", (data) => String(data).includes("evaluating") && ready()),
      );
      assert.equal(git("worktree", "list").trim().split("\n").length, 2);
      child.kill(signal);
      assert.equal(await ended, signal === "SIGINT" ? 130 : 143);
      leavesNothing();
    });
});
