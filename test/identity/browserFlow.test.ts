import assert from "node:assert/strict";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { authorization, claimsOf, POOL, poolGraph, refusedWith, Rehearsal, START } from "./rehearsal";

describe("signing in with a browser", () => {
  let rehearsal: Rehearsal;
  afterEach(() => rehearsal.close());

  it("leads from /oauth2/authorize over the sign-in page to tokens that the JWKS verifies", async () => {
    rehearsal = await Rehearsal.open();
    const start = await rehearsal.get(`/oauth2/authorize?${authorization({ nonce: "n-1" })}`);
    assert.equal(start.status, 302);
    assert.match(start.headers.get("location") ?? "", new RegExp(`^/_cognito/${POOL}/login\\?client_id=`));

    const response = await rehearsal.redeem(await rehearsal.codeFor("ada", { nonce: "n-1" }));
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("cache-control"), "no-store");
    const tokens = (await response.json()) as Record<string, unknown>;
    assert.deepEqual(Object.keys(tokens).sort(), [
      "access_token",
      "expires_in",
      "id_token",
      "refresh_token",
      "token_type",
    ]);
    assert.equal(tokens.expires_in, 1800);

    const jwks = createRemoteJWKSet(new URL(`${rehearsal.issuer}/.well-known/jwks.json`));
    const checks = { issuer: rehearsal.issuer, currentDate: new Date(START) };
    const access = (await jwtVerify(String(tokens.access_token), jwks, checks)).payload;
    const { sub } = rehearsal.user("ada");
    const now = START / 1000;
    assert.deepEqual(
      { ...access, origin_jti: "", event_id: "", jti: "" },
      {
        sub,
        "cognito:groups": ["editors"],
        iss: rehearsal.issuer,
        version: 2,
        client_id: "browserclient",
        origin_jti: "",
        event_id: "",
        token_use: "access",
        scope: "openid email storefront/products.read",
        auth_time: now,
        exp: now + 1800,
        iat: now,
        jti: "",
        username: sub,
      },
    );
    const id = (await jwtVerify(String(tokens.id_token), jwks, { ...checks, audience: "browserclient" }))
      .payload;
    assert.equal(id.token_use, "id");
    assert.equal(id.nonce, "n-1");
    assert.equal(id.email, "ada@example.com");
    assert.equal(id.email_verified, true);
    assert.equal(id["cognito:username"], sub);
    assert.equal(id.origin_jti, access.origin_jti);
  });

  it("tells of the signed-in user at /oauth2/userInfo", async () => {
    rehearsal = await Rehearsal.open();
    const { access_token } = (await (
      await rehearsal.redeem(await rehearsal.codeFor("grace"))
    ).json()) as Record<string, string>;
    const authorized = await rehearsal.get("/oauth2/userInfo", { authorization: `Bearer ${access_token}` });
    const { sub } = rehearsal.user("grace");
    assert.deepEqual(await authorized.json(), {
      sub,
      email_verified: "true",
      email: "grace@example.com",
      username: sub,
    });
    const refused = await rehearsal.get("/oauth2/userInfo", { authorization: "Bearer x.y.z" });
    assert.match(refused.headers.get("www-authenticate") ?? "", /error="invalid_token"/);
    await refusedWith(refused, 401, "invalid_token");
  });

  it("gives tokens in the fragment where the client may use the implicit flow", async () => {
    rehearsal = await Rehearsal.open(poolGraph({ browser: { allowedOauthFlows: ["implicit"] } }));
    const answer = await rehearsal.signIn(
      authorization({ response_type: "token" }),
      rehearsal.credentials("ada"),
    );
    const { hash } = new URL(answer.headers.get("location") ?? "");
    const parameters = new URLSearchParams(hash.slice(1));
    assert.equal(claimsOf(parameters.get("access_token")).client_id, "browserclient");
    assert.equal(claimsOf(parameters.get("id_token")).aud, "browserclient");
  });
});
