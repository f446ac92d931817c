import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { coldStart } from "./coldStart";
import { dependencyChain } from "./dependencyChain";
import { evaluation } from "./evaluation";
import { functions } from "./functions";
import { guard } from "./guard";
import { machine } from "./machine";
import { memory } from "./memory";
import { preview } from "./preview";
import { replaceSections, type Section } from "./readme";
import { saveLoop } from "./saveLoop";
import { throughput } from "./throughput";

/** Part → title of its section and what measures it; in the order of the page. */
const PARTS: Readonly<Record<string, readonly [title: string, run: (root: string) => Promise<string>]>> = {
  coldStart: ["Cold start", coldStart],
  throughput: ["Requests per second", throughput],
  memory: ["Memory", memory],
  saveLoop: ["Save loop", saveLoop],
  evaluation: ["Evaluation", evaluation],
  functions: ["Functions", functions],
  chain: ["Dependency chain", dependencyChain],
  guard: ["Guard", guard],
  preview: ["Preview with the guard", preview],
};

/**
 * `npm run bench [-- --only guard,functions]`: runs the parts and puts their sections into bench/README.md; sections of
 * the parts that did not run, or failed, stay. Exit code 1 when a part could not be measured, never for a slow one.
 */
async function main(): Promise<void> {
  const root = resolve(__dirname, "..");
  const file = join(__dirname, "README.md");
  for (const name of chosen(process.argv.slice(2))) {
    const [title, run] = PARTS[name] ?? [name, () => Promise.resolve("")];
    const started = performance.now();
    process.stderr.write(`${name} …`);
    try {
      const section: Section = { title, text: `${await run(root)}\n\n${machine()}` };
      // Written at once: a part that fails later, or a stopped run, loses nothing.
      writeFileSync(file, replaceSections(read(file), [section], titles));
      process.stderr.write(` ${Math.round((performance.now() - started) / 1000)} s\n`);
      process.stdout.write(`## ${section.title}\n\n${section.text}\n\n`);
    } catch (error) {
      process.exitCode = 1;
      process.stderr.write(` failed: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
}

const titles = Object.values(PARTS).map(([title]) => title);

function chosen(args: readonly string[]): readonly string[] {
  const at = args.indexOf("--only");
  if (at < 0) return Object.keys(PARTS);
  const names = (args[at + 1] ?? "").split(",").filter((name) => name !== "");
  const unknown = names.filter((name) => !Object.hasOwn(PARTS, name));
  if (names.length > 0 && unknown.length === 0) return names;
  process.stderr.write(
    `--only takes parts, separated by commas: ${Object.keys(PARTS).join(", ")}${unknown.length > 0 ? `; not ${unknown.join(", ")}` : ""}.\n`,
  );
  process.exit(2);
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

void main();
