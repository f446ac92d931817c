import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { buildPackage } from "../../../policy/build";

const ROOT = join(__dirname, "../../..");

/**
 * Packs the guard and installs it into a project that is not Gatehouse, as npm would. `folder` is empty, or there is
 * none yet. Returns the folder of the installed package.
 * @param types whether with type declarations, which take a type check
 * @param beside packages that the project has as well
 */
export function installGuard(folder: string, types: boolean, beside: readonly string[]): string {
  const built = join(folder, "built");
  buildPackage(built, { types });
  const packed = execFileSync("npm", ["pack", "--silent", "--pack-destination", folder], {
    cwd: built,
    encoding: "utf8",
  });
  const modules = join(folder, "shop/node_modules");
  const installed = join(modules, "gatehouse-policy");
  mkdirSync(installed, { recursive: true });
  execFileSync("tar", ["xzf", join(folder, packed.trim()), "-C", installed, "--strip-components=1"]);
  for (const name of beside) symlinkSync(join(ROOT, "node_modules", name), join(modules, name), "junction");
  return installed;
}
