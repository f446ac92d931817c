import assert from "node:assert/strict";
import { deniesPlaintext, limits } from "../../policy/documents/condition";
import { Value } from "../../policy/model/value";
import { UNKNOWN } from "../../policy/model/wire";

describe("conditions", () => {
  const read = (condition: unknown) => new Value(condition, "Condition");
  const plaintext = { "aws:SecureTransport": "false" };

  it("limit nothing where every caller meets them", () => {
    for (const one of [
      {},
      { Bool: { "aws:SecureTransport": "true" } },
      { StringLike: { "aws:PrincipalArn": "*" } },
      { ArnLike: { "aws:PrincipalArn": ["arn:aws:iam::000000000000:role/x", "*"] } },
      { StringEquals: { "aws:Referer": "https://shop.example.com" } },
      { DateGreaterThan: { "aws:CurrentTime": "2020-01-01T00:00:00Z" } },
    ])
      assert.equal(limits(read(one)), false, JSON.stringify(one));
    for (const one of [
      { StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } },
      { StringLike: { "aws:PrincipalArn": "*/admin" } },
      { Bool: { "aws:SecureTransport": "true", "aws:MultiFactorAuthPresent": "true" } },
    ])
      assert.equal(limits(read(one)), true, JSON.stringify(one));
    assert.equal(limits(read(UNKNOWN)), "unknown");
    assert.equal(limits(read({ StringEquals: UNKNOWN })), "unknown");
  });

  it("deny what comes without TLS only where nothing else must hold as well", () => {
    for (const one of [
      { Bool: plaintext },
      { Bool: { "AWS:SecureTransport": [false] } },
      { BoolIfExists: plaintext },
      { Bool: { ...plaintext, "aws:PrincipalIsAWSService": "false" } },
    ])
      assert.equal(deniesPlaintext(read(one)), true, JSON.stringify(one));
    for (const one of [
      {},
      { Bool: { "aws:SecureTransport": "true" } },
      { StringEquals: plaintext },
      { Bool: plaintext, StringNotEquals: { "aws:PrincipalAccount": "000000000000" } },
      { Bool: { ...plaintext, "aws:PrincipalIsAWSService": "true" } },
    ])
      assert.equal(deniesPlaintext(read(one)), false, JSON.stringify(one));
    assert.equal(deniesPlaintext(read({ Bool: UNKNOWN })), "unknown");
    assert.equal(deniesPlaintext(read({ Bool: { "aws:SecureTransport": UNKNOWN } })), "unknown");
  });
});
