import assert from "node:assert/strict";

import { SignatureV4 } from "@smithy/signature-v4";

import type { CredentialStore } from "../../local/gateway/iam/credentialStore";
import { ACCOUNT } from "../gateway/fixture";
import { Sha256 } from "../gateway/sha256";
import { AWS_HOST, HTTP_ARN, rehearseHttp } from "./fixture";

const storeOf = (resource: string): CredentialStore => {
  const credentials = {
    accessKeyId: "AKIAGATEHOUSE",
    secretAccessKey: "secret",
    principal: {
      arn: `arn:aws:iam::${ACCOUNT}:user/u`,
      callerArn: `arn:aws:iam::${ACCOUNT}:user/u`,
      accountId: ACCOUNT,
      userId: "AIDA1",
    },
    identityPolicies: [
      { Statement: [{ Effect: "Allow", Action: "execute-api:Invoke", Resource: resource }] },
    ],
  };
  return {
    find: (id) => (id === credentials.accessKeyId ? credentials : undefined),
    list: () => [credentials],
  };
};

/** Headers of a request that is signed for AWS's own address. */
async function signed(secretAccessKey: string): Promise<Record<string, string>> {
  const signer = new SignatureV4({
    service: "execute-api",
    region: "eu-west-1",
    sha256: Sha256,
    credentials: { accessKeyId: "AKIAGATEHOUSE", secretAccessKey },
  });
  const { headers } = await signer.sign(
    { method: "GET", protocol: "https:", hostname: AWS_HOST, path: "/a", headers: { host: AWS_HOST } },
    { signingDate: new Date(Date.UTC(2026, 10, 21, 10, 51, 0)) },
  );
  return headers;
}

describe("AWS_IAM on a route of an HTTP API", () => {
  const options = { routes: { "GET /a": { authorizationType: "AWS_IAM" } } };
  const forbidden = '{"message":"Forbidden"}';

  it("lets a signer pass whose policy allows the route, and shows who it is", () =>
    rehearseHttp(
      options,
      async (rehearsal) => {
        const headers = await signed("secret");
        assert.equal((await rehearsal.send("/a", { host: AWS_HOST, headers })).status, 200);
        const { authorizer } = rehearsal.events[0]?.requestContext as {
          authorizer: { iam: { userArn: string } };
        };
        assert.equal(authorizer.iam.userArn, `arn:aws:iam::${ACCOUNT}:user/u`);
      },
      { credentials: storeOf(`${HTTP_ARN}/*/GET/a`) },
    ));

  it("answers 403 without signature, with a wrong one, and to a signer without the right", async () => {
    await rehearseHttp(
      options,
      async (rehearsal, send) => {
        const none = await send("/a");
        assert.deepEqual([none.status, none.body], [403, forbidden]);
        const headers = await signed("wrong");
        assert.equal((await rehearsal.send("/a", { host: AWS_HOST, headers })).status, 403);
        assert.equal(rehearsal.events.length, 0);
      },
      { credentials: storeOf("*") },
    );
    await rehearseHttp(
      options,
      async (rehearsal) => {
        const headers = await signed("secret");
        assert.equal((await rehearsal.send("/a", { host: AWS_HOST, headers })).status, 403);
      },
      { credentials: storeOf(`${HTTP_ARN}/*/GET/b`) },
    );
  });
});
