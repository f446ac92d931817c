import assert from "node:assert/strict";

import fc from "fast-check";

import { canonicalRequest } from "../../local/gateway/iam/canonicalRequest";
import { verifySignature } from "../../local/gateway/iam/signature";

const NONE = { find: () => undefined, list: () => [] };
const scope = { region: "eu-west-1", service: "execute-api", now: Date.UTC(2026, 10, 21), store: NONE };
const request = (authorization: string, queryString: string, path: string) => ({
  method: "GET",
  path,
  queryString,
  headers: new Map([["authorization", [authorization]]]),
  body: Buffer.alloc(0),
});

describe("signatures that nobody made", () => {
  const part = fc.constantFrom(
    "Credential=",
    "a/20261121/eu-west-1/execute-api/aws4_request",
    "Signature=",
    "SignedHeaders=host",
    ",",
    "=",
    " ",
    "AWS4-HMAC-SHA256 ",
    "é",
    "\u0000",
  );
  const header = fc.oneof(
    fc.string(),
    fc.array(part).map((parts) => parts.join("")),
  );
  const query = fc.oneof(
    fc.string(),
    fc
      .array(
        fc.constantFrom(
          "X-Amz-Algorithm=AWS4-HMAC-SHA256",
          "X-Amz-Signature=x",
          "X-Amz-Credential=%",
          "X-Amz-Date=1",
          "X-Amz-Expires=-1",
          "X-Amz-SignedHeaders=host",
        ),
      )
      .map((parts) => parts.join("&")),
  );

  it("are refused with one of AWS's errors, whatever they look like", () => {
    fc.assert(
      fc.property(header, query, fc.string(), (authorization, queryString, path) => {
        const verdict = verifySignature([request(authorization, queryString, path)], scope);
        assert.equal(verdict.ok, false);
        assert.ok(!verdict.ok && verdict.message.length > 0 && verdict.errorType.endsWith("Exception"));
      }),
    );
  });

  it("the order of query parameters does not change the canonical request; a changed value does", () => {
    const name = fc.stringMatching(/^[a-z]{1,4}$/);
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(name, name), { selector: ([key]) => key, minLength: 1 }),
        (pairs) => {
          const of = (list: readonly (readonly [string, string])[]): string =>
            canonicalRequest(request("", list.map(([key, value]) => `${key}=${value}`).join("&"), "/"), [
              "host",
            ]);
          assert.equal(of(pairs), of([...pairs].reverse()));
          const [[key, value] = ["", ""], ...rest] = pairs;
          assert.notEqual(of(pairs), of([[key, `${value}x`], ...rest]));
        },
      ),
    );
  });
});
