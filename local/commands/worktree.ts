import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, symlinkSync, unlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nearest, Problem } from "../graph";

/** A commit checked out beside the working tree. */
export interface Worktree {
  /** The project's folder in it. */
  readonly root: string;
  /** The full hash. */
  readonly commit: string;
  remove(): void;
}

interface Answer {
  readonly ok: boolean;
  readonly out: string;
  readonly err: string;
}

/** Runs git in a folder, without the settings that a git hook passes on to what it starts. */
function git(cwd: string, ...args: readonly string[]): Answer {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^GIT_(DIR|WORK_TREE|INDEX_FILE|PREFIX)$/.test(name)),
  );
  const { status, stdout, stderr, error } = spawnSync("git", args, { cwd, env, encoding: "utf8" });
  if (error)
    throw new Problem(
      "GH1030",
      "git cannot be started.",
      "Install git, or put it on the PATH.",
      error.message,
    );
  return { ok: status === 0, out: stdout.trim(), err: stderr.trim() };
}

/** The commit of a folder and whether its files differ from it; undefined outside a repository, or without git. */
export function commitOf(root: string): { readonly hash: string; readonly modified: boolean } | undefined {
  try {
    const { ok, out } = git(root, "rev-parse", "HEAD");
    return ok ? { hash: out, modified: git(root, "status", "--porcelain", "--", ".").out !== "" } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Checks a commit out into a temporary folder; the working tree stays as it is. Installed packages are shared.
 * Throws a {@link Problem} when the folder is no repository or the name leads to no commit.
 */
export function addWorktree(root: string, ref: string): Worktree {
  const prefix = git(root, "rev-parse", "--show-prefix");
  if (!prefix.ok)
    throw new Problem(
      "GH1030",
      `${root} is not in a git repository.`,
      "Run the command in a clone of the project.",
      "The base is a commit.",
    );
  const commit = git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`);
  if (!commit.ok) throw unknownBase(root, ref);
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-base-"));
  const path = join(folder, "base");
  const added = git(root, "worktree", "add", "--detach", "--force", path, commit.out);
  const base = join(path, prefix.out);
  const modules = join(base, "node_modules");
  let removed = false;
  const remove = (): void => {
    if (removed) return;
    removed = true;
    // The link first, so that nothing can take the packages behind it for part of the worktree.
    if (existsSync(modules)) unlinkSync(modules);
    git(root, "worktree", "remove", "--force", path);
    rmSync(folder, { recursive: true, force: true });
    git(root, "worktree", "prune");
  };
  if (!added.ok) {
    remove();
    throw new Problem("GH1032", `git could not check ${ref} out.`, `It said: ${added.err}`);
  }
  symlinkSync(join(root, "node_modules"), modules, "junction");
  return { root: base, commit: commit.out, remove };
}

function unknownBase(root: string, ref: string): Problem {
  const refs = git(root, "for-each-ref", "--format=%(refname:short)").out.split("\n").filter(Boolean);
  const meant = nearest(ref, refs);
  const shallow = git(root, "rev-parse", "--is-shallow-repository").out === "true";
  return new Problem(
    "GH1031",
    `"${ref}" is no commit of this repository.`,
    meant !== undefined
      ? `Did you mean "${meant}"?`
      : shallow
        ? "The clone is shallow: fetch the base, such as with `git fetch --unshallow`."
        : "Name a branch, a tag or a hash; fetch it first when it is on a remote.",
  );
}
