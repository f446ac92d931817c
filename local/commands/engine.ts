/**
 * `npm run engine -- <pulumi arguments>`: the real Pulumi engine, from the PATH, against the simulated cloud. State and
 * secrets stay in `.gatehouse/engine/`; no AWS credential is passed on, and nothing connects outside.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parse, parseDocument } from "yaml";
import { createCloud } from "../cloud";
import { startProviders } from "../cloud/provider";
import { Problem } from "../graph/problem";

export interface EngineOptions {
  /** Folder that holds Pulumi.yaml. @default - the working directory */
  readonly root?: string;
  /** Where state is kept. @default - `.gatehouse/engine` in the root */
  readonly home?: string;
  /** @default - the environment of this process */
  readonly env?: NodeJS.ProcessEnv;
  /** Receives what pulumi prints, on both streams. @default - pulumi writes to this process's own streams */
  readonly onOutput?: Output;
}

type Output = (text: string, stream: "stdout" | "stderr") => void;

/** Commands that read a stack's configuration, and so take `--config-file`. */
const CONFIGURED = [
  "preview",
  "pre",
  "up",
  "update",
  "destroy",
  "dn",
  "down",
  "refresh",
  "watch",
  "import",
  "logs",
];
/** Commands that need a stack to exist, besides those. */
const STACK_COMMANDS = ["stack", "state", "cancel"];
/** What works on no stack, or makes one itself. */
const STACKLESS = ["init", "ls", "select", "new", "unselect"];

const DEFAULT_STAGE = "dev";
/** Protects nothing: the simulated stack holds no real secret. Anyone may set their own. */
const DEFAULT_PASSPHRASE = "gatehouse";

/** Runs pulumi with these arguments and returns its exit code; throws a {@link Problem} when it cannot be run. */
export async function runEngine(args: readonly string[], options: EngineOptions = {}): Promise<number> {
  const root = resolve(options.root ?? process.cwd());
  const home = resolve(options.home ?? join(root, ".gatehouse", "engine"));
  const env = options.env ?? process.env;
  requirePulumi(env);
  const project = readProject(root);
  mkdirSync(home, { recursive: true });

  const stage = optionValue(args, ["--stack", "-s"]) ?? env.PULUMI_STACK ?? DEFAULT_STAGE;
  const cloud = createCloud();
  const providers = await startProviders(cloud);
  try {
    const engineEnv = environment(env, home, stage, providers.debugProviders);
    const run = (command: readonly string[], cwd: string, output = options.onOutput): Promise<number> =>
      execute(command, cwd, engineEnv, output);
    if (!needsStack(args)) return await run(args, root);
    const config = await prepareStack({ root, home, project, stage }, run);
    const code = await run([...args, ...configFile(args, config), ...keepStackFile(args)], root);
    report(cloud.unmodelled(), options.onOutput);
    return code;
  } finally {
    providers.close();
  }
}

function requirePulumi(env: NodeJS.ProcessEnv): void {
  const names = process.platform === "win32" ? ["pulumi.exe", "pulumi.cmd"] : ["pulumi"];
  const folders = (env.PATH ?? env.Path ?? "").split(delimiter).filter((folder) => folder !== "");
  if (folders.some((folder) => names.some((name) => existsSync(join(folder, name))))) return;
  throw new Problem(
    "GH3020",
    "The Pulumi CLI is not on the PATH.",
    "Install it (https://www.pulumi.com/docs/install/) or, to do without it, run `npm run plan` and `npm run check`.",
    "This command runs the real Pulumi engine; only the AWS behind it is simulated.",
  );
}

function readProject(root: string): { readonly name: string } {
  const file = join(root, "Pulumi.yaml");
  const project: unknown = existsSync(file) ? parse(readFileSync(file, "utf8")) : undefined;
  const name = (project as { name?: unknown } | undefined)?.name;
  if (typeof name === "string") return { name };
  throw new Problem(
    "GH3021",
    `${file} is missing or has no name.`,
    "Run the command in the project's folder.",
  );
}

/** The value of an option, written as `--stack dev`, `--stack=dev` or `-s dev`. */
function optionValue(args: readonly string[], names: readonly string[]): string | undefined {
  for (const [at, arg] of args.entries()) {
    if (names.includes(arg)) return args[at + 1];
    const inline = names.find((name) => arg.startsWith(`${name}=`));
    if (inline) return arg.slice(inline.length + 1);
  }
  return undefined;
}

/** The words of the command, without options: `stack export`. */
const words = (args: readonly string[]): string[] => args.filter((arg) => !arg.startsWith("-"));

