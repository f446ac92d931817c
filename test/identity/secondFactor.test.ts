import assert from "node:assert/strict";
import { totp } from "../../local/identity/totp";
import { authorization, CALLBACK, field, poolGraph, Rehearsal, START } from "./rehearsal";

describe("signing in with a browser", () => {
  let rehearsal: Rehearsal;
  afterEach(() => rehearsal.close());

  describe("a second factor", () => {
    const withMfa = poolGraph({
      pool: { mfaConfiguration: "ON", softwareTokenMfaConfiguration: { enabled: true } },
    });

    async function codeStep() {
      const answer = await rehearsal.signIn(authorization(), rehearsal.credentials("ada"));
      const page = await answer.text();
      const cookie = (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
      const form = { _csrf: field(page, "_csrf"), session: field(page, "session") };
      return (code: string) => rehearsal.post(`/login?${authorization()}`, { ...form, code }, { cookie });
    }

    it("is asked for after the password, and shown to be the authenticator's code", async () => {
      rehearsal = await Rehearsal.open(withMfa);
      const submit = await codeStep();
      assert.equal((await submit("000000")).status, 400);
      const answer = await submit(totp(rehearsal.user("ada").totpSecret ?? "", START));
      assert(answer.headers.get("location")?.startsWith(`${CALLBACK}?code=`));
    });

    it("has three minutes and five tries", async () => {
      rehearsal = await Rehearsal.open(withMfa);
      const good = () => totp(rehearsal.user("ada").totpSecret ?? "", rehearsal.clock.time);
      const tries = await codeStep();
      for (let count = 0; count < 5; count++) assert.equal((await tries("000000")).status, 400);
      assert.match(await (await tries(good())).text(), /Sign in again/);
      const late = await codeStep();
      rehearsal.clock.time += 3 * 60 * 1000;
      assert.match(await (await late(good())).text(), /Sign in again/);
    });
  });
});
