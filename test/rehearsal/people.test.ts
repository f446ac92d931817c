import assert from "node:assert/strict";
import {
  CognitoIdentityClient,
  GetCredentialsForIdentityCommand,
} from "@aws-sdk/nested-clients/cognito-identity";
import { SignatureV4 } from "@smithy/signature-v4";
import { Sha256 } from "../gateway/sha256";
import { evaluateStage } from "../infra/evaluateStage";
import { type Asked, type Served, serveGraph } from "./serveGraph";

interface Signer {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

describe("people with AWS credentials of their own, rehearsed", function () {
  this.timeout(120_000);
  let served: Served;
  let region = "";
  let ada: Signer;
  let identityId: string;
  before(async () => {
    served = await serveGraph(await evaluateStage("dev"));
    const { identity } = served.rehearsal;
    const [pool] = identity.describeIdentityPools();
    assert.ok(pool);
    region = pool.region;
    const [provider = ""] = pool.providers;
    const [userPool] = identity.describe();
    const browser = userPool?.clients.find(({ flows }) => flows.includes("code"));
    assert.ok(userPool && browser);
    const { idToken = "" } = await identity.mint({
      client: browser.clientId,
      username: userPool.users[0]?.username ?? "",
      scopes: ["openid"],
    });
    const Logins = { [provider]: idToken };
    const got = await served.ask("/", {
      method: "POST",
      headers: { "x-amz-target": "AWSCognitoIdentityService.GetId" },
      body: { IdentityPoolId: pool.identityPoolId, Logins },
    });
    identityId = String(got.json().IdentityId);
    const client = new CognitoIdentityClient({
      region,
      endpoint: served.url,
      credentials: { accessKeyId: "none", secretAccessKey: "none" },
    });
    const { Credentials } = await client.send(
      new GetCredentialsForIdentityCommand({ IdentityId: identityId, Logins }),
    );
    client.destroy();
    assert.ok(Credentials?.Expiration && Credentials.Expiration.getTime() > Date.now() + 59 * 60_000);
    ada = {
      accessKeyId: Credentials.AccessKeyId ?? "",
      secretAccessKey: Credentials.SecretKey ?? "",
      sessionToken: Credentials.SessionToken ?? "",
    };
  });
  after(() => served.close());

  async function signed(api: string, path: string, credentials: Signer = ada): Promise<Asked> {
    const url = new URL(`${served.api(api).url}${path}`);
    const signer = new SignatureV4({ service: "execute-api", region, credentials, sha256: Sha256 });
    const { headers } = await signer.sign({
      method: "GET",
      protocol: url.protocol,
      hostname: url.hostname,
      path: url.pathname,
      headers: { host: url.host },
    });
    return served.ask(url.href, { headers });
  }

  it("reach their own route, which knows them", async () => {
    const answer = await signed("storefront-v2", "/me");
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.json(), { identityId, avatarPrefix: `avatars/${identityId}/` });
  });

  it("reach it after an edit, too", async () => {
    await served.rehearsal.update(await evaluateStage("dev"));
    assert.equal((await signed("storefront-v2", "/me")).status, 200);
  });

  it("reach no other route that asks for a signature", async () => {
    const endpoint = served.api("backoffice-v1").api.caller?.vpcEndpoint ?? "";
    const url = new URL(`${served.api("backoffice-v1").url}/users`);
    const signer = new SignatureV4({ service: "execute-api", region, credentials: ada, sha256: Sha256 });
    const { headers } = await signer.sign({
      method: "GET",
      protocol: url.protocol,
      hostname: url.hostname,
      path: url.pathname,
      headers: { host: url.host },
    });
    const answer = await served.ask(url.href, { headers: { ...headers, "x-gatehouse-vpce": endpoint } });
    assert.equal(answer.status, 403);
    assert.equal(answer.headers["x-amzn-errortype"], "AccessDeniedException");
    assert.match(answer.trace, /authorizer=deny|resource-policy=deny/);
  });

  it("are refused without a signature, and with a session token of somebody else", async () => {
    assert.equal((await served.ask(`${served.api("storefront-v2").url}/me`)).status, 403);
    const other = await signed("storefront-v2", "/me", { ...ada, sessionToken: "rehearsal-other" });
    assert.equal(other.headers["x-amzn-errortype"], "UnrecognizedClientException");
  });

  it("have a line to paste, whose caller is made when it is asked for", async () => {
    const example = served
      .api("storefront-v2")
      .examples.find(({ condition }) => condition.startsWith("signed in"));
    assert.match(example?.command ?? "", /_caller\/people \| curl -i -K - http.+\/me$/);
    const { body } = await served.ask("/_caller/people");
    const [, accessKeyId = "", secretAccessKey = ""] = /^user = "(\w+):(.+)"$/m.exec(body) ?? [];
    const [, sessionToken = ""] = /x-amz-security-token: (.+)"$/m.exec(body) ?? [];
    const answer = await signed("storefront-v2", "/me", { accessKeyId, secretAccessKey, sessionToken });
    assert.equal(answer.status, 200);
    assert.equal(answer.json().identityId, identityId);
  });
});
