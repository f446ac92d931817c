import assert from "node:assert/strict";
import { refusedWith, Rehearsal } from "./rehearsal";

describe("signing in with a browser", () => {
  let rehearsal: Rehearsal;
  afterEach(() => rehearsal.close());

  describe("a code", () => {
    it("works once; coming again, it ends the refresh token that it gave", async () => {
      rehearsal = await Rehearsal.open();
      const code = await rehearsal.codeFor("ada");
      const { refresh_token = "" } = (await (await rehearsal.redeem(code)).json()) as Record<string, string>;
      await refusedWith(await rehearsal.redeem(code), 400, "invalid_grant");
      const refresh = { grant_type: "refresh_token", client_id: "browserclient", refresh_token };
      await refusedWith(await rehearsal.post("/oauth2/token", refresh), 400, "invalid_grant");
    });

    it("expires after five minutes", async () => {
      rehearsal = await Rehearsal.open();
      const [late, inTime] = [await rehearsal.codeFor("ada"), await rehearsal.codeFor("ada")];
      rehearsal.clock.time += 5 * 60 * 1000 - 1;
      assert.equal((await rehearsal.redeem(inTime)).status, 200);
      rehearsal.clock.time += 1;
      await refusedWith(await rehearsal.redeem(late), 400, "invalid_grant");
    });

    for (const [what, changes] of [
      ["a wrong verifier", { code_verifier: "wrong" }],
      ["no verifier", { code_verifier: "" }],
      ["another redirect URI", { redirect_uri: "http://localhost:5173/other" }],
    ] as const)
      it(`is spent by ${what}`, async () => {
        rehearsal = await Rehearsal.open();
        const code = await rehearsal.codeFor("ada");
        await refusedWith(await rehearsal.redeem(code, changes), 400, "invalid_grant");
        await refusedWith(await rehearsal.redeem(code), 400, "invalid_grant");
      });
  });
});
