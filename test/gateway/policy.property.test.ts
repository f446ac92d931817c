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

  describe("with variables", () => {
    const keys = new Set(["aws:username", "cognito-identity.amazonaws.com:amr"]);
    const decide = (
      statement: object,
      resource: string,
      values: Readonly<Record<string, string | readonly string[]>>,
      version = "2012-10-17",
    ): string =>
      compilePolicies([{ Version: version, Statement: { ...allow, ...statement } }], {
        keys,
        principals: false,
      })({ action: "execute-api:Invoke", resource, key: (name) => values[name] }).effect;
    const own = { Resource: "avatars/${aws:username}/*" };

    it("stand for the caller's value, whose wildcards are none", () => {
      assert.equal(decide(own, "avatars/ada/1", { "aws:username": "ada" }), "allow");
      assert.equal(decide(own, "avatars/grace/1", { "aws:username": "ada" }), "silent");
      assert.equal(decide(own, "avatars/grace/1", { "aws:username": "*" }), "silent");
      assert.equal(decide({ Resource: "a/${*}" }, "a/b", {}), "silent");
      assert.equal(decide({ Resource: "a/${*}" }, "a/*", {}), "allow");
    });

    it("match nothing without a value, unless they have a default", () => {
      assert.equal(decide(own, "avatars//1", {}), "silent");
      assert.equal(decide({ Resource: "x/${aws:username, 'all'}" }, "x/all", {}), "allow");
    });

    it("are none in documents of the old version, and grant nothing when they are not known", () => {
      assert.equal(decide(own, "avatars/ada/1", { "aws:username": "ada" }, "2008-10-17"), "silent");
      assert.equal(decide({ Resource: "avatars/${aws:unknown}" }, "avatars/x", {}), "silent");
    });

    it("work in conditions", () => {
      const equal = { Condition: { StringEquals: { "aws:username": "${aws:username}" } } };
      assert.equal(decide(equal, "x", { "aws:username": "a*" }), "allow");
      assert.equal(decide(equal, "x", {}), "silent");
    });

    it("keys of many values meet any or all of what is wanted", () => {
      const amr = { "cognito-identity.amazonaws.com:amr": ["authenticated", "pool"] };
      const when = (operator: string, wanted: string) => ({
        Condition: { [operator]: { "cognito-identity.amazonaws.com:amr": wanted } },
      });
      assert.equal(decide(when("ForAnyValue:StringLike", "authenti*"), "x", amr), "allow");
      assert.equal(decide(when("ForAllValues:StringLike", "authenti*"), "x", amr), "silent");
      assert.equal(decide(when("StringNotEquals", "pool"), "x", amr), "silent");
    });
  });
});
