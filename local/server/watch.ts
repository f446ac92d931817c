import { watch } from "node:fs";
import { Problem } from "../graph";
import { type OnUnwatched, watchTree } from "./watchTree";

/** Editors write a file in several steps; changes within this many milliseconds are one. */
const QUIET_MS = 20;

/** The files of a program, watched. */
export interface Watch {
  /**
   * Calls back with the files that change, and with those that have changed since the watch began. One call at a time:
   * changes during a call lead to one more after it.
   */
  follow(onChange: (files: readonly string[]) => Promise<void>): void;
  close(): void;
}

/**
 * Watches the files of a program from now on.
 *
 * @param onTrouble told once, when there are folders that cannot be watched: the others are
 */
export function watchProgram(root: string, onTrouble: (problem: Problem) => void): Watch {
  const changed = new Set<string>();
  let onChange: ((files: readonly string[]) => Promise<void>) | undefined;
  let timer: NodeJS.Timeout | undefined;
  let running = false;

  const run = async () => {
    if (running || !onChange) return;
    running = true;
    while (changed.size > 0) {
      const files = [...changed];
      changed.clear();
      await onChange(files);
    }
    running = false;
  };
  const note = (file: string) => {
    changed.add(file);
    clearTimeout(timer);
    timer = setTimeout(() => void run(), QUIET_MS);
  };
  let troubled = false;
  const onUnwatched: OnUnwatched = (path, error) => {
    if (!troubled) onTrouble(unwatched(path, error));
    troubled = true;
  };
  const onEdit = (path: string, kind: "file" | "folder") => {
    if (kind === "folder" || isSource(path)) note(path);
  };
  const watchers = [
    ...["infra", "services", "policy"].map((folder) => watchTree(root, folder, onEdit, onUnwatched)),
    watchStageFiles(root, note, onUnwatched),
  ];
  return {
    follow(callback) {
      onChange = callback;
      void run();
    },
    close() {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}

function watchStageFiles(root: string, note: (file: string) => void, onUnwatched: OnUnwatched) {
  try {
    return watch(root, (_, file) => {
      if (file !== null && /^Pulumi(\..+)?\.yaml$/.test(file)) note(file);
    });
  } catch (error) {
    onUnwatched("the project's folder", error as NodeJS.ErrnoException);
    return { close: () => undefined };
  }
}

/** ENOSPC is Linux's limit of watchers, EMFILE that of instances or of open files. */
const unwatched = (path: string, { code = "", message }: NodeJS.ErrnoException): Problem =>
  new Problem(
    "GH1404",
    `Edits in ${path} are not followed: it cannot be watched.`,
    ["ENOSPC", "EMFILE"].includes(code)
      ? "Raise the system's limit (on Linux fs.inotify.max_user_watches and max_user_instances), or stop another program that watches many files; then start again."
      : "Start again after an edit in it.",
    `The system says: ${message}.`,
  );

const isSource = (file: string) => /\.(ts|json|ya?ml|vtl)$/.test(file);
