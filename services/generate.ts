/**
 * Writes the types and models of every contract beside it, in `generated/`:
 *
 *     node -r ts-node/register services/generate.ts
 *
 * - `api.d.ts`: paths, operations and schemas as types (openapi-typescript)
 * - `models.ts`: the schemas as data, for checking bodies that the gateway did not
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import openapiTypescript, { astToString } from "openapi-typescript";
import { parse } from "yaml";

/** File name → content. */
export type GeneratedFiles = Readonly<Record<string, string>>;

/** What is generated from one contract. Deterministic. */
export async function generate(contractFile: string): Promise<GeneratedFiles> {
  const text = readFileSync(contractFile, "utf8");
  const head = "// Generated from ../openapi.yaml by services/generate.ts; changes here are overwritten.\n";
  // Through plain data: the library would resolve a path against the working directory's Redocly configuration.
  const document = parse(text) as { components?: { schemas?: unknown } };
  const types = astToString(await openapiTypescript(JSON.stringify(document), { alphabetize: false }));
  const models = JSON.stringify(document.components?.schemas ?? {}, withoutProse, 2);
  return { "api.d.ts": head + types, "models.ts": `${head}export const models = ${models} as const;\n` };
}

/** Descriptions would only make the bundle larger. A property of that name is an object and stays. */
function withoutProse(key: string, value: unknown): unknown {
  return (key === "description" && typeof value === "string") || key === "example" ? undefined : value;
}

/** The contracts below a folder: `<api>/<version>/openapi.yaml`, sorted. */
export function contractFiles(services: string): string[] {
  return readdirSync(services, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name === "openapi.yaml")
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function main(): Promise<void> {
  for (const file of contractFiles(__dirname)) {
    const folder = resolve(file, "..", "generated");
    mkdirSync(folder, { recursive: true });
    for (const [name, content] of Object.entries(await generate(file)))
      writeFileSync(join(folder, name), content);
    process.stdout.write(`${relative(process.cwd(), folder)}\n`);
  }
}

if (require.main === module) {
  main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
