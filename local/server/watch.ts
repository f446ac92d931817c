import { watch } from "node:fs";
import { watchTree } from "./watchTree";

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

/** Watches the files of a program from now on. */
export function watchProgram(root: string): Watch {
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
  const watchers = [
    ...["infra", "services", "policy"].map((folder) =>
      watchTree(root, folder, (path, kind) => {
        if (kind === "folder" || isSource(path)) note(path);
      }),
    ),
    watch(root, (_, file) => {
      if (file !== null && /^Pulumi(\..+)?\.yaml$/.test(file)) note(file);
    }),
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

const isSource = (file: string) => /\.(ts|json|ya?ml|vtl)$/.test(file);
