import assert from "node:assert/strict";
import fc from "fast-check";
import { accessLogFormat } from "../../../infra/api/accessLogFormat";

const variables: readonly string[] = accessLogFormat.match(/\$context\.[A-Za-z0-9_.]+/g) ?? [];

describe("accessLogFormat", () => {
  it("is one line", () => {
    assert.doesNotMatch(accessLogFormat, /\n/);
  });

  it("stays JSON whatever API Gateway puts in, the dash for an absent value included", () => {
    const value = fc.oneof(fc.constant("-"), fc.integer().map(String), fc.stringMatching(/^[\w .:/=+-]*$/));
    fc.assert(
      fc.property(fc.array(value, { minLength: variables.length, maxLength: variables.length }), (values) => {
        let next = 0;
        const line = accessLogFormat.replace(/\$context\.[A-Za-z0-9_.]+/g, () => values[next++] ?? "-");
        assert.equal(Object.keys(JSON.parse(line) as object).length, variables.length);
      }),
    );
  });

  it("says who called, from where, what came of it and why it was refused", () => {
    for (const wanted of [
      "$context.requestId",
      "$context.identity.sourceIp",
      "$context.authorizer.claims.sub",
      "$context.status",
      "$context.responseLatency",
      "$context.authorizer.error",
    ]) {
      assert.ok(variables.includes(wanted), wanted);
    }
  });

  it("holds nothing that a caller keeps secret", () => {
    assert.doesNotMatch(accessLogFormat, /authorization|cookie|apiKey\b|x-api-key|querystring|\.path\b/i);
  });
});
