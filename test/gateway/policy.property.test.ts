import assert from "node:assert/strict";

import fc from "fast-check";

import { authorizerAnswer } from "../../local/gateway/gates/authorizerAnswer";
import { compilePolicies } from "../../local/gateway/policies/policy";
import type { Question } from "../../local/gateway/policies/statement";

const question: Question = {
  action: "execute-api:Invoke",
  resource: "arn:aws:execute-api:r:1:a/s/GET/x",
  key: () => undefined,
};
const scope = { keys: new Set(["aws:sourceip"]), principals: false };
const allow = { Effect: "Allow", Action: "execute-api:*", Resource: "*" };

describe("policies", () => {
  it("of any shape are evaluated without an error, and grant nothing by accident", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (document) => {
        const { effect } = compilePolicies([document], scope)(question);
        assert.notEqual(effect, "allow");
        authorizerAnswer(document);
        authorizerAnswer({ principalId: "x", policyDocument: document });
        authorizerAnswer({ principalId: "x", policyDocument: { Statement: document } });
      }),
    );
  });

  it("a deny wins wherever it stands", () => {
    fc.assert(
      fc.property(fc.nat(5), fc.nat(5), (before, after) => {
        const statements = [
          ...Array<object>(before).fill(allow),
          { ...allow, Effect: "Deny" },
          ...Array<object>(after).fill(allow),
        ];
        assert.equal(compilePolicies([{ Statement: statements }], scope)(question).effect, "deny");
      }),
    );
  });

  const cases: readonly [string, object, string][] = [
    [
      "a list of actions and resources",
      {
        ...allow,
        Action: ["a:B", "EXECUTE-API:invoke"],
        Resource: ["x", "arn:aws:execute-api:*:*:a/s/GET/?"],
      },
      "allow",
    ],
    [
      "NotAction that excludes it",
      { Effect: "Allow", NotAction: "execute-api:Invoke", Resource: "*" },
      "silent",
    ],
    ["NotAction of something else", { Effect: "Allow", NotAction: "s3:*", Resource: "*" }, "allow"],
    [
      "NotResource that covers it",
      { Effect: "Allow", Action: "*", NotResource: "arn:aws:execute-api:*" },
      "silent",
    ],
    [
      "an allow with an unknown condition",
      { ...allow, Condition: { StringEquals: { "aws:x": "y" } } },
      "silent",
    ],
    [
      "a deny with an unknown condition",
      { ...allow, Effect: "Deny", Condition: { StringEquals: { "aws:x": "y" } } },
      "deny",
    ],
    [
      "a condition on an absent key",
      { ...allow, Condition: { StringEquals: { "aws:SourceIp": "y" } } },
      "silent",
    ],
    [
      "the same IfExists",
      { ...allow, Condition: { StringEqualsIfExists: { "aws:SourceIp": "y" } } },
      "allow",
    ],
    ["the same negated", { ...allow, Condition: { StringNotEquals: { "aws:SourceIp": "y" } } }, "allow"],
    ["Null of an absent key", { ...allow, Condition: { Null: { "aws:SourceIp": "true" } } }, "allow"],
    ["a policy variable", { ...allow, Resource: "arn:aws:execute-api:*:*:${aws:username}/*" }, "silent"],
  ];
  for (const [name, statement, effect] of cases)
    it(`${name}: ${effect}`, () =>
      assert.equal(compilePolicies([{ Statement: statement }], scope)(question).effect, effect));
});
