import assert from "node:assert/strict";
import { authorization, CALLBACK, Rehearsal } from "./rehearsal";

describe("signing in with a browser", () => {
  let rehearsal: Rehearsal;
  afterEach(() => rehearsal.close());

  describe("the browser's session", () => {
    it("signs in without the page for an hour, until /logout", async () => {
      rehearsal = await Rehearsal.open();
      const signedIn = await rehearsal.signIn(authorization(), rehearsal.credentials("ada"));
      const cookie = (signedIn.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
      const again = async () =>
        (await rehearsal.get(`/oauth2/authorize?${authorization()}`, { cookie })).headers.get("location") ??
        "";
      assert((await again()).startsWith(`${CALLBACK}?code=`));
      rehearsal.clock.time += 3600_000;
      assert((await again()).includes("/login?"));
      rehearsal.clock.time -= 1;
      assert((await again()).startsWith(CALLBACK));
      const out = "/logout?client_id=browserclient&logout_uri=";
      assert.equal((await rehearsal.get(`${out}https://evil.example/`, { cookie })).status, 400);
    });

    it("ends at /logout, which leads to a declared address only", async () => {
      rehearsal = await Rehearsal.open();
      const signedIn = await rehearsal.signIn(authorization(), rehearsal.credentials("ada"));
      const cookie = (signedIn.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
      const out = await rehearsal.get("/logout?client_id=browserclient&logout_uri=http://localhost:5173/", {
        cookie,
      });
      assert.equal(out.headers.get("location"), "http://localhost:5173/");
      const after = await rehearsal.get(`/oauth2/authorize?${authorization()}`, { cookie });
      assert.match(after.headers.get("location") ?? "", /\/login\?/);
    });
  });
});
