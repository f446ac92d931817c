import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join, resolve } from "node:path";
import { coldStart } from "./coldStart";
import { memory } from "./memory";
import { saveLoop } from "./saveLoop";
import { throughput } from "./throughput";

/** Runs every benchmark and writes bench/README.md. Figures of one run are comparable; two runs are not. */
async function main(): Promise<void> {
  const root = resolve(__dirname, "..");
  const sections = [
    "# Benchmarks\n",
    `Written by \`npm run bench\` on Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "CPU"}, ` +
      `${Math.round(totalmem() / 2 ** 30)} GiB. Ratios were measured side by side in one run; absolute figures depend on ` +
      "the machine and on what else it does.\n",
  ];
  for (const run of [coldStart, throughput, memory, saveLoop]) {
    process.stderr.write(`${run.name} …\n`);
    sections.push(await run(root));
  }
  mkdirSync(__dirname, { recursive: true });
  writeFileSync(join(__dirname, "README.md"), `${sections.join("\n")}`);
  process.stdout.write(sections.join("\n"));
}

void main();