function needsStack(args: readonly string[]): boolean {
  if (args.includes("--help") || args.includes("-h")) return false;
  const [command = "", sub = ""] = words(args);
  if (CONFIGURED.includes(command)) return true;
  return STACK_COMMANDS.includes(command) && !STACKLESS.includes(sub);
}

function configFile(args: readonly string[], config: string): string[] {
  const [command = ""] = words(args);
  const given = optionValue(args, ["--config-file"]) !== undefined;
  return CONFIGURED.includes(command) && !given ? ["--config-file", config] : [];
}

/** `pulumi stack rm` would delete the project's stack file along with the simulated stack. */
function keepStackFile(args: readonly string[]): string[] {
  const [command, sub] = words(args);
  return command === "stack" && sub === "rm" && !args.includes("--preserve-config")
    ? ["--preserve-config"]
    : [];
}

/** What pulumi finds around it: its own home, the simulated providers, and nothing of AWS. */
function environment(
  env: NodeJS.ProcessEnv,
  home: string,
  stage: string,
  debugProviders: string,
): NodeJS.ProcessEnv {
  const withoutAws = Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("AWS_")));
  return {
    ...withoutAws,
    PULUMI_BACKEND_URL: pathToFileURL(home).href,
    PULUMI_CONFIG_PASSPHRASE: env.PULUMI_CONFIG_PASSPHRASE ?? DEFAULT_PASSPHRASE,
    PULUMI_DEBUG_PROVIDERS: debugProviders,
    PULUMI_HOME: join(home, "home"),
    PULUMI_SKIP_UPDATE_CHECK: "1",
    PULUMI_STACK: stage,
  };
}

interface StackPlace {
  readonly root: string;
  readonly home: string;
  readonly project: { readonly name: string };
  readonly stage: string;
}

/**
 * Makes the stack when it is not there, and writes the configuration that the engine reads: a copy of the project's
 * stack file with the salt of the simulated stack, so that pulumi has no cause to write into the project.
 */
async function prepareStack(
  { root, home, project, stage }: StackPlace,
  run: (command: readonly string[], cwd: string, output: Output) => Promise<number>,
): Promise<string> {
  const source = join(root, `Pulumi.${stage}.yaml`);
  if (!existsSync(source)) {
    throw new Problem(
      "GH3022",
      `There is no Pulumi.${stage}.yaml, so there is no stage "${stage}".`,
      "Name a stage that has a file, with --stack.",
    );
  }
  const folder = join(home, "stacks");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "Pulumi.yaml"), `name: ${project.name}\nruntime: nodejs\n`);
  const salted = join(folder, `Pulumi.${stage}.yaml`);
  const state = join(home, ".pulumi", "stacks", project.name, `${stage}.json`);
  if (!existsSync(state)) {
    let output = "";
    const code = await run(["stack", "init", stage, "--non-interactive"], folder, (text) => (output += text));
    if (code !== 0)
      throw new Problem("GH3023", `pulumi could not make the stack "${stage}".`, `It said: ${output.trim()}`);
  }
  const made: unknown = existsSync(salted) ? parse(readFileSync(salted, "utf8")) : undefined;
  const salt = (made as { encryptionsalt?: string } | undefined)?.encryptionsalt;
  const config = parseDocument(readFileSync(source, "utf8"));
  // A key of AWS KMS, if the real stack uses one, is out of reach here.
  for (const key of ["secretsprovider", "encryptedkey"]) config.delete(key);
  if (salt !== undefined) config.set("encryptionsalt", salt);
  const file = join(home, `Pulumi.${stage}.yaml`);
  writeFileSync(file, config.toString());
  return file;
}

function execute(
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
  onOutput?: Output,
): Promise<number> {
  return new Promise((done, fail) => {
    const child = spawn("pulumi", args, {
      cwd,
      env,
      stdio: onOutput ? ["ignore", "pipe", "pipe"] : "inherit",
      shell: process.platform === "win32",
    });
    // The terminal sends an interrupt to pulumi as well, which ends its update in good order; wait for that.
    const stay = (): void => undefined;
    process.on("SIGINT", stay);
    child.stdout?.setEncoding("utf8").on("data", (text: string) => onOutput?.(text, "stdout"));
    child.stderr?.setEncoding("utf8").on("data", (text: string) => onOutput?.(text, "stderr"));
    child.on("error", fail);
    child.on("close", (code, signal) => {
      process.off("SIGINT", stay);
      done(code ?? (signal === "SIGINT" ? 130 : 1));
    });
  });
}

/** Names the types that were answered in general terms only. */
function report(types: readonly string[], onOutput: Output | undefined): void {
  if (types.length === 0) return;
  const text = `The simulated cloud has only general answers for: ${types.join(", ")}\n`;
  if (onOutput) onOutput(text, "stderr");
  else process.stderr.write(text);
}
