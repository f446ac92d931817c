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
 * What stands for files of a package since they were edited: absolute path → contents by name, which are put where the
 * file would be.
 */
export type Edits = ReadonlyMap<string, ReadonlyMap<string, Buffer>>;

/** Absolute paths of the files that a declared code archive names one by one. */
export function namedFiles(declaredCode: unknown, programDir: string): readonly string[] {
  const archive = reveal(declaredCode);
  if (!isArchive(archive)) return [];
  return Object.values(archive.assets ?? {}).flatMap((item) =>
    isAsset(item)
      ? item.path === undefined
        ? []
        : absolute(item.path, programDir)
      : namedFiles(item, programDir),
  );
}

/**
 * Reads a declared code archive. Paths are relative to the program's folder, as Pulumi resolves them.
 * Throws with a sentence that names the file when something is missing.
 */
export function readCode(declaredCode: unknown, programDir: string, edits: Edits = new Map()): Code {
  const archive = reveal(declaredCode);
  if (!isArchive(archive)) throw new Error("its code is not an archive of the graph");
  const files = archiveFiles(archive, { programDir, edits });
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

interface Surroundings {
  readonly programDir: string;
  readonly edits: Edits;
}

function archiveFiles(archive: Archive, around: Surroundings): Map<string, Buffer> {
  if (archive.assets !== undefined) return nestedFiles(archive.assets, around);
  if (archive.path === undefined) throw new Error("its archive is remote; a rehearsal fetches nothing");
  const path = located(archive.path, around.programDir);
  if (statSync(path).isDirectory()) return folderFiles(path);
  try {
    return readZip(readFileSync(path));
  } catch (error) {
    throw new Error(`${archive.path} cannot be unpacked: ${(error as Error).message}`);
  }
}

function nestedFiles(assets: Readonly<Record<string, Asset | Archive>>, around: Surroundings) {
  const files = new Map<string, Buffer>();
  for (const [name, item] of Object.entries(assets)) {
    if (isAsset(item)) {
      const edited =
        item.path === undefined ? undefined : around.edits.get(absolute(item.path, around.programDir));
      const folder = name.slice(0, name.lastIndexOf("/") + 1);
      if (edited) for (const [inner, bytes] of edited) files.set(folder + inner, bytes);
      else files.set(name, assetBytes(item, around.programDir));
    } else for (const [inner, bytes] of archiveFiles(item, around)) files.set(`${name}/${inner}`, bytes);
  }
  return files;
}

function assetBytes(asset: Asset, programDir: string): Buffer {
  if (asset.text !== undefined) return Buffer.from(asset.text);
  if (asset.path === undefined) throw new Error("one of its assets is remote; a rehearsal fetches nothing");
  return readFileSync(located(asset.path, programDir));
}

const absolute = (path: string, programDir: string): string =>
  isAbsolute(path) ? path : join(programDir, path);

function located(path: string, programDir: string): string {
  const file = absolute(path, programDir);
  if (statSync(file, { throwIfNoEntry: false }) === undefined)
    throw new Error(`${relative(process.cwd(), file) || file} is missing; build the functions first`);
  return file;
}

function folderFiles(folder: string): Map<string, Buffer> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.map((path) => [relative(folder, path).split(sep).join("/"), readFileSync(path)]));
}
