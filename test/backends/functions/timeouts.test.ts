import assert from "node:assert/strict";
import { failure, payload, rehearseFunctions } from "./fixture";

describe("functions: timeouts", () => {
  const rehearsal = rehearseFunctions();
  /** Timers that a test fires: by their milliseconds. */
  function timers() {
    const set: { ms: number; run: () => void }[] = [];
    const timer = (ms: number, run: () => void) => {
      const entry = { ms, run };
      set.push(entry);
      return () => void set.splice(set.indexOf(entry), 1);
    };
    return { set, timer, fire: (ms: number) => set.find((entry) => entry.ms === ms)?.run() };
  }

  it("end the environment, even in an endless loop", async () => {
    const { timer, fire, set } = timers();
    rehearsal.one(
      "exports.handler = async (e) => { if (!e.loop) return 1; console.log('looping'); for (;;); }",
      { timeout: 4 },
      { timer },
    );
    const looping = rehearsal.logged("looping");
    const invoked = rehearsal.functions.invoke("fn", { loop: true });
    await looping;
    fire(4000);
    const result = failure(await invoked);
    assert.equal(result.kind, "timeout");
    assert.equal(
      result.errorMessage,
      `2026-06-01T00:00:00.000Z ${result.requestId} Task timed out after 4.00 seconds`,
    );
    assert(
      rehearsal.lines.some(
        (line) =>
          line.startsWith("REPORT") &&
          line.includes("Duration: 4000.00 ms") &&
          line.endsWith("Status: timeout"),
      ),
    );
    assert.equal(payload(await rehearsal.functions.invoke("fn", {})), 1);
    assert.deepEqual(set, []);
  });

  it("are 10 seconds for loading", async () => {
    const { timer, fire } = timers();
    rehearsal.one("console.log('loading'); for (;;);", {}, { timer });
    const loading = rehearsal.logged("loading");
    const invoked = rehearsal.functions.invoke("fn", {});
    await loading;
    fire(10_000);
    assert.match(failure(await invoked).errorMessage ?? "", /Phase: init\tStatus: timeout/);
  });
});
