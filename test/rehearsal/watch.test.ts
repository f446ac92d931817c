import assert from "node:assert/strict";
import fs, { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Problem } from "../../local/graph";
import { type Watch, watchProgram } from "../../local/server";

describe("the watch over a program's files", () => {
  let root: string;
  let watch: Watch;
  const seen = new Set<string>();
  const troubles: Problem[] = [];
  let waiting: { readonly file: string; readonly resolve: () => void } | undefined;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "gatehouse-watch-"));
    for (const folder of ["infra", "services/shop/users", "policy"])
      mkdirSync(join(root, folder), { recursive: true });
    write("services/shop/users/handler.ts", "0");
    write("Pulumi.dev.yaml", "config: {}");
    seen.clear();
    troubles.length = 0;
    watch = watchProgram(root, (problem) => troubles.push(problem));
    watch.follow((files) => {
      for (const file of files) seen.add(file);
      if (waiting && seen.has(waiting.file)) waiting.resolve();
      return Promise.resolve();
    });
  });
  afterEach(() => {
    watch.close();
    rmSync(root, { recursive: true, force: true });
  });

  const path = (file: string) => join(root, file);
  function write(file: string, content: string) {
    writeFileSync(path(file), content);
  }
  /** As git and many editors save: beside it, and then in its place. */
  function replace(file: string, content: string) {
    write(`${file}.tmp`, content);
    renameSync(path(`${file}.tmp`), path(file));
  }
  /** Waits until a change of `file` is told. That it never is ends in the test's timeout. */
  async function tells(file: string, change: () => void) {
    seen.clear();
    const told = new Promise<void>((resolve) => (waiting = { file, resolve }));
    change();
    await told;
  }

  for (const file of ["services/shop/users/handler.ts", "Pulumi.dev.yaml"])
    it(`tells of ${file} each time that it is replaced, and of writing to it afterwards`, async () => {
      for (const content of ["1", "2", "3"]) await tells(file, () => replace(file, content));
      await tells(file, () => write(file, "4"));
    });

  it("tells of a file that goes, and of the one that comes in its place", async () => {
    const file = "services/shop/users/handler.ts";
    await tells(file, () => rmSync(path(file)));
    await tells(file, () => write(file, "1"));
    await tells(file, () => write(file, "2"));
  });

  it("tells of the files of a folder that comes, at once and later", async () => {
    const file = "services/blog/v1/posts/handler.ts";
    await tells(file, () => {
      mkdirSync(path("services/blog/v1/posts"), { recursive: true });
      write(file, "0");
    });
    await tells(file, () => replace(file, "1"));
    await tells(file, () => write(file, "2"));
  });

  it("tells of a folder that is renamed, under both names", async () => {
    await tells("services/shop/people/handler.ts", () =>
      renameSync(path("services/shop/users"), path("services/shop/people")),
    );
    assert.ok(seen.has("services/shop/users"), [...seen].join());
    await tells("services/shop/people/handler.ts", () => replace("services/shop/people/handler.ts", "1"));
  });

  it("goes on after a folder was removed and made again", async () => {
    const file = "services/shop/users/handler.ts";
    await tells(file, () => {
      rmSync(path("services/shop"), { recursive: true });
      mkdirSync(path("services/shop/users"), { recursive: true });
      write(file, "1");
    });
    await tells(file, () => replace(file, "2"));
    await tells(file, () => replace(file, "3"));
  });

  it("tells nothing of what is no source, nor of what is built or installed", async () => {
    mkdirSync(path("policy/node_modules/zod"), { recursive: true });
    mkdirSync(path("policy/build"));
    write("policy/node_modules/zod/index.ts", "0");
    write("policy/build/index.ts", "0");
    write("policy/.index.ts.swp", "0");
    // Told in the order in which they happened: after this one, those before would have been.
    await tells("policy/index.ts", () => write("policy/index.ts", "0"));
    assert.deepEqual([...seen], ["policy/index.ts"]);
  });

  describe("where the system gives no more watchers", () => {
    const { watch: real } = fs;
    afterEach(() => (fs.watch = real));
    const refuse = (part: string): void => {
      fs.watch = ((file: string, listener: fs.WatchListener<string>) => {
        if (!file.endsWith(part)) return real(file, listener);
        throw Object.assign(new Error("ENOSPC: System limit for number of file watchers reached"), {
          code: "ENOSPC",
        });
      }) as typeof fs.watch;
    };

    it("says so once, and follows all else", async () => {
      refuse("later");
      await tells("services/shop/new.ts", () => {
        mkdirSync(path("infra/later"));
        mkdirSync(path("policy/later"));
        write("services/shop/new.ts", "0");
      });
      await tells("infra/index.ts", () => write("infra/index.ts", "0"));
      await tells("policy/index.ts", () => write("policy/index.ts", "0"));
      assert.deepEqual(
        troubles.map(({ code }) => code),
        ["GH1404"],
      );
      assert.match(troubles[0]?.what ?? "", /^Edits in infra.later are not followed/);
      assert.match(troubles[0]?.fix ?? "", /fs\.inotify\.max_user_watches/);
    });

    it("starts all the same", () => {
      for (const part of ["infra", "services", root]) {
        watch.close();
        troubles.length = 0;
        refuse(part);
        watch = watchProgram(root, (problem) => troubles.push(problem));
        assert.equal(troubles.length, 1, part);
      }
    });
  });
});
