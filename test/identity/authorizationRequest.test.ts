import assert from "node:assert/strict";
import { authorization, CALLBACK, Rehearsal } from "./rehearsal";

describe("signing in with a browser", () => {
  let rehearsal: Rehearsal;
  afterEach(() => rehearsal.close());

  describe("redirect URIs", () => {
    const wrong = [
      `${CALLBACK}/`,
      `${CALLBACK}?x=1`,
      "http://localhost:5173/CALLBACK",
      "https://evil.example/callback",
      "http://localhost:5173/callback#x",
    ];
    for (const redirect_uri of wrong)
      it(`are matched exactly: ${redirect_uri} stays on a page`, async () => {
        rehearsal = await Rehearsal.open();
        const answer = await rehearsal.get(`/oauth2/authorize?${authorization({ redirect_uri })}`);
        assert.equal(answer.status, 400);
        assert.equal(answer.headers.get("location"), null);
        assert.match(await answer.text(), /redirect_mismatch/);
      });
  });

  const atTheClient: [string, Record<string, string>, string][] = [
    ["a scope that the client may not have", { scope: "openid storefront/users.write" }, "invalid_scope"],
    ["a flow that the client may not use", { response_type: "token" }, "unauthorized_client"],
    ["an unknown response type", { response_type: "id" }, "unsupported_response_type"],
    ["no response type", { response_type: "" }, "invalid_request"],
    ["no challenge", { code_challenge: "", code_challenge_method: "" }, "invalid_request"],
    ["a plain challenge", { code_challenge_method: "plain" }, "invalid_request"],
    ["a challenge that is no digest", { code_challenge: "short" }, "invalid_request"],
  ];
  for (const [what, changes, error] of atTheClient)
    it(`sends ${what} back to the client as ${error}`, async () => {
      rehearsal = await Rehearsal.open();
      const answer = await rehearsal.get(`/oauth2/authorize?${authorization(changes)}`);
      assert.equal(answer.status, 302);
      const location = new URL(answer.headers.get("location") ?? "");
      assert.equal(location.origin + location.pathname, CALLBACK);
      const parameters = new URLSearchParams(location.search || location.hash.slice(1));
      assert.equal(parameters.get("error"), error);
      assert.equal(parameters.get("state"), "state & more");
    });

  it("stays on a page for an unknown client and for a parameter that comes twice", async () => {
    rehearsal = await Rehearsal.open();
    const unknown = await rehearsal.get(`/oauth2/authorize?${authorization({ client_id: "<b>x" })}`);
    assert.equal(unknown.status, 400);
    assert.match(await unknown.text(), /Client &lt;b&gt;x does not exist/);
    const twice = await rehearsal.get(`/oauth2/authorize?${authorization()}&client_id=other`);
    assert.match(await twice.text(), /client_id is given more than once/);
  });
});
