import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { totp } from "../../local/identity/totp";
import {
  authorization,
  CALLBACK,
  claimsOf,
  field,
  POOL,
  poolGraph,
  Rehearsal,
  START,
  VERIFIER,
} from "./rehearsal";

describe("signing in with a browser", () => {
  let rehearsal: Rehearsal;
  afterEach(() => rehearsal.close());

  const credentials = (name: string) => {
    const { username, password } = rehearsal.user(name);
    return { username, password };
  };

  async function codeFor(name: string, changes: Record<string, string> = {}): Promise<string> {
    const answer = await rehearsal.signIn(authorization(changes), credentials(name));
    assert.equal(answer.status, 302);
    const location = new URL(answer.headers.get("location") ?? "");
    assert.equal(location.origin + location.pathname, CALLBACK);
    assert.equal(location.searchParams.get("state"), "state & more");
    return location.searchParams.get("code") ?? "";
  }

  const redeem = (code: string, changes: Record<string, string> = {}) =>
    rehearsal.post("/oauth2/token", {
      grant_type: "authorization_code",
      client_id: "browserclient",
      code,
      redirect_uri: CALLBACK,
      code_verifier: VERIFIER,
      ...changes,
    });

  const refusedWith = async (response: Response, status: number, error: string): Promise<void> => {
    const body = (await response.json()) as Record<string, unknown>;
    assert.equal(response.status, status);
    assert.equal(body.error, error);
    assert.doesNotMatch(JSON.stringify(body), /\.ts|\bat /);
  };

  it("leads from /oauth2/authorize over the sign-in page to tokens that the JWKS verifies", async () => {
    rehearsal = await Rehearsal.open();
    const start = await rehearsal.get(`/oauth2/authorize?${authorization({ nonce: "n-1" })}`);
    assert.equal(start.status, 302);
    assert.match(start.headers.get("location") ?? "", new RegExp(`^/_cognito/${POOL}/login\\?client_id=`));

    const response = await redeem(await codeFor("ada", { nonce: "n-1" }));
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
    const { access_token } = (await (await redeem(await codeFor("grace"))).json()) as Record<string, string>;
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

  describe("a code", () => {
    it("works once; coming again, it ends the refresh token that it gave", async () => {
      rehearsal = await Rehearsal.open();
      const code = await codeFor("ada");
      const { refresh_token = "" } = (await (await redeem(code)).json()) as Record<string, string>;
      await refusedWith(await redeem(code), 400, "invalid_grant");
      const refresh = { grant_type: "refresh_token", client_id: "browserclient", refresh_token };
      await refusedWith(await rehearsal.post("/oauth2/token", refresh), 400, "invalid_grant");
    });

    it("expires after five minutes", async () => {
      rehearsal = await Rehearsal.open();
      const [late, inTime] = [await codeFor("ada"), await codeFor("ada")];
      rehearsal.clock.time += 5 * 60 * 1000 - 1;
      assert.equal((await redeem(inTime)).status, 200);
      rehearsal.clock.time += 1;
      await refusedWith(await redeem(late), 400, "invalid_grant");
    });

    for (const [what, changes] of [
      ["a wrong verifier", { code_verifier: "wrong" }],
      ["no verifier", { code_verifier: "" }],
      ["another redirect URI", { redirect_uri: "http://localhost:5173/other" }],
    ] as const)
      it(`is spent by ${what}`, async () => {
        rehearsal = await Rehearsal.open();
        const code = await codeFor("ada");
        await refusedWith(await redeem(code, changes), 400, "invalid_grant");
        await refusedWith(await redeem(code), 400, "invalid_grant");
      });
  });

  describe("refresh tokens", () => {
    const refresh = async (refresh_token: string) =>
      rehearsal.post("/oauth2/token", {
        grant_type: "refresh_token",
        client_id: "browserclient",
        refresh_token,
      });

    it("give new tokens of the same sign-in, without a nonce", async () => {
      rehearsal = await Rehearsal.open();
      const first = (await (await redeem(await codeFor("ada", { nonce: "n" }))).json()) as Record<
        string,
        string
      >;
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
      const first = (await (await redeem(await codeFor("ada"))).json()) as Record<string, string>;
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
        await redeem(await codeFor("ada"))
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

  describe("the form", () => {
    it("says the same of a wrong password and of an unknown user, and keeps what was typed", async () => {
      rehearsal = await Rehearsal.open();
      for (const username of ["ada@example.com", "nobody@example.com"]) {
        const answer = await rehearsal.signIn(authorization(), { username, password: "wrong" });
        const page = await answer.text();
        assert.equal(answer.status, 400);
        assert.match(page, /Incorrect username or password\./);
        assert(page.includes(`value="${username}"`));
      }
    });

    it("escapes what it shows", async () => {
      rehearsal = await Rehearsal.open();
      const username = `"><script>alert(1)</script>`;
      const page = await (await rehearsal.signIn(authorization(), { username, password: "x" })).text();
      assert(!page.includes("<script>alert(1)"));
      assert(page.includes("&quot;&gt;&lt;script&gt;"));
    });

    it("is refused without its token, and from another site", async () => {
      rehearsal = await Rehearsal.open();
      const { username, password } = credentials("ada");
      const path = `/login?${authorization()}`;
      assert.equal((await rehearsal.post(path, { username, password })).status, 403);
      assert.equal(
        (await rehearsal.post(path, { username, password, _csrf: "x" }, { cookie: "XSRF-TOKEN=y" })).status,
        403,
      );
      const foreign: Record<string, string>[] = [
        { origin: "https://evil.example" },
        { origin: "null" },
        { "sec-fetch-site": "cross-site" },
      ];
      for (const headers of foreign) {
        const answer = await rehearsal.signIn(authorization(), { username, password }, headers);
        assert.equal(answer.status, 403);
      }
      const own = await rehearsal.signIn(authorization(), { username, password }, { origin: rehearsal.url });
      assert.equal(own.status, 302);
    });

    it("has the style and the script that its policy allows", async () => {
      rehearsal = await Rehearsal.open();
      const answer = await rehearsal.get(`/login?${authorization()}`);
      const policy = answer.headers.get("content-security-policy") ?? "";
      const page = await answer.text();
      for (const element of ["style", "script"]) {
        const source = new RegExp(`<${element}>([^]*?)</${element}>`).exec(page)?.[1] ?? "";
        const hash = createHash("sha256").update(source).digest("base64");
        assert(policy.includes(`${element}-src 'sha256-${hash}'`), element);
      }
    });

    it("loads nothing from elsewhere and cannot be framed", async () => {
      rehearsal = await Rehearsal.open();
      const answer = await rehearsal.get(`/login?${authorization()}`);
      const policy = answer.headers.get("content-security-policy") ?? "";
      assert.match(policy, /default-src 'none'/);
      assert.match(policy, /frame-ancestors 'none'/);
      assert.match(policy, /form-action 'self' http:\/\/localhost:5173/);
      assert.doesNotMatch(await answer.text(), /(src|href)="(https?:)?\/\//);
    });
  });

  describe("the browser's session", () => {
    it("signs in without the page for an hour, until /logout", async () => {
      rehearsal = await Rehearsal.open();
      const signedIn = await rehearsal.signIn(authorization(), credentials("ada"));
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
      const signedIn = await rehearsal.signIn(authorization(), credentials("ada"));
      const cookie = (signedIn.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
      const out = await rehearsal.get("/logout?client_id=browserclient&logout_uri=http://localhost:5173/", {
        cookie,
      });
      assert.equal(out.headers.get("location"), "http://localhost:5173/");
      const after = await rehearsal.get(`/oauth2/authorize?${authorization()}`, { cookie });
      assert.match(after.headers.get("location") ?? "", /\/login\?/);
    });
  });

  describe("a second factor", () => {
    const withMfa = poolGraph({
      pool: { mfaConfiguration: "ON", softwareTokenMfaConfiguration: { enabled: true } },
    });

    async function codeStep() {
      const answer = await rehearsal.signIn(authorization(), credentials("ada"));
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

  it("gives tokens in the fragment where the client may use the implicit flow", async () => {
    rehearsal = await Rehearsal.open(poolGraph({ browser: { allowedOauthFlows: ["implicit"] } }));
    const answer = await rehearsal.signIn(authorization({ response_type: "token" }), credentials("ada"));
    const { hash } = new URL(answer.headers.get("location") ?? "");
    const parameters = new URLSearchParams(hash.slice(1));
    assert.equal(claimsOf(parameters.get("access_token")).client_id, "browserclient");
    assert.equal(claimsOf(parameters.get("id_token")).aud, "browserclient");
  });
});
