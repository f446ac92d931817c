import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";

import { SignatureV4 } from "@smithy/signature-v4";

import { rehearsalCredentials } from "../../local/gateway";
import type { SigningCredentials } from "../../local/gateway";
import { decideTogether } from "../../local/gateway/gates/iamAuthorizer";
import type { Verdict } from "../../local/gateway/policies/policy";
import type { GraphResource } from "../../local/graph/graph";
import { ACCOUNT, API_ID, EXECUTION_ARN, graphOf, lambda, operation, rehearse, resource } from "./fixture";
import type { ApiOptions, Json, Rehearsal, Sent } from "./fixture";

/** SHA-256 as the signer asks for it. */
class Sha256 {
  private readonly hash;
  constructor(secret?: string | Uint8Array | ArrayBuffer | ArrayBufferView) {
    this.hash =
      secret === undefined
        ? createHash("sha256")
        : createHmac("sha256", typeof secret === "string" ? secret : Buffer.from(secret as Uint8Array));
  }
  update(data: Uint8Array | string): void {
    this.hash.update(data);
  }
  digest(): Promise<Uint8Array> {
    return Promise.resolve(new Uint8Array(this.hash.digest()));
  }
  reset(): void {
    throw new Error("not used");
  }
}

const ROLE = `arn:aws:iam::${ACCOUNT}:role/operator`;

function operator(statements: Json[]): GraphResource[] {
  return [
    resource(
      "aws:iam/role:Role",
      "operator",
      "operator",
      { name: "operator", uniqueId: "AROAOPERATOR" },
      { arn: ROLE },
    ),
    resource(
      "aws:iam/policy:Policy",
      "invoke",
      "invoke",
      { policy: JSON.stringify({ Statement: statements }) },
      { arn: "arn:policy" },
    ),
    resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "invoke", "attachment", {
      role: "operator",
      policyArn: "arn:policy",
    }),
  ];
}

const invoke = (resources: string): Json => ({
  Effect: "Allow",
  Action: "execute-api:Invoke",
  Resource: resources,
});

function options(statements: Json[], policy?: Json): ApiOptions {
  const secured = operation(lambda(), { security: [{ iam: [] }] });
  return {
    paths: { "/reports/{id}": { get: secured, post: secured } },
    document: {
      components: {
        securitySchemes: { iam: { type: "apiKey", "x-amazon-apigateway-authtype": "awsSigv4" } },
      },
      ...(policy === undefined ? {} : { "x-amazon-apigateway-policy": { Statement: [policy] } }),
    },
    extra: operator(statements),
  };
}

function credentialsOf(given: ApiOptions): SigningCredentials {
  const [credentials] = rehearsalCredentials(graphOf(given)).list();
  assert.ok(credentials);
  return credentials;
}

interface Signing {
  readonly credentials: SigningCredentials;
  readonly method?: string;
  readonly path: string;
  readonly query?: Record<string, string | string[]>;
  readonly body?: string;
  readonly service?: string;
  readonly region?: string;
  readonly presign?: boolean;
  /** Signed for this host instead of the rehearsal's own. */
  readonly hostname?: string;
}

