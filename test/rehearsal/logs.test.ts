import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileLogs } from "../../local/server/logs";

describe("log files", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "gatehouse-logs-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("hold every line of a group, in order, once they are closed", async () => {
    const logs = fileLogs(join(folder, "logs"));
    const lines = Array.from({ length: 500 }, (_, index) => `line ${index}`);
    for (const line of lines) logs.write("/aws/lambda/one", line);
    logs.write("arn:aws:logs:eu-west-1:123456789012:log-group:/aws/vendedlogs/two:*", "other");
    await logs.close();
    assert.deepEqual(readdirSync(logs.directory).sort(), ["aws.lambda.one.log", "aws.vendedlogs.two.log"]);
    const written = readFileSync(join(logs.directory, "aws.lambda.one.log"), "utf8");
    assert.equal(written, `${lines.join("\n")}\n`);
  });

  it("hold lines of any length and in any script, where a batch ends too", async () => {
    const logs = fileLogs(folder);
    const lines = [
      "é".repeat(30_000),
      "x".repeat(200_000),
      "",
      "日本語 😀 \ud800",
      "y".repeat(262_143),
      "last",
    ];
    for (const line of lines) logs.write("group", line);
    await logs.close();
    assert.equal(
      readFileSync(join(folder, "group.log"), "utf8"),
      `${lines.join("\n").replace("\ud800", "\ufffd")}\n`,
    );
  });

  it("hold what comes while earlier lines are written", async () => {
    const logs = fileLogs(folder);
    const lines = Array.from({ length: 3000 }, (_, index) => `${index} ${"z".repeat(index % 900)}`);
    for (const [index, line] of lines.entries()) {
      logs.write("group", line);
      if (index % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await logs.close();
    assert.equal(readFileSync(join(folder, "group.log"), "utf8"), `${lines.join("\n")}\n`);
  });

  it("lose their lines and nothing else where they cannot be written", async () => {
    writeFileSync(join(folder, "taken"), "a file where the folder should be");
    const logs = fileLogs(join(folder, "taken"));
    logs.write("group", "line");
    await logs.close();
    assert.equal(readFileSync(join(folder, "taken"), "utf8"), "a file where the folder should be");
  });

  it("start empty", async () => {
    for (const line of ["first", "second"]) {
      const logs = fileLogs(folder);
      logs.write("group", line);
      await logs.close();
    }
    assert.equal(readFileSync(join(folder, "group.log"), "utf8"), "second\n");
  });
});
