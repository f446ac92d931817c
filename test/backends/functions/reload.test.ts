import assert from "node:assert/strict";
import type { LoadFailures } from "../../../local/backends/functions";
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

  it("loads what was warm and what has other code, so that the first event finds an environment", async () => {
    const version = (name: string, variables: Record<string, string>) =>
      ["used", "unused"].map((fn) =>
        lambda(fn, `console.log('loaded ${name} ${fn}'); exports.handler = async () => 1`, {
          environment: { variables },
        }),
      );
    rehearsal.open(graphOf(...version("old", {})));
    await rehearsal.functions.invoke("used", {});
    const loaded = () => rehearsal.lines.flatMap((line) => /loaded .*/.exec(line) ?? []).sort();
    await rehearsal.functions.reload(graphOf(...version("old", { OTHER: "1" })));
    assert.deepEqual(loaded(), ["loaded old used", "loaded old used"]);
    await rehearsal.functions.reload(graphOf(...version("new", { OTHER: "1" })));
    const after = ["loaded new unused", "loaded new used", "loaded old used", "loaded old used"];
    assert.deepEqual(loaded(), after);
    await rehearsal.functions.invoke("used", {});
    await rehearsal.functions.invoke("unused", {});
    assert.deepEqual(loaded(), after);
  });

  for (const [what, source, reason] of [
    ["throws while it loads", "throw new Error('at load')", /at load/],
    ["exports no handler", "exports.other = 1", /index\.handler is undefined or not exported/],
  ] as const)
    it(`is refused whole when one function ${what}`, async () => {
      const good = (name: string) => lambda("good", `exports.handler = async () => '${name}'`);
      rehearsal.open(graphOf(good("old"), lambda("fn", "exports.handler = async () => 'old'")));
      await assert.rejects(
        rehearsal.functions.reload(graphOf(good("new"), lambda("fn", source))),
        ({ failures }: LoadFailures) => {
          assert.deepEqual(
            failures.map(({ fn }) => fn.name),
            ["fn"],
          );
          assert.match(failures[0]?.failure.errorMessage ?? "", reason);
          return true;
        },
      );
      assert.equal(payload(await rehearsal.functions.invoke("fn", {})), "old");
      assert.equal(payload(await rehearsal.functions.invoke("good", {})), "old");
    });

  it("that nobody asked for has its failure told once, when an event needs it", async () => {
    const told: string[] = [];
    rehearsal.one(
      "throw new Error('at load')",
      {},
      {
        onLoadFailure: ({ fn, failure: { errorMessage } }) => told.push(`${fn.name}: ${errorMessage}`),
      },
    );
    for (let call = 0; call < 2; call++)
      assert.equal(failure(await rehearsal.functions.invoke("fn", {})).errorMessage, "at load");
    assert.deepEqual(told, ["fn: at load"]);
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
