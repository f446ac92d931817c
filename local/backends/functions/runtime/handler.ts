import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { RuntimeError } from "./failures";

export type Handler = (
  event: unknown,
  context: unknown,
  callback: (error: unknown, result?: unknown) => void,
) => unknown;

/** `module.export`, where the export may be a path of properties. Source: UserFunction.js of the Node runtime. */
const HANDLER = /^([^.]*)\.(.+)$/;

/** Loads the declared handler; what goes wrong has the error types of Lambda's init phase. */
export async function loadHandler(taskRoot: string, declared: string): Promise<Handler> {
  const folder = declared.slice(0, declared.lastIndexOf("/") + 1);
  const [, moduleName, exportPath] = HANDLER.exec(declared.slice(folder.length)) ?? [];
  if (moduleName === undefined || exportPath === undefined || declared.includes(".."))
    throw new RuntimeError("Runtime.MalformedHandlerName", "Bad handler");
  const exported = await loadModule(taskRoot, folder + moduleName);
  const handler = exportPath.split(".").reduce<unknown>(property, exported);
  if (handler === undefined)
    throw new RuntimeError("Runtime.HandlerNotFound", `${declared} is undefined or not exported`);
  if (typeof handler !== "function")
    throw new RuntimeError("Runtime.HandlerNotFound", `${declared} is not a function`);
  return handler as Handler;
}

const property = (value: unknown, name: string): unknown =>
  value === null || value === undefined ? undefined : (value as Record<string, unknown>)[name];

async function loadModule(taskRoot: string, name: string): Promise<unknown> {
  const file = ["", ".js", ".mjs", ".cjs"].map((suffix) => join(taskRoot, name + suffix)).find(isFile);
  if (file === undefined)
    throw new RuntimeError("Runtime.ImportModuleError", `Error: Cannot find module '${name}'`);
  try {
    return file.endsWith(".mjs") ? await import(pathToFileURL(file).href) : await requireOrImport(file);
  } catch (error) {
    throw loadFailure(error);
  }
}

const isFile = (path: string): boolean => existsSync(path) && !path.endsWith("/");

async function requireOrImport(file: string): Promise<unknown> {
  try {
    return createRequire(file)(file) as unknown;
  } catch (error) {
    const code = (error as { code?: unknown } | null)?.code;
    // A module package (`"type": "module"`) with a top-level await can only be imported.
    if (code !== "ERR_REQUIRE_ASYNC_MODULE" && code !== "ERR_REQUIRE_ESM") throw error;
    return import(pathToFileURL(file).href);
  }
}

function loadFailure(error: unknown): unknown {
  if (error instanceof SyntaxError)
    return withStack(new RuntimeError("Runtime.UserCodeSyntaxError", `SyntaxError: ${error.message}`), error);
  const code = (error as { code?: unknown } | null)?.code;
  if (error instanceof Error && (code === "MODULE_NOT_FOUND" || code === "ERR_MODULE_NOT_FOUND"))
    return withStack(new RuntimeError("Runtime.ImportModuleError", `Error: ${error.message}`), error);
  return error;
}

function withStack(named: RuntimeError, cause: Error): RuntimeError {
  named.stack = `${named.name}: ${cause.stack ?? cause.message}`;
  return named;
}