async function signed(rehearsal: Rehearsal, signing: Signing): Promise<{ path: string; sent: Sent }> {
  const { credentials, method = "GET", body = "", query = {} } = signing;
  const signer = new SignatureV4({
    credentials,
    region: signing.region ?? "eu-west-1",
    service: signing.service ?? "execute-api",
    sha256: Sha256,
  });
  const host = signing.hostname ?? `127.0.0.1:${rehearsal.port}`;
  const request = {
    method,
    protocol: "http:",
    hostname: host,
    path:
      signing.hostname === undefined
        ? `/_aws/execute-api/${API_ID}/dev${signing.path}`
        : `/dev${signing.path}`,
    query,
    headers: { host },
    ...(body === "" ? {} : { body }),
  };
  const signingDate = new Date(rehearsal.clock.now());
  const result =
    signing.presign === true
      ? await signer.presign(request, { signingDate, expiresIn: 600 })
      : await signer.sign(request, { signingDate });
  const search = Object.entries(result.query ?? {})
    .flatMap(([name, value]) =>
      [value].flat().map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(one ?? "")}`),
    )
    .join("&");
  const headers = Object.fromEntries(Object.entries(result.headers).filter(([name]) => name !== "host"));
  return {
    path: signing.path + (search === "" ? "" : `?${search}`),
    sent: { method, headers, ...(body === "" ? {} : { body }) },
  };
}

describe("AWS_IAM authorization", () => {
  const allowed = options([invoke(`${EXECUTION_ARN}/dev/*/reports/*`)]);

  it("lets a signed request pass, and names the caller to the function", () =>
    rehearse(allowed, async (rehearsal) => {
      const credentials = credentialsOf(allowed);
      const { path, sent } = await signed(rehearsal, {
        credentials,
        method: "POST",
        path: "/reports/a%20b",
        query: { tag: ["z", "a c"], empty: "" },
        body: '{"x":"ü"}',
      });
      assert.equal((await rehearsal.send(path, sent)).status, 200);
      const { identity } = rehearsal.events[0]?.requestContext as { identity: Json };
      assert.deepEqual(
        [identity.accessKey, identity.accountId, identity.caller, identity.user, identity.userArn],
        [
          credentials.accessKeyId,
          ACCOUNT,
          "AROAOPERATOR:rehearsal",
          "AROAOPERATOR:rehearsal",
          `arn:aws:sts::${ACCOUNT}:assumed-role/operator/rehearsal`,
        ],
      );
      assert.deepEqual(rehearsal.gateway.notices, []);
    }));

  it("takes a presigned URL until it expires", () =>
    rehearse(allowed, async (rehearsal) => {
      const { path } = await signed(rehearsal, {
        credentials: credentialsOf(allowed),
        path: "/reports/1",
        presign: true,
      });
      rehearsal.clock.advance(600_000);
      assert.equal((await rehearsal.send(path)).status, 200);
      rehearsal.clock.advance(1000);
      assert.match((await rehearsal.send(path)).body, /Signature expired/);
    }));

  it("takes a signature for the address that the API has on AWS", () =>
    rehearse(allowed, async (rehearsal) => {
      const hostname = `${API_ID}.execute-api.eu-west-1.amazonaws.com`;
      const { path, sent } = await signed(rehearsal, {
        credentials: credentialsOf(allowed),
        path: "/reports/1",
        hostname,
      });
      assert.equal((await rehearsal.send(path, sent)).status, 200);
    }));

  it("gives credentials that look like the rehearsal's, the same each time", () => {
    const credentials = credentialsOf(allowed);
    assert.match(credentials.accessKeyId, /^ASIAGATEHOUSE[0-9A-F]{7}$/);
    assert.deepEqual(credentials, credentialsOf(allowed));
  });

  it("answers 403 Missing Authentication Token to a request without signature", () =>
    rehearse(allowed, async (rehearsal) => {
      const answer = await rehearsal.send("/reports/1");
      assert.deepEqual([answer.status, answer.body], [403, '{"message":"Missing Authentication Token"}']);
      assert.equal(answer.headers["x-amzn-errortype"], "MissingAuthenticationTokenException");
    }));

  const faults: readonly [string, string, RegExp][] = [
    ["Bearer abc", "IncompleteSignatureException", /Invalid key=value pair \(missing equal-sign\)/],
    [
      "AWS4-HMAC-SHA256 Credential=a",
      "IncompleteSignatureException",
      /requires 'Signature' parameter\. .*X-Amz-Date/,
    ],
    ["Basic a=b", "IncompleteSignatureException", /Unsupported AWS 'algorithm'/],
  ];
  for (const [authorization, errorType, message] of faults)
    it(`answers 403 to "${authorization}", without showing it`, () =>
      rehearse(allowed, async (rehearsal) => {
        const answer = await rehearsal.send("/reports/1", { headers: { Authorization: authorization } });
        assert.deepEqual([answer.status, answer.headers["x-amzn-errortype"]], [403, errorType]);
        assert.match(answer.body, message);
        assert.equal(answer.body.includes(authorization), false);
      }));

  const tampered: readonly [
    string,
    (rehearsal: Rehearsal) => Promise<{ path: string; sent: Sent }>,
    string,
    RegExp,
  ][] = [
    [
      "another path",
      async (rehearsal) => ({
        ...(await signed(rehearsal, { credentials: credentialsOf(allowed), path: "/reports/1" })),
        path: "/reports/2",
      }),
      "InvalidSignatureException",
      /The request signature we calculated does not match/,
    ],
    [
      "another body",
      async (rehearsal) => {
        const given = await signed(rehearsal, {
          credentials: credentialsOf(allowed),
          method: "POST",
          path: "/reports/1",
          body: "a",
        });
        return { ...given, sent: { ...given.sent, body: "b" } };
      },
      "InvalidSignatureException",
      /The request signature we calculated does not match/,
    ],
    [
      "another secret",
      (rehearsal) =>
        signed(rehearsal, {
          credentials: { ...credentialsOf(allowed), secretAccessKey: "x" },
          path: "/reports/1",
        }),
      "InvalidSignatureException",
      /The request signature we calculated does not match/,
    ],
    [
      "an unknown key",
      (rehearsal) =>
        signed(rehearsal, {
          credentials: { ...credentialsOf(allowed), accessKeyId: "AKIAX" },
          path: "/reports/1",
        }),
      "UnrecognizedClientException",
      /The security token included in the request is invalid/,
    ],
    [
      "another session token",
      (rehearsal) =>
        signed(rehearsal, {
          credentials: { ...credentialsOf(allowed), sessionToken: "x" },
          path: "/reports/1",
        }),
      "UnrecognizedClientException",
      /The security token included in the request is invalid/,
    ],
    [
      "another service",
      (rehearsal) =>
        signed(rehearsal, { credentials: credentialsOf(allowed), path: "/reports/1", service: "s3" }),
      "InvalidSignatureException",
      /Credential should be scoped to correct service: 'execute-api'/,
    ],
    [
      "another Region",
      (rehearsal) =>
        signed(rehearsal, { credentials: credentialsOf(allowed), path: "/reports/1", region: "us-east-1" }),
      "InvalidSignatureException",
      /Credential should be scoped to a valid region/,
    ],
    [
      "a clock that is late",
      async (rehearsal) => {
        const given = await signed(rehearsal, { credentials: credentialsOf(allowed), path: "/reports/1" });
        rehearsal.clock.advance(300_001);
        return given;
      },
      "InvalidSignatureException",
      /Signature expired: 20261121T105100Z is now earlier than/,
    ],
  ];
  for (const [name, make, errorType, message] of tampered)
    it(`answers 403 to a signature with ${name}`, () =>
      rehearse(allowed, async (rehearsal) => {
        const { path, sent } = await make(rehearsal);
        const answer = await rehearsal.send(path, sent);
        assert.deepEqual([answer.status, answer.headers["x-amzn-errortype"]], [403, errorType]);
        assert.match((JSON.parse(answer.body) as { message: string }).message, message);
        assert.equal(rehearsal.events.length, 0);
      }));

  const everybody = {
    Effect: "Allow",
    Principal: "*",
    Action: "execute-api:Invoke",
    Resource: "execute-api:/*",
  };
  const decisions: readonly [string, ApiOptions, number][] = [
    ["no policy allows it", options([]), 403],
    [
      "the identity's policy allows another method only",
      options([invoke(`${EXECUTION_ARN}/dev/PUT/*`)]),
      403,
    ],
    ["the resource policy alone allows it", options([], everybody), 200],
    ["the resource policy names the role", options([], { ...everybody, Principal: { AWS: ROLE } }), 200],
    [
      "the resource policy only delegates to the account",
      options([], { ...everybody, Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } }),
      403,
    ],
    ["the resource policy denies", options([invoke("*")], { ...everybody, Effect: "Deny" }), 403],
    [
      "a condition of the identity's policy cannot be decided",
      options([{ ...invoke("*"), Condition: { StringEquals: { "aws:PrincipalTag/team": "x" } } }]),
      403,
    ],
  ];
  for (const [name, given, status] of decisions)
    it(`answers ${status} when ${name}`, () =>
      rehearse(given, async (rehearsal) => {
        const { path, sent } = await signed(rehearsal, {
          credentials: credentialsOf(given),
          path: "/reports/1",
        });
        const answer = await rehearsal.send(path, sent);
        assert.equal(answer.status, status);
        if (status === 403)
          assert.match(
            answer.body,
            /^\{"Message":"User: arn:aws:sts::.*assumed-role\/operator\/rehearsal is not authorized/,
          );
      }));

  it("decides by AWS's tables for the same and for another account", () => {
    const verdict = (effect: Verdict["effect"]): Verdict => ({ effect, coverage: "caller" });
    const table: readonly [Verdict["effect"], Verdict["effect"], boolean, boolean][] = [
      ["allow", "allow", true, true],
      ["allow", "silent", true, false],
      ["allow", "deny", false, false],
      ["silent", "allow", true, false],
      ["silent", "silent", false, false],
      ["silent", "deny", false, false],
      ["deny", "allow", false, false],
    ];
    for (const [identity, policy, same, cross] of table)
      assert.deepEqual(
        [true, false].map((own) => decideTogether(verdict(identity), verdict(policy), own)),
        [same, cross],
        `${identity} and ${policy}`,
      );
  });
});
