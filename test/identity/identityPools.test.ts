import assert from "node:assert/strict";
import type { Graph } from "../../local/graph/graph";
import type { AssumeRole } from "../../local/identity";
import { POOL, Rehearsal, poolGraph, resource } from "./rehearsal";

const IDENTITY_POOL = "eu-central-1:11111111-2222-3333-4444-555555555555";
const PROVIDER = `cognito-idp.eu-central-1.amazonaws.com/${POOL}`;
const ROLE = "arn:aws:iam::123456789012:role/signed-in";

function graphWith(pool: Record<string, unknown> = {}, roles: Record<string, unknown> = {}): Graph {
  const graph = poolGraph();
  return {
    ...graph,
    resources: [
      ...graph.resources,
      resource(
        "identityPool:IdentityPool",
        "people",
        {
          identityPoolName: "gatehouse-dev-people",
          allowUnauthenticatedIdentities: false,
          cognitoIdentityProviders: [
            { clientId: "browserclient", providerName: PROVIDER, serverSideTokenCheck: true },
          ],
          ...pool,
        },
        { id: IDENTITY_POOL },
      ),
      resource(
        "identityPoolRoleAttachment:IdentityPoolRoleAttachment",
        "roles",
        { identityPoolId: IDENTITY_POOL, roles: { authenticated: ROLE }, ...roles },
        {},
      ),
    ],
  };
}

