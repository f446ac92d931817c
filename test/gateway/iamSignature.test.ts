import assert from "node:assert/strict";

import { API_ID, rehearse } from "./fixture";
import type { Rehearsal, Sent } from "./fixture";
import { allowed, credentialsOf } from "./iamApi";
import { signed } from "./signedRequest";

describe("AWS_IAM authorization", () => {
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
});
