import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { isArchive, isAsset, reveal } from "../../graph/wire";
import type { Archive, Asset } from "../../graph/wire";
import { readZip } from "./zip";

/** A function's deployment package: its files, and a hash that changes when any of them does. */
export interface Code {
  readonly files: ReadonlyMap<string, Buffer>;
  readonly sha256: string;
}

/**
 * Reads a declared code archive. Paths are relative to the program's folder, as Pulumi resolves them.
 * Throws with a sentence that names the file when something is missing.
 */
export function readCode(declaredCode: unknown, programDir: string): Code {
  const archive = reveal(declaredCode);
  if (!isArchive(archive)) throw new Error("its code is not an archive of the graph");
  const files = archiveFiles(archive, programDir);
  const hash = createHash("sha256");
  for (const [name, bytes] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${name}\0${bytes.length}\0`).update(bytes);
  }
  return { files, sha256: hash.digest("hex") };
}

/** Writes the package into a folder, as Lambda unpacks it into /var/task. */
export function writeCode(code: Code, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of code.files) {
    const path = resolve(folder, name);
    if (!path.startsWith(folder + sep))
      throw new Error(`its archive holds ${name}, which lies outside of it`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
}

function archiveFiles(archive: Archive, programDir: string): Map<string, Buffer> {
  if (archive.assets !== undefined) return nestedFiles(archive.assets, programDir);
  if (archive.path === undefined) throw new Error("its archive is remote; a rehearsal fetches nothing");
  const path = located(archive.path, programDir);
  if (statSync(path).isDirectory()) return folderFiles(path);
  try {
    return readZip(readFileSync(path));
  } catch (error) {
    throw new Error(`${archive.path} cannot be unpacked: ${(error as Error).message}`);
  }
}

function nestedFiles(assets: Readonly<Record<string, Asset | Archive>>, programDir: string) {
  const files = new Map<string, Buffer>();
  for (const [name, item] of Object.entries(assets)) {
    if (isAsset(item)) files.set(name, assetBytes(item, programDir));
    else for (const [inner, bytes] of archiveFiles(item, programDir)) files.set(`${name}/${inner}`, bytes);
  }
  return files;
}

function assetBytes(asset: Asset, programDir: string): Buffer {
  if (asset.text !== undefined) return Buffer.from(asset.text);
  if (asset.path === undefined) throw new Error("one of its assets is remote; a rehearsal fetches nothing");
  return readFileSync(located(asset.path, programDir));
}

function located(path: string, programDir: string): string {
  const absolute = isAbsolute(path) ? path : join(programDir, path);
  if (statSync(absolute, { throwIfNoEntry: false }) === undefined)
    throw new Error(`${relative(process.cwd(), absolute) || absolute} is missing; build the functions first`);
  return absolute;
}

function folderFiles(folder: string): Map<string, Buffer> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.map((path) => [relative(folder, path).split(sep).join("/"), readFileSync(path)]));
}
