import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Contract } from "./contract";
import { ContractError } from "./contractError";
import type { ContractFolder } from "./contractFolder";
import { parseContract } from "./parseContract";

/**
 * Reads a contract and checks it against API Gateway's rules and against the files beside it.
 *
 * @param file - path of an `openapi.yaml`; handlers and templates are looked for in its folder
 * @throws ContractError naming every problem with its place in the file
 */
export function readContract(file: string): Contract {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const what = `the contract cannot be read: ${error instanceof Error ? error.message : String(error)}`;
    const fix = "correct the path, or write the file";
    throw new ContractError(file, [{ code: "GH1201", file, line: 1, column: 1, place: "", what, fix }]);
  }
  const folder = dirname(file);
  const parsed = parseContract(file, text, contractFolder(folder));
  const functions = parsed.functions.map((name) => ({ name, handlerFile: join(folder, name, "handler.ts") }));
  return { ...parsed, functions };
}

function contractFolder(folder: string): ContractFolder {
  const functions = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, "handler.ts")))
    .map((entry) => entry.name);
  return {
    functions,
    template: (name) => {
      const file = join(folder, name);
      return existsSync(file) ? readFileSync(file, "utf8") : undefined;
    },
  };
}
