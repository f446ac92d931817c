import assert from "node:assert/strict";
import { claimsOf, poolGraph, refusedWith, Rehearsal } from "./rehearsal";

describe("signing in with a browser", () => {
  let rehearsal: Rehearsal;
  afterEach(() => rehearsal.close());

  describe("refresh tokens", () => {
    const refresh = async (refresh_token: string) =>
      rehearsal.post("/oauth2/token", {
        grant_type: "refresh_token",
        client_id: "browserclient",
        refresh_token,
      });

    it("give new tokens of the same sign-in, without a nonce", async () => {
      rehearsal = await Rehearsal.open();
      const first = (await (
        await rehearsal.redeem(await rehearsal.codeFor("ada", { nonce: "n" }))
      ).json()) as Record<string, string>;
      rehearsal.clock.time += 3600_000;
      const second = (await (await refresh(first.refresh_token ?? "")).json()) as Record<string, string>;
      assert.equal(second.refresh_token, undefined);
      const [before, after] = [claimsOf(first.id_token), claimsOf(second.id_token)];
      assert.equal(after.origin_jti, before.origin_jti);
      assert.equal(after.auth_time, before.auth_time);
      assert.equal(after.iat, Number(before.iat) + 3600);
      assert.equal(after.nonce, undefined);
    });

    it("are replaced where the client rotates them, with the declared grace", async () => {
      const refreshTokenRotation = { feature: "ENABLED", retryGracePeriodSeconds: 10 };
      rehearsal = await Rehearsal.open(
        poolGraph({ browser: { refreshTokenRotation, refreshTokenValidity: 1 } }),
      );
      const first = (await (await rehearsal.redeem(await rehearsal.codeFor("ada"))).json()) as Record<
        string,
        string
      >;
      const second = (await (await refresh(first.refresh_token ?? "")).json()) as Record<string, string>;
      assert.notEqual(second.refresh_token, first.refresh_token);
      assert.equal((await refresh(first.refresh_token ?? "")).status, 200);
      rehearsal.clock.time += 10_000;
      await refusedWith(await refresh(first.refresh_token ?? ""), 400, "invalid_grant");
      assert.equal((await refresh(second.refresh_token ?? "")).status, 200);
      rehearsal.clock.time += 86_400_000;
      await refusedWith(await refresh(second.refresh_token ?? ""), 400, "invalid_grant");
    });

    it("end when they are revoked", async () => {
      rehearsal = await Rehearsal.open();
      const { refresh_token = "", access_token = "" } = (await (
        await rehearsal.redeem(await rehearsal.codeFor("ada"))
      ).json()) as Record<string, string>;
      const client_id = "browserclient";
      await refusedWith(
        await rehearsal.post("/oauth2/revoke", { client_id, token: access_token }),
        400,
        "unsupported_token_type",
      );
      assert.equal((await rehearsal.post("/oauth2/revoke", { client_id, token: refresh_token })).status, 200);
      await refusedWith(await refresh(refresh_token), 400, "invalid_grant");
    });
  });
});