describe("an identity pool", () => {
  const asked: Parameters<AssumeRole>[0][] = [];
  let verdict: string | undefined;
  const assumeRole: AssumeRole = (request) => {
    asked.push(request);
    return (
      verdict ?? {
        accessKeyId: "ASIA1",
        secretAccessKey: "secret",
        sessionToken: "token",
        expiresAt: rehearsal.clock.now() + request.seconds * 1000,
      }
    );
  };
  let rehearsal: Rehearsal;
  before(async () => {
    rehearsal = await Rehearsal.open(graphWith(), undefined, assumeRole);
  });
  after(() => rehearsal.close());
  beforeEach(() => {
    asked.length = 0;
    verdict = undefined;
  });

  async function call(operation: string, input: unknown) {
    const answer = await fetch(`${rehearsal.url}/`, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": `AWSCognitoIdentityService.${operation}`,
      },
      body: typeof input === "string" ? input : JSON.stringify(input),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }
  const refused = async (operation: string, input: unknown, type: string, message: RegExp) => {
    const { status, body } = await call(operation, input);
    assert.equal(status, 400);
    assert.equal(body.__type, type);
    assert.match(String(body.message), message);
  };
  const tokens = (name: string) =>
    rehearsal.identity.mint({
      client: "browser",
      username: rehearsal.user(name).username,
      scopes: ["openid"],
    });
  const login = async (name: string) => ({ [PROVIDER]: (await tokens(name)).idToken });
  const getId = async (name: string): Promise<string> =>
    String(
      (await call("GetId", { IdentityPoolId: IDENTITY_POOL, Logins: await login(name) })).body.IdentityId,
    );

  it("gives each person one identity, the same each time", async () => {
    const ada = await getId("ada");
    assert.match(ada, /^eu-central-1:[0-9a-f]{8}-[0-9a-f-]{27}$/);
    assert.equal(await getId("ada"), ada);
    assert.notEqual(await getId("grace"), ada);
  });

  it("gives the authenticated role for an hour, in the identity's name", async () => {
    const id = await getId("ada");
    const { status, body } = await call("GetCredentialsForIdentity", {
      IdentityId: id,
      Logins: await login("ada"),
    });
    assert.equal(status, 200);
    assert.deepEqual(body, {
      IdentityId: id,
      Credentials: {
        AccessKeyId: "ASIA1",
        SecretKey: "secret",
        SessionToken: "token",
        Expiration: rehearsal.clock.now() / 1000 + 3600,
      },
    });
    const sub = rehearsal.user("ada").sub;
    assert.deepEqual(asked, [
      {
        roleArn: ROLE,
        sessionName: "CognitoIdentityCredentials",
        identity: {
          identityPoolId: IDENTITY_POOL,
          identityId: id,
          methods: ["authenticated", PROVIDER, `${PROVIDER}:CognitoSignIn:${sub}`],
        },
        seconds: 3600,
      },
    ]);
  });

  it("knows an identity by its token after a restart", async () => {
    const again = await Rehearsal.open(graphWith(), undefined, assumeRole);
    const here = await getId("ada");
    const { idToken } = await again.identity.mint({
      client: "browser",
      username: again.user("ada").username,
      scopes: ["openid"],
    });
    const answer = await fetch(`${again.url}/`, {
      method: "POST",
      headers: { "x-amz-target": "AWSCognitoIdentityService.GetCredentialsForIdentity" },
      body: JSON.stringify({ IdentityId: here, Logins: { [PROVIDER]: idToken } }),
    });
    await again.close();
    assert.equal(answer.status, 200);
  });

  it("gives nothing to who has not signed in", async () => {
    await refused(
      "GetId",
      { IdentityPoolId: IDENTITY_POOL },
      "NotAuthorizedException",
      /^Unauthenticated access is not supported/,
    );
    const IdentityId = await getId("ada");
    await refused(
      "GetCredentialsForIdentity",
      { IdentityId },
      "NotAuthorizedException",
      /^Access to Identity '.+' is forbidden\.$/,
    );
    assert.deepEqual(asked, []);
  });

  it("gives nobody another's credentials", async () => {
    const IdentityId = await getId("ada");
    const Logins = await login("grace");
    await refused(
      "GetCredentialsForIdentity",
      { IdentityId, Logins },
      "NotAuthorizedException",
      /^Logins don't match/,
    );
    assert.deepEqual(asked, []);
  });

  const TOKENS: readonly [string, () => Promise<unknown>, RegExp][] = [
    ["an access token", async () => (await tokens("ada")).accessToken, /Not a valid OpenId Connect/],
    ["what is no token", async () => "abc", /Not a valid OpenId Connect/],
    [
      "a token with another signature",
      async () => `${(await tokens("ada")).idToken?.slice(0, -6)}AAAAAA`,
      /^Invalid login token\. Token signature invalid\.$/,
    ],
    [
      "a token of another issuer",
      async () => {
        const [header, payload = "", signature] = String((await tokens("ada")).idToken).split(".");
        const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as object;
        const other = Buffer.from(JSON.stringify({ ...claims, iss: "https://elsewhere" }));
        return [header, other.toString("base64url"), signature].join(".");
      },
      /Issuer doesn't match providerName$/,
    ],
    [
      "a token that has expired",
      async () => {
        const { idToken } = await tokens("ada");
        rehearsal.clock.time += 61 * 60_000;
        return idToken;
      },
      /Token expired: \d+ >= \d+$/,
    ],
  ];
  for (const [what, make, message] of TOKENS)
    it(`refuses ${what}`, async () => {
      const Logins = { [PROVIDER]: await make() };
      await refused("GetId", { IdentityPoolId: IDENTITY_POOL, Logins }, "NotAuthorizedException", message);
    });

  it("refuses another provider, and another client of the same pool", async () => {
    const { idToken } = await tokens("ada");
    const supported = /^Token is not from a supported provider of this identity pool\.$/;
    await refused(
      "GetId",
      { IdentityPoolId: IDENTITY_POOL, Logins: { "accounts.google.com": idToken } },
      "NotAuthorizedException",
      supported,
    );
    const graph = graphWith({
      cognitoIdentityProviders: [{ clientId: "machineclient", providerName: PROVIDER }],
    });
    rehearsal.identity.reload(graph);
    await refused(
      "GetId",
      { IdentityPoolId: IDENTITY_POOL, Logins: { [PROVIDER]: idToken } },
      "NotAuthorizedException",
      supported,
    );
    rehearsal.identity.reload(graphWith());
  });

  it("does not find what is not there", async () => {
    const unknown = "eu-central-1:00000000-0000-0000-0000-000000000000";
    const Logins = await login("ada");
    await refused(
      "GetId",
      { IdentityPoolId: unknown, Logins },
      "ResourceNotFoundException",
      /^IdentityPool '.+' not found\.$/,
    );
    await refused(
      "GetCredentialsForIdentity",
      { IdentityId: unknown, Logins },
      "ResourceNotFoundException",
      /^Identity '.+' not found\.$/,
    );
  });

  it("refuses broken calls, the classic flow and what is not rehearsed", async () => {
    await refused("GetId", {}, "ValidationException", /'identityPoolId'.+must not be null/);
    await refused("GetId", { IdentityPoolId: "../x" }, "ValidationException", /regular expression/);
    await refused("GetId", "{", "SerializationException", /JSON/);
    await refused("GetOpenIdToken", {}, "InvalidParameterException", /classic/);
    await refused("DeleteIdentities", {}, "UnknownOperationException", /not rehearsed/);
  });

  it("says why when there is no role to give", async () => {
    const IdentityId = await getId("ada");
    const Logins = await login("ada");
    verdict = "the trust policy does not let it";
    const broken = /^Invalid identity pool configuration\..+the trust policy does not let it/;
    await refused(
      "GetCredentialsForIdentity",
      { IdentityId, Logins },
      "InvalidIdentityPoolConfigurationException",
      broken,
    );
    rehearsal.identity.reload(graphWith({}, { roles: {} }));
    await refused(
      "GetCredentialsForIdentity",
      { IdentityId, Logins },
      "InvalidIdentityPoolConfigurationException",
      /no authenticated role/,
    );
    rehearsal.identity.reload(graphWith());
  });

  it("names what it does not rehearse", () => {
    rehearsal.identity.reload(
      graphWith({ allowUnauthenticatedIdentities: true }, { roleMappings: [{ type: "Token" }] }),
    );
    assert.deepEqual(rehearsal.identity.notices, [
      "Identity pool gatehouse-dev-people: guests (they get no credentials)",
      "Identity pool gatehouse-dev-people: role mappings (everybody gets the authenticated role)",
    ]);
    rehearsal.identity.reload(graphWith());
  });
});
