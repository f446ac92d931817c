import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { transformSync } from "@swc/core";

const SOURCES = join(__dirname, "runtime");

/**
 * Writes the worker's program into a folder as plain JavaScript, so that a worker starts without a TypeScript
 * loader (which would cost each of them some 300 ms). Returns the file to start.
 */
export function writeRuntime(folder: string): string {
  for (const name of readdirSync(SOURCES).filter((file) => file.endsWith(".ts"))) {
    const { code } = transformSync(readFileSync(join(SOURCES, name), "utf8"), {
      filename: name,
      configFile: false,
      swcrc: false,
      sourceMaps: false,
      jsc: { parser: { syntax: "typescript" }, target: "es2022" },
      // `import()` stays: it loads the handlers that are ECMAScript modules.
      module: { type: "commonjs", ignoreDynamic: true },
    });
    writeFileSync(join(folder, name.replace(/\.ts$/, ".js")), code);
  }
  return join(folder, "main.js");
}
