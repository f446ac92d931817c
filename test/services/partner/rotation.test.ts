import assert from "node:assert/strict";
import type { Fate } from "./support/fakeCloud";
import { acme, Setting, steps } from "./support/rotation";

describe("rotation of partners' keys", () => {
  it("makes the first key, in the partner's plan, with the credentials of the secret", async () => {
    const setting = new Setting();
    const version = await setting.rotate();
    const { cloud } = setting;
    assert.equal(cloud.version(acme, "AWSCURRENT"), version);
    assert.ok(cloud.isValid(acme, version));
    assert.deepEqual(cloud.keyOf(acme, version)?.plans, ["gold-plan"]);
    assert.equal(cloud.values.get(`${acme} ${version}`)?.partner, "acme");
  });

  it("keeps the previous key for the overlap, then disables it, and deletes it a day later", async () => {
    const setting = new Setting();
    const first = await setting.rotate();
    const second = await setting.rotate();
    const { cloud } = setting;
    await setting.pass(71);
    assert.ok(cloud.isValid(acme, first) && cloud.isValid(acme, second));
    await setting.pass(2);
    assert.equal(cloud.keyOf(acme, first)?.enabled, false);
    assert.ok(cloud.isValid(acme, second));
    await setting.pass(23);
    assert.ok(cloud.keyOf(acme, first));
    await setting.pass(2);
    assert.equal(cloud.keyOf(acme, first), undefined);
    assert.ok(cloud.isValid(acme, second));
  });

  it("does every step twice without a second key or other credentials", async () => {
    const setting = new Setting();
    const version = setting.cloud.announce(acme);
    for (const each of steps) {
      await setting.step(each, version);
      const value = setting.cloud.values.get(`${acme} ${version}`);
      await setting.step(each, version);
      assert.deepEqual(setting.cloud.values.get(`${acme} ${version}`), value, each);
    }
    assert.equal(setting.cloud.keys.size, 1);
    assert.ok(setting.cloud.isValid(acme, version));
  });

  it("tests that the key really lets callers through", async () => {
    const setting = new Setting();
    const { cloud } = setting;
    const version = cloud.announce(acme);
    await setting.step("createSecret", version);
    await assert.rejects(setting.step("testSecret", version), /there is no key/);
    await setting.step("setSecret", version);
    const key = cloud.keyOf(acme, version);
    assert.ok(key);
    for (const [broken, message] of [
      [{ ...key, enabled: false }, /disabled/],
      [{ ...key, value: "other" }, /another value/],
      [{ ...key, plans: [] }, /no usage plan/],
    ] as const) {
      cloud.keys.set(key.id, broken);
      await assert.rejects(setting.step("testSecret", version), message);
      await assert.rejects(setting.step("finishSecret", version), message);
    }
    assert.equal(cloud.version(acme, "AWSCURRENT"), undefined);
  });

  it("refuses versions that are not being rotated, and events of nobody", async () => {
    const setting = new Setting();
    const first = await setting.rotate();
    await setting.rotate();
    await setting.rotate();
    await assert.rejects(setting.step("setSecret", first), /not pending/);
    await assert.rejects(setting.step("createSecret", "elsewhere"), /no version/);
    for (const event of [undefined, {}, { sweep: "yes" }, { Step: "drop", SecretId: acme }, { revoke: 1 }])
      await assert.rejects(setting.dispatch(event), /neither/);
  });

  it("leaves a key in its plan when the plan of the partner changes, and puts the next one into the new plan", async () => {
    const setting = new Setting();
    const first = await setting.rotate();
    setting.cloud.usagePlanId = "bronze-plan";
    await setting.pass(1);
    assert.deepEqual(setting.cloud.keyOf(acme, first)?.plans, ["gold-plan"]);
    const second = await setting.rotate();
    assert.deepEqual(setting.cloud.keyOf(acme, second)?.plans, ["bronze-plan"]);
  });

  it("mends a current key that somebody disabled, took out of its plan, or deleted", async () => {
    const setting = new Setting();
    const { cloud } = setting;
    const version = await setting.rotate();
    const key = cloud.keyOf(acme, version);
    assert.ok(key);
    for (const harm of [
      () => cloud.keys.set(key.id, { ...key, enabled: false }),
      () => cloud.keys.set(key.id, { ...key, plans: [] }),
      () => cloud.keys.delete(key.id),
    ]) {
      harm();
      await setting.pass(1);
      assert.ok(cloud.isValid(acme, version));
    }
  });

  it("revokes the keys of those who are no longer partners, and deletes them", async () => {
    const setting = new Setting();
    const version = await setting.rotate();
    setting.partners = [];
    await setting.pass(1);
    assert.equal(setting.cloud.keyOf(acme, version)?.enabled, false);
    await setting.pass(25);
    assert.equal(setting.cloud.keys.size, 0);
  });

  it("does not take one partner for another whose name begins alike", async () => {
    const setting = new Setting();
    const { cloud } = setting;
    await setting.rotate();
    const other = "test/partner/acme-eu";
    cloud.addSecret(other);
    setting.partners = ["acme", "acme-eu"];
    const version = cloud.announce(other);
    for (const Step of steps) await setting.dispatch({ Step, SecretId: other, ClientRequestToken: version });
    await setting.dispatch({ revoke: "acme" });
    assert.ok(cloud.isValid(other, version));
  });

  for (const fate of ["fails", "works and fails"] as const satisfies readonly Fate[]) {
    it(`leaves a valid key whichever call ${fate}, and the same event again finishes the work`, async () => {
      let calls = Infinity;
      for (let broken = 0; broken < calls; broken++) {
        const setting = new Setting();
        const { cloud } = setting;
        const first = await setting.rotate();
        let count = 0;
        cloud.watch = () => assert.ok(cloud.isValid(acme, cloud.version(acme, "AWSCURRENT")));
        cloud.fate = () => (count++ === broken ? fate : "works");
        const version = cloud.announce(acme);
        for (const each of steps) {
          await setting.step(each, version).catch(() => setting.step(each, version));
          assert.ok(cloud.isValid(acme, first), `the previous key, call ${broken}`);
        }
        for (const event of [{ sweep: true }])
          await setting.dispatch(event).catch(() => setting.dispatch(event));
        assert.equal(cloud.version(acme, "AWSCURRENT"), version);
        assert.ok(cloud.isValid(acme, version));
        cloud.fate = () => "works";
        await setting.pass(73);
        assert.ok(!cloud.isValid(acme, first) && cloud.isValid(acme, version));
        calls = count;
      }
      assert.ok(calls > 15, `${calls} calls`);
    });
  }

  it("goes on after being stopped for good at any call, when the steps are sent again", async () => {
    for (let survives = 0; survives < 20; survives++) {
      const setting = new Setting();
      const { cloud } = setting;
      const first = await setting.rotate();
      const version = cloud.announce(acme);
      let left = survives;
      cloud.fate = () => (left-- > 0 ? "works" : "fails");
      for (const each of steps) await setting.step(each, version).catch(() => {});
      cloud.fate = () => "works";
      await setting.pass(1);
      assert.ok(cloud.isValid(acme, first));
      for (const each of steps) await setting.step(each, version);
      assert.ok(cloud.isValid(acme, version));
      assert.equal(cloud.keys.size, 2);
    }
  });

  describe("emergency", () => {
    it("disables every key at once, and asks for a new one", async () => {
      const setting = new Setting();
      const { cloud } = setting;
      const first = await setting.rotate();
      const second = await setting.rotate();
      await setting.dispatch({ revoke: "acme" });
      assert.ok(!cloud.isValid(acme, first) && !cloud.isValid(acme, second));
      assert.deepEqual(cloud.asked, [acme]);
      const third = await setting.rotate();
      await setting.pass(1);
      assert.ok(cloud.isValid(acme, third) && !cloud.isValid(acme, second));
      await setting.pass(25);
      assert.equal(cloud.keys.size, 1);
    });

    it("is never undone by the hourly round, which asks for the new key when the revocation could not", async () => {
      const setting = new Setting();
      const { cloud } = setting;
      const version = await setting.rotate();
      cloud.fate = (call) => (call === "rotate" ? "fails" : "works");
      await assert.rejects(setting.dispatch({ revoke: "acme" }));
      cloud.fate = () => "works";
      await setting.pass(1);
      await setting.pass(100);
      assert.ok(!cloud.isValid(acme, version));
      assert.ok(cloud.asked.length > 0);
    });

    it("gives up a rotation under way, whose key may have leaked as well", async () => {
      const setting = new Setting();
      const { cloud } = setting;
      await setting.rotate();
      const version = cloud.announce(acme);
      await setting.step("createSecret", version);
      await setting.step("setSecret", version);
      await setting.dispatch({ revoke: "acme" });
      await assert.rejects(setting.step("testSecret", version), /not pending/);
      assert.ok(!cloud.isValid(acme, version));
      const next = await setting.rotate();
      assert.ok(cloud.isValid(acme, next));
    });

    it("says who is known when the name is wrong", async () => {
      await assert.rejects(new Setting().dispatch({ revoke: "acne" }), /known are acme/);
    });
  });
});
