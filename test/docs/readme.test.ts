import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { type Started, startRehearsal } from "../commands/run";

const root = join(__dirname, "..", "..");

describe("README.md", () => {
  const [, section = ""] = readFileSync(join(root, "README.md"), "utf8").split("## What you get");
  const rows = section.split("\n## ")[0]?.match(/^\| .* \| `.*$/gm) ?? [];
  const pathsOf = (row: string): string[] =>
    [...(row.split(" | ").at(-1) ?? "").matchAll(/`([^`]+)`/g)].map(([, path = ""]) => path);

  it("names for each part the files and folders that declare it, and all of them are there", () => {
    assert.ok(rows.length > 30, String(rows.length));
    for (const row of rows) {
      const paths = pathsOf(row);
      assert.ok(paths.length > 0, row);
      for (const path of paths) assert.ok(existsSync(join(root, path)), `${path} in ${row}`);
    }
  });

  it("has a row for every component that the program is made of", () => {
    const named = rows.flatMap(pathsOf);
    const components = readdirSync(join(root, "infra"), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => readFileSync(file, "utf8").includes("extends pulumi.ComponentResource"))
      .map((file) => relative(root, file).split(sep).join("/"));
    assert.ok(components.length > 40, String(components.length));
    const missing = components.filter(
      (file) => !named.some((path) => path === file || (path.endsWith("/") && file.startsWith(path))),
    );
    assert.deepEqual(missing, []);
  });
});

describe("the terminal excerpts of README.md", () => {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  /** The lines of an excerpt, by the first of them, up to the next empty line outside of it. */
  const excerpt = (start: string): readonly string[] => {
    const lines = readme.slice(readme.indexOf(`    ${start}`)).split("\n");
    const end = lines.findIndex((line) => line !== "" && !line.startsWith("    "));
    return lines.slice(0, end).map((line) => line.slice(4));
  };
  let rehearsal: Started;
  before(async () => (rehearsal = await startRehearsal([])));
  after(() => rehearsal.stop());
  const here = (line: string) => line.replaceAll("http://127.0.0.1:8787", rehearsal.ready.url);

  it("are what npm start prints, but for what … leaves out", () => {
    const [, ...shown] = excerpt("$ npm start");
    const printed = rehearsal.err().split("\n");
    let at = 0;
    for (const line of shown.filter((each) => each !== "" && each !== "…")) {
      const told = here(line.replace("ws://127.0.0.1:8787", `ws${rehearsal.ready.url.slice(4)}`));
      const found = printed.findIndex(
        (each, index) =>
          index >= at && (told.endsWith("…") ? each.startsWith(told.slice(0, -1)) : each === told),
      );
      assert.ok(found >= 0, `not printed, or not there: ${line}\n${rehearsal.err()}`);
      at = found + 1;
    }
  });

  it("are what a request answers, but for the ids of the request", async () => {
    const lines = excerpt("$ curl -s");
    const from = lines.findIndex((line) => line.startsWith("HTTP/"));
    const command = here(lines.slice(0, from).join("\n"));
    // As curl does it, which not every machine has.
    const [caller = "", url = ""] = command.match(/http:\S+/g) ?? [];
    const [, type = "", body = ""] = /-H (\S+) -d '(.+)'/.exec(command) ?? [];
    const config = await (await fetch(caller)).text();
    const headers = [...[...config.matchAll(/^header = "(.+)"$/gm)].map(([, header = ""]) => header), type];
    const response = await fetch(url, {
      method: "POST",
      body,
      headers: headers.map((header) => header.split(/: ?(.*)/s, 2) as [string, string]),
    });
    const [status, ...shown] = lines.slice(from).filter((line) => line !== "" && line !== "…");
    assert.equal(`HTTP/1.1 ${response.status} ${response.statusText}`, status);
    const known = (text: string) => text.replace(/allow\((cached policy|policy of the function)\)/, "allow");
    for (const line of shown) {
      const [name = "", value = ""] = line.split(/: (.*)/s);
      const got = known(response.headers.get(name) ?? assert.fail(line));
      if (!/^x-amzn-RequestId|^x-amz-apigw-id/.test(name))
        assert.ok(
          value.endsWith("…") ? got.startsWith(known(value).slice(0, -1)) : got === value,
          `${line}: ${got}`,
        );
    }
  });

  it("count the rules that there are, here as anywhere else on the page", () => {
    const [, counted] = /Guard: .* (\d+) rules/.exec(rehearsal.err()) ?? [];
    const told = [...readme.matchAll(/(\d+) rules/g)].map(([, count]) => count);
    assert.deepEqual([...new Set(told)], [counted]);
  });
});
