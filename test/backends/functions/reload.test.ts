import assert from "node:assert/strict";
import { graphOf, lambda } from "../graphs";
import { failure, payload, rehearseFunctions } from "./fixture";

describe("functions: a reload", () => {
  const rehearsal = rehearseFunctions();
  it("changes the code, while events in flight finish on the old one", async () => {
    const version = (name: string) =>
      graphOf(
        lambda(
          "fn",
          `exports.handler = async (e) => { console.log('in ${name}'); if (e.slow) await new Promise(r => setTimeout(r, 50)); return '${name}' }`,
        ),
      );
    rehearsal.open(version("old"));
    const running = rehearsal.logged("in old");
    const old = rehearsal.functions.invoke("fn", { slow: true });
    await running;
    await rehearsal.functions.reload(version("new"));
    assert.equal(payload(await rehearsal.functions.invoke("fn", {})), "new");
    assert.equal(payload(await old), "old");
  });

  it("makes warm what was warm, so that the first event finds an environment", async () => {
    const version = (name: string) =>
      ["used", "unused"].map((fn) =>
        lambda(fn, `console.log('loaded ${name} ${fn}'); exports.handler = async () => 1`),
      );
    rehearsal.open(graphOf(...version("old")));
    await rehearsal.functions.invoke("used", {});
    const loaded = () => rehearsal.lines.flatMap((line) => /loaded .*/.exec(line) ?? []);
    await rehearsal.functions.reload(graphOf(...version("new")));
    assert.deepEqual(loaded(), ["loaded old used", "loaded new used"]);
    await rehearsal.functions.invoke("used", {});
    assert.equal(loaded().length, 2);
  });

  it("keeps warm what did not change, and forgets what is gone", async () => {
    const counter = lambda("counter", "let n = 0; exports.handler = async () => ++n");
    rehearsal.open(graphOf(counter, lambda("gone", "exports.handler = async () => 1")));
    await rehearsal.functions.invoke("counter", {});
    await rehearsal.functions.reload(graphOf(counter));
    assert.equal(payload(await rehearsal.functions.invoke("counter", {})), 2);
    assert.equal(failure(await rehearsal.functions.invoke("gone", {})).kind, "not-found");
    await rehearsal.functions.reload(
      graphOf(lambda("counter", "let n = 0; exports.handler = async () => ++n", { memorySize: 256 })),
    );
    assert.equal(payload(await rehearsal.functions.invoke("counter", {})), 1);
  });
});
