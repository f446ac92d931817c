import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { parseDocument, type Document } from "yaml";
import { runEngine } from "../../local/commands/engine";

/** A resource of a stack export, as far as the tests look. */
export interface ExportedResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly parent?: string;
  readonly protect?: boolean;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** One step of `pulumi preview --json`, or of the engine's own record. */
export interface Step {
  readonly op: string;
  readonly urn: string;
  readonly replaceReasons?: readonly string[];
  readonly detailedDiff?: Readonly<Record<string, unknown>> | null;
}

/** An entry of the engine's own record of what it saw and did. */
export interface EngineEvent {
  readonly policyEvent?: {
    readonly policyName: string;
    readonly enforcementLevel: string;
    readonly resourceUrn?: string;
    readonly message: string;
  };
  readonly resourcePreEvent?: { readonly metadata: Step };
}

interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly all: string;
}

const hasPulumi = (process.env.PATH ?? "")
  .split(delimiter)
  .some((folder) => folder !== "" && existsSync(join(folder, "pulumi")));

/** A test that needs the real engine. Without one it is skipped, and its title says why. */
export function engineTest(title: string, run: () => Promise<void>): void {
  if (hasPulumi) it(title, run);
  else it.skip(`${title} (skipped: pulumi is not on the PATH)`);
}

/** One program on the real engine, with a simulated cloud and state of its own. */
export class Simulation {
  readonly home = mkdtempSync(join(tmpdir(), "gatehouse-engine-"));

  /** @param savesState After every step, as Pulumi does, or once at the end: for a large stack that is a sixth of the work. */
  constructor(
    private readonly root: string,
    private readonly stage = "dev",
    private readonly savesState: "after every step" | "at the end" = "after every step",
  ) {}

  dispose(): void {
    rmSync(this.home, { recursive: true, force: true });
  }

  async pulumi(...args: readonly string[]): Promise<Answer> {
    let stdout = "";
    let all = "";
    const code = await runEngine([...args, "--stack", this.stage, "--non-interactive"], {
      root: this.root,
      home: this.home,
      env: {
        ...process.env,
        // `--event-log` is hidden without it.
        PULUMI_DEBUG_COMMANDS: "1",
        ...(this.savesState === "at the end" && { PULUMI_EXPERIMENTAL: "1", PULUMI_SKIP_CHECKPOINTS: "1" }),
      },
      onOutput: (text, stream) => {
        all += text;
        if (stream === "stdout") stdout += text;
      },
    });
    return { code, stdout, all };
  }

  /** Runs a command that must succeed. */
  async ok(...args: readonly string[]): Promise<Answer> {
    const answer = await this.pulumi(...args);
    assert.equal(answer.code, 0, answer.all);
    return answer;
  }

  /** Deploys without asking. */
  up = (...args: readonly string[]): Promise<Answer> => this.ok("up", "--yes", "--skip-preview", ...args);

  /** Runs a command that must succeed, and returns the engine's own record beside what it printed. */
  async recorded(
    ...args: readonly string[]
  ): Promise<{ readonly all: string; readonly events: readonly EngineEvent[] }> {
    const log = join(this.home, "events.json");
    const { all } = await this.ok(...args, "--event-log", log);
    const lines = readFileSync(log, "utf8").split("\n").filter(Boolean);
    rmSync(log);
    return { all, events: lines.map((line) => JSON.parse(line) as EngineEvent) };
  }

  /** What a preview would do, without the resources that stay the same. */
  async changes(...args: readonly string[]): Promise<readonly Step[]> {
    const { stdout } = await this.ok("preview", "--json", ...args);
    const { steps } = JSON.parse(stdout) as { steps: readonly Step[] };
    return steps.filter(({ op }) => op !== "same");
  }

  /**
   * Arguments that run a command with an edited copy of the stack file. `--config` would not do: it replaces a
   * structured value as a whole. The command must have run before, with the file as it is.
   */
  withConfig(edit: (config: Document) => void): readonly string[] {
    const config = parseDocument(readFileSync(join(this.home, `Pulumi.${this.stage}.yaml`), "utf8"));
    edit(config);
    const file = join(this.home, "edited.yaml");
    writeFileSync(file, config.toString());
    return ["--config-file", file];
  }

  /** The resources in the state, as `pulumi stack export` gives them: secrets encrypted. */
  async resources(): Promise<readonly ExportedResource[]> {
    const file = join(this.home, "export.json");
    await this.ok("stack", "export", "--file", file);
    const { deployment } = JSON.parse(readFileSync(file, "utf8")) as {
      deployment: { resources?: readonly ExportedResource[] };
    };
    return deployment.resources ?? [];
  }
}

/** `update aws:kms/key:Key data tags.Name`: a step in a line, with its changed paths. */
export function summary({ op, urn, detailedDiff }: Step): string {
  const [, , types = "", name = ""] = urn.split("::");
  return [op, types.split("$").pop(), name, ...Object.keys(detailedDiff ?? {}).sort()].join(" ");
}
