import { type FSWatcher, lstatSync, readdirSync, watch } from "node:fs";
import { join, sep } from "node:path";

/** Folders whose content is never followed: what is made there is made of what is watched. */
const IGNORED = new Set(["node_modules", "build"]);

/** Told of a folder whose edits cannot be followed, and why. */
export type OnUnwatched = (path: string, error: NodeJS.ErrnoException) => void;

/** Told of what changed, by its path below the root: a file that came, went or was written, or a folder that went. */
export type OnChange = (path: string, kind: "file" | "folder") => void;

/**
 * Watches a folder and all below it, those that come later too. Each folder has a watcher of its own, not `recursive:
 * true`: on Linux Node then watches each file by itself, and hears nothing more of one that has been replaced, as git
 * and many editors save.
 *
 * @param root what the paths given to `onChange` are relative to
 */
export function watchTree(
  root: string,
  folder: string,
  onChange: OnChange,
  onUnwatched: OnUnwatched,
): { close(): void } {
  const watchers = new Map<string, FSWatcher>();

  function forget(path: string): boolean {
    let known = false;
    for (const [watched, watcher] of watchers) {
      if (watched !== path && !watched.startsWith(path + sep)) continue;
      watcher.close();
      watchers.delete(watched);
      known = true;
    }
    return known;
  }

  /** `isNew`: whether what is in it is a change, since it may have been written before anybody watched. */
  function add(path: string, isNew: boolean): void {
    const watcher = watch(join(root, path), (event, name) => {
      // Without a name it is the folder itself, of which the one above tells.
      if (name !== null) changed(event, join(path, name));
    });
    // Windows says so when the folder goes.
    watcher.on("error", () => forget(path));
    watchers.set(path, watcher);
    for (const entry of readdirSync(join(root, path), { withFileTypes: true })) {
      const inside = join(path, entry.name);
      if (entry.isDirectory()) {
        if (!IGNORED.has(entry.name)) addIfThere(inside, isNew);
      } else if (isNew) onChange(inside, "file");
    }
  }

  /** What went in the meantime has been told of, or will be. */
  function addIfThere(path: string, isNew: boolean): void {
    try {
      add(path, isNew);
    } catch (error) {
      forget(path);
      if (!GONE.has((error as NodeJS.ErrnoException).code ?? ""))
        onUnwatched(path, error as NodeJS.ErrnoException);
    }
  }

  function changed(event: string, path: string): void {
    const name = path.slice(path.lastIndexOf(sep) + 1);
    if (IGNORED.has(name)) return;
    const isFolder = lstatSync(join(root, path), { throwIfNoEntry: false })?.isDirectory() ?? false;
    // A folder that was replaced under its name is another one, and its watcher was the old one's.
    const wasFolder = (event === "rename" || !isFolder) && forget(path);
    if (isFolder) {
      if (event === "rename") addIfThere(path, true);
    } else onChange(path, wasFolder ? "folder" : "file");
  }

  addIfThere(folder, false);
  return {
    close() {
      for (const watcher of watchers.values()) watcher.close();
      watchers.clear();
    },
  };
}

const GONE = new Set(["ENOENT", "ENOTDIR", "EPERM"]);
