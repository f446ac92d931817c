import { readdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { type BundleSource, projectRoot } from "./bundle";

/** What a function's entry file is called. */
const entryName = "handler.ts";

/**
 * Name of the bundle of a function, from the folder of its entry file: `services/storefront/v1/users/handler.ts` gives
 * `storefront-v1-users`.
 *
 * @param handlerFile absolute, or relative to the project's folder
 */
export function bundleName(handlerFile: string, root = projectRoot): string {
  const folder = relative(join(root, "services"), dirname(resolve(root, handlerFile)));
  return folder.split(/[\\/]/).join("-");
}

/** Every function under `services/`: each folder that holds a `handler.ts`. */
export function bundleSources(root = projectRoot): BundleSource[] {
  return handlers(join(root, "services"))
    .map((file) => ({ name: bundleName(file, root), entryFile: relative(root, file).split("\\").join("/") }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

function handlers(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return handlers(path);
    return entry.name === entryName ? [path] : [];
  });
}
