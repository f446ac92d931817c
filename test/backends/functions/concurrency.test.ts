import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { failure, payload, rehearseFunctions } from "./fixture";

describe("functions: concurrency", () => {
  const rehearsal = rehearseFunctions();
  /** Says that it runs, and answers when there is the file that the event names. */
  const slow = `exports.handler = async ({ id, until }) => {
    console.log("running " + id);
    while (until && !require("node:fs").existsSync(until)) await new Promise((resolve) => setTimeout(resolve, 2));
    return require("node:worker_threads").threadId;
  }`;
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "gatehouse-until-"))));
  afterEach(() => rmSync(folder, { recursive: true }));
  const file = () => join(folder, "go");
  const go = () => writeFileSync(file(), "");
  const running = () => rehearsal.lines.filter((line) => line.includes("running "));

  it("reuses a warm environment, and makes more while events overlap, up to the cap", async () => {
    rehearsal.one(slow, { timeout: 900 }, { concurrency: 2 });
    const first = payload(await rehearsal.functions.invoke("fn", {}));
    assert.equal(payload(await rehearsal.functions.invoke("fn", {})), first);
    rehearsal.lines = [];
    const threads = Array.from({ length: 6 }, () =>
      rehearsal.functions.invoke("fn", { until: file() }).then(payload),
    );
    await new Promise<void>((resolve) => (rehearsal.onLine = () => running().length === 2 && resolve()));
    go();
    assert.equal(new Set(await Promise.all(threads)).size, 2);
  });

  it("throttles above the reserved concurrency, and always when that is 0", async () => {
    rehearsal.one(slow, { reservedConcurrentExecutions: 1 });
    const results = await Promise.all([1, 2].map((id) => rehearsal.functions.invoke("fn", { id })));
    assert.deepEqual(
      results.map((result) => (result.ok ? "ok" : result.kind)),
      ["ok", "throttled"],
    );
    await rehearsal.functions.close();
    rehearsal.one(slow, { reservedConcurrentExecutions: 0 });
    assert.equal(failure(await rehearsal.functions.invoke("fn", {})).kind, "throttled");
  });

  it("stops waiting when the signal says so, and takes back what has not started", async () => {
    rehearsal.one(slow, { timeout: 900 }, { concurrency: 1 });
    const started = rehearsal.logged("running 1");
    const first = rehearsal.functions.invoke("fn", { id: 1, until: file() });
    const controller = new AbortController();
    const second = rehearsal.functions.invoke("fn", { id: 2 }, { signal: controller.signal });
    await started;
    controller.abort(new Error("gave up"));
    await assert.rejects(second, /gave up/);
    go();
    await first;
    payload(await rehearsal.functions.invoke("fn", { id: 3 }));
    assert(!rehearsal.lines.some((line) => line.includes("running 2")));
  });
});
