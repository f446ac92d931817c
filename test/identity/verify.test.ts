import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SignJWT } from "jose";
import { totp } from "../../local/identity/totp";
import { authorization, claimsOf, POOL_ARN, poolGraph, Rehearsal, START } from "./rehearsal";

describe("verifying tokens", () => {
  let rehearsal: Rehearsal;
  before(async () => (rehearsal = await Rehearsal.open()));
  after(() => rehearsal.close());
  beforeEach(() => (rehearsal.clock.time = START));

  const verify = (token: string, arns = [POOL_ARN]) => rehearsal.identity.verifyToken(token, arns);
  const mint = async () => (await rehearsal.identity.mint({ client: "machine" })).accessToken;

  it("says yes with the claims, the first time and the next", async () => {
    const token = await mint();
    for (let count = 0; count < 2; count++) {
      const verdict = await verify(token);
      assert(verdict.ok);
      assert.deepEqual(verdict.claims, claimsOf(token));
      assert.equal(verdict.userPoolArn, POOL_ARN);
    }
  });

  it("says that a token has expired, whether it has been seen or not", async () => {
    const [seen, unseen] = [await mint(), await mint()];
    await verify(seen);
    rehearsal.clock.time += 1800_000;
    for (const token of [seen, unseen])
      assert.deepEqual(await verify(token), { ok: false, reason: "the token has expired", expired: true });
  });

  it("says no to a token that was changed, is no token, or is of another pool", async () => {
    const token = await mint();
    await verify(token);
    const [header, , signature] = token.split(".");
    const claims = Buffer.from(JSON.stringify({ ...claimsOf(token), scope: "all" })).toString("base64url");
    const changed = await verify(`${header}.${claims}.${signature}`);
    assert.deepEqual(changed, { ok: false, reason: "the token's signature is wrong" });
    for (const bad of ["", "x", "a.b.c", `${token}.x`]) assert.equal((await verify(bad)).ok, false);
    assert.equal((await verify(token, [`${POOL_ARN}x`])).ok, false);
    assert.equal((await verify(token, [])).ok, false);
  });

  it("says no to foreign keys and to other algorithms", async () => {
    const token = await mint();
    const { kid } = JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()) as {
      kid: string;
    };
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const foreign = new SignJWT(claimsOf(token)).setProtectedHeader({ alg: "RS256", kid });
    assert.equal((await verify(await foreign.sign(privateKey))).ok, false);
    const none = Buffer.from(JSON.stringify({ alg: "none", kid })).toString("base64url");
    assert.equal((await verify(`${none}.${token.split(".")[1]}.`)).ok, false);
  });

  it("mints for a user too, and refuses what does not exist", async () => {
    const { accessToken, idToken } = await rehearsal.identity.mint({
      client: "browserclient",
      username: "ada@example.com",
    });
    assert.deepEqual(claimsOf(accessToken)["cognito:groups"], ["editors"]);
    assert.equal(claimsOf(idToken).email, "ada@example.com");
    await assert.rejects(rehearsal.identity.mint({ client: "nobody" }), /No user pool has a client nobody/);
    await assert.rejects(rehearsal.identity.mint({ client: "machine", username: "x" }), /no user x/);
    await assert.rejects(
      rehearsal.identity.mint({ client: "machine", scopes: ["x"] }),
      /may not ask for scope x/,
    );
  });

  it("keeps tokens good over a reload, and knows new clients", async () => {
    const token = await mint();
    rehearsal.identity.reload(poolGraph({ machine: { name: "robot" } }));
    assert.equal((await verify(token)).ok, true);
    assert.equal((await rehearsal.identity.mint({ client: "robot" })).expiresIn, 1800);
    rehearsal.identity.reload(poolGraph());
  });

  it("keeps keys in a folder that only its owner can read", async () => {
    const folder = mkdtempSync(join(tmpdir(), "gatehouse-identity-"));
    try {
      const first = await Rehearsal.open(poolGraph(), folder);
      const token = await first.identity.mint({ client: "machine" });
      await first.close();
      const [file = ""] = readdirSync(folder);
      assert.equal(statSync(join(folder, file)).mode & 0o077, 0);
      const second = await Rehearsal.open(poolGraph(), folder);
      second.url = first.url;
      assert.equal((await second.identity.verifyToken(token.accessToken, [POOL_ARN])).ok, true);
      await second.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("user pools", () => {
  let rehearsal: Rehearsal;
  afterEach(() => rehearsal.close());

  function send(
    path: string,
    headers: Record<string, string>,
  ): Promise<{ status: number; body: string; location: string }> {
    return new Promise((resolve, reject) => {
      request(`${rehearsal.url}${path}`, { headers }, (res) => {
        let body = "";
        res.on("data", (chunk) => (body += String(chunk)));
        res.on("end", () =>
          resolve({ status: res.statusCode ?? 0, body, location: res.headers.location ?? "" }),
        );
      })
        .on("error", reject)
        .end();
    });
  }

  it("have hosts of their own", async () => {
    rehearsal = await Rehearsal.open();
    for (const host of [
      "gatehouse-dev.auth.localhost:8787",
      "gatehouse-dev.auth.eu-central-1.amazoncognito.com",
    ]) {
      const { status, location } = await send(`/oauth2/authorize?${authorization()}`, { host });
      assert.equal(status, 302);
      assert.match(location, /^\/login\?/);
    }
  });

  it("are not served under a name that a page made up for this machine", async () => {
    rehearsal = await Rehearsal.open();
    const path = new URL(rehearsal.issuer).pathname;
    assert.equal((await send(`${path}/.well-known/jwks.json`, { host: "evil.example" })).status, 403);
    assert.equal((await send(`${path}/.well-known/jwks.json`, { host: "localhost:1" })).status, 200);
  });

  it("have users whose made-up passwords satisfy the policy, the same each time", async () => {
    rehearsal = await Rehearsal.open();
    const [pool] = rehearsal.identity.describe();
    assert.deepEqual(
      pool?.users.map(({ username, groups }) => [username, groups]),
      [
        ["ada@example.com", ["editors"]],
        ["grace@example.com", []],
      ],
    );
    for (const { password } of pool?.users ?? []) {
      for (const kind of [/[a-z]/, /[A-Z]/, /\d/, /[^\w]/]) assert.match(password, kind);
      assert(password.length >= 24);
    }
    const again = await Rehearsal.open();
    assert.deepEqual(again.identity.describe()[0]?.users, pool?.users);
    await again.close();
  });

  it("name what a rehearsal does not do", async () => {
    rehearsal = await Rehearsal.open(
      poolGraph({ pool: { lambdaConfig: { preTokenGeneration: "arn" }, mfaConfiguration: "ON" } }),
    );
    assert.match(rehearsal.identity.notices.join("\n"), /Lambda trigger preTokenGeneration[^]*MFA by SMS/);
  });
});

describe("the cognito-idp API", () => {
  let rehearsal: Rehearsal;
  afterEach(() => rehearsal.close());

  async function call(
    operation: string,
    input: unknown,
  ): Promise<{ status: number; body: Record<string, unknown> }> {
    const headers = {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `AWSCognitoIdentityProviderService.${operation}`,
    };
    const body = typeof input === "string" ? input : JSON.stringify(input);
    const response = await fetch(`${rehearsal.url}/_cognito`, { method: "POST", headers, body });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  const initiate = (changes: Record<string, string> = {}) => {
    const { username: USERNAME, password: PASSWORD } = rehearsal.user("ada");
    const AuthParameters = { USERNAME, PASSWORD, ...changes };
    return call("InitiateAuth", {
      AuthFlow: "USER_PASSWORD_AUTH",
      ClientId: "browserclient",
      AuthParameters,
    });
  };
  const allowed = { explicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] };

  it("refuses a flow that the client does not allow", async () => {
    rehearsal = await Rehearsal.open();
    assert.deepEqual(await initiate(), {
      status: 400,
      body: {
        __type: "InvalidParameterException",
        message: "USER_PASSWORD_AUTH flow not enabled for this client",
      },
    });
  });

  it("signs in, tells of the user and refreshes", async () => {
    rehearsal = await Rehearsal.open(poolGraph({ browser: allowed }));
    const { body } = await initiate();
    const { AccessToken, RefreshToken } = body.AuthenticationResult as Record<string, string>;
    const user = (await call("GetUser", { AccessToken })).body;
    assert.equal(user.Username, rehearsal.user("ada").sub);
    const refreshed = await call("InitiateAuth", {
      AuthFlow: "REFRESH_TOKEN_AUTH",
      ClientId: "browserclient",
      AuthParameters: { REFRESH_TOKEN: RefreshToken },
    });
    assert.equal(refreshed.status, 200);
  });

  it("refuses a wrong password, broken JSON and unknown operations", async () => {
    rehearsal = await Rehearsal.open(poolGraph({ browser: allowed }));
    assert.equal((await initiate({ PASSWORD: "x" })).body.__type, "NotAuthorizedException");
    assert.equal((await initiate({ USERNAME: "x" })).body.__type, "NotAuthorizedException");
    assert.equal((await call("InitiateAuth", "{")).body.__type, "SerializationException");
    assert.equal((await call("DeleteUser", {})).body.__type, "UnknownOperationException");
  });

  it("asks for the authenticator's code", async () => {
    const pool = { mfaConfiguration: "ON", softwareTokenMfaConfiguration: { enabled: true } };
    rehearsal = await Rehearsal.open(poolGraph({ pool, browser: allowed }));
    const { body } = await initiate();
    assert.equal(body.ChallengeName, "SOFTWARE_TOKEN_MFA");
    const { username: USERNAME, totpSecret = "" } = rehearsal.user("ada");
    const SOFTWARE_TOKEN_MFA_CODE = totp(totpSecret, START);
    const answer = await call("RespondToAuthChallenge", {
      ChallengeName: "SOFTWARE_TOKEN_MFA",
      ClientId: "browserclient",
      Session: body.Session,
      ChallengeResponses: { USERNAME, SOFTWARE_TOKEN_MFA_CODE },
    });
    assert.equal(answer.status, 200);
  });
});

describe("the authenticator's codes", () => {
  // The vectors of RFC 6238, appendix B, for SHA-1; of their eight digits the last six.
  const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  for (const [seconds, code] of [
    [59, "287082"],
    [1111111109, "081804"],
    [1234567890, "005924"],
    [20000000000, "353130"],
  ] as const)
    it(`at ${seconds} s is ${code}`, () => assert.equal(totp(secret, seconds * 1000), code));
});
