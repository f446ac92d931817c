import assert from "node:assert/strict";
import fc from "fast-check";
import type { Fate } from "./support/fakeCloud";
import { acme, Setting, steps } from "./support/rotation";

/** Mostly good, as AWS is; runs out into good. */
const fates = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.constant<Fate>("works") },
    { weight: 1, arbitrary: fc.constantFrom<Fate>("fails", "works and fails") },
  ),
  { maxLength: 60 },
);

/** Sends an event until it has worked once, as Secrets Manager and Lambda do. */
async function untilDone(work: () => Promise<void>): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries === 80) throw error;
    }
  }
}

describe("rotation of partners' keys, in any order of events", () => {
  it("never leaves a partner without a valid key, whatever runs at once and whatever is lost", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fates,
        fc.integer({ min: 1, max: 3 }),
        async (scheduler, luck, rounds) => {
          const setting = new Setting();
          const { cloud } = setting;
          const wasCurrent = new Set([await setting.rotate()]);
          cloud.watch = () => {
            const current = cloud.version(acme, "AWSCURRENT");
            assert.ok(current);
            wasCurrent.add(current);
            // No time passes: every key that was current is within its overlap.
            for (const version of wasCurrent) assert.ok(cloud.isValid(acme, version), version);
          };
          const left = [...luck];
          cloud.fate = () => left.shift() ?? "works";
          cloud.pause = () => scheduler.schedule(Promise.resolve());
          const rotations = async () => {
            for (let round = 0; round < rounds; round++) {
              const version = cloud.announce(acme);
              for (const step of steps) {
                const send = () => setting.step(step, version);
                // The same event twice at once, which Lambda does not rule out.
                await Promise.all([untilDone(send), send().catch(() => {})]);
              }
              assert.equal(cloud.version(acme, "AWSCURRENT"), version);
            }
          };
          const sweeps = async () => {
            for (let round = 0; round < 2; round++) await setting.dispatch({ sweep: true }).catch(() => {});
          };
          await scheduler.waitFor(Promise.all([rotations(), sweeps(), sweeps()]));
          assert.equal(cloud.keys.size, wasCurrent.size);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("has revoked every key that there was, whatever runs at once", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const setting = new Setting();
        const { cloud } = setting;
        const leaked = [await setting.rotate(), await setting.rotate()];
        cloud.pause = () => scheduler.schedule(Promise.resolve());
        await scheduler.waitFor(
          Promise.all([
            setting.dispatch({ revoke: "acme" }),
            setting.dispatch({ sweep: true }).catch(() => {}),
            setting.dispatch({ sweep: true }).catch(() => {}),
          ]),
        );
        for (const version of leaked) assert.ok(!cloud.isValid(acme, version), version);
        cloud.pause = () => Promise.resolve();
        const next = await setting.rotate();
        await setting.pass(1);
        assert.ok(cloud.isValid(acme, next));
        for (const version of leaked) assert.ok(!cloud.isValid(acme, version), version);
      }),
      { numRuns: 40 },
    );
  });
});
