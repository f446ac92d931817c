import assert from "node:assert/strict";
import fc from "fast-check";
import { areFew, isWorld } from "../../policy/documents/addresses";
import {
  isEvery,
  isEveryAction,
  isEveryActionOf,
  isEveryResource,
  isEveryResourceOf,
} from "../../policy/documents/breadth";
import { isFiniteArn } from "../../policy/documents/finite";
import { actionMatches, globMatches, isEverything, mayMeet } from "../../policy/documents/glob";
import { isOpenTo, readPolicy } from "../../policy/documents/policy-document";
import { Value } from "../../policy/model/value";
import { UNKNOWN } from "../../policy/model/wire";

const allow = { Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: "*" };

function open(...statements: readonly object[]) {
  const document = readPolicy(new Value(JSON.stringify({ Statement: statements }), "policy"));
  const [first] = document.statements;
  assert.ok(first);
  return isOpenTo(document, first, "sqs:SendMessage");
}

describe("globs", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", ":", "/"), maxLength: 12 });
  const pattern = fc.string({ unit: fc.constantFrom("a", "b", ":", "*", "?"), maxLength: 8 });

  it("match as a regular expression would", () => {
    fc.assert(
      fc.property(pattern, word, (glob, text) => {
        const expression = new RegExp(`^${glob.replaceAll("*", ".*").replaceAll("?", ".")}$`);
        assert.equal(globMatches(glob, text), expression.test(text));
      }),
    );
  });

  it("hold a pattern only if they hold all that it matches", () => {
    fc.assert(
      fc.property(
        pattern,
        pattern,
        fc.array(word, { minLength: 20, maxLength: 20 }),
        (outer, inner, fillings) => {
          if (!globMatches(outer, inner)) return;
          for (const filling of fillings) {
            const text = inner.replaceAll("*", () => filling).replaceAll("?", () => filling.charAt(0) || "a");
            assert.ok(globMatches(outer, text), `${outer} holds ${inner} but not ${text}`);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("stay quick on patterns made to be slow", () => {
    assert.equal(globMatches("*a".repeat(2000), "a".repeat(3999) + "b"), false);
  });

  it("are everything only if they match any text", () => {
    const text = fc.string({ minLength: 4, unit: fc.constantFrom("a", "m", "n", "z", ":", "/") });
    const wild = fc.string({ unit: fc.constantFrom("*", "?", "a", ":"), maxLength: 4 });
    fc.assert(
      fc.property(wild, text, (glob, any) => {
        if (isEverything(glob)) assert.ok(globMatches(glob, any), `${glob} does not match ${any}`);
        else assert.ok(/[a:]/.test(glob) || !glob.includes("*"), `${glob} is not taken for everything`);
      }),
    );
  });

  it("are told apart only if no text matches both", () => {
    fc.assert(
      fc.property(pattern, pattern, word, (a, b, text) => {
        if (globMatches(a, text) && globMatches(b, text)) assert.ok(mayMeet(a, b), `${a} and ${b}: ${text}`);
      }),
      { numRuns: 2000 },
    );
  });

  it("compare actions without regard to case", () => {
    assert.ok(actionMatches("SQS:Send*", "sqs:SendMessage"));
  });
});

describe("what a pattern takes in", () => {
  const wild = fc.constantFrom("*", "?*", "**", "*?");
  const name = fc.string({ minLength: 3, maxLength: 9, unit: fc.constantFrom("b", "e", "k", "t") });

  it("is every resource while service and resource are open, and no more once one is named", () => {
    const field = fc.oneof(wild, name);
    fc.assert(
      fc.property(wild, field, field, wild, name, (service, region, account, resource, named) => {
        const of = (one: string, other: string) => `arn:aws:${one}:${region}:${account}:${other}`;
        assert.ok(isEveryResource(of(service, resource)));
        assert.ok(!isEveryResource(of(named, resource)));
        assert.ok(!isEveryResource(of(service, named)));
        assert.ok(isEvery("kms", "key/", of("kms", `key/${resource}`)));
        assert.ok(!isEvery("kms", "key/", of("kms", `key/${named}${resource}`)));
      }),
    );
  });

  it("is all that one action works on, be it one kind of resource", () => {
    assert.equal(isEveryResourceOf("iam:PutRolePolicy", "arn:aws:iam::000000000000:role/*"), true);
    assert.equal(isEveryResourceOf("sts:AssumeRole", "arn:aws:iam::*:role/*"), true);
    assert.equal(isEveryResourceOf("s3:GetObject", "arn:aws:s3:::*/*"), true);
    assert.equal(isEveryResourceOf("s3:GetObject", "arn:aws:s3:::shop/*"), false);
    assert.equal(isEveryResourceOf("s3:GetObject", "arn:aws:s3:::*"), true);
    assert.equal(isEveryResourceOf("iam:PutRolePolicy", "arn:aws:iam::000000000000:role/shop-*"), false);
    assert.equal(isEveryResourceOf("s3:GetObject", "arn:aws:iam::000000000000:role/*"), false);
  });

  it("is every action, of all services or of one", () => {
    fc.assert(
      fc.property(wild, wild, name, (service, action, named) => {
        assert.ok(isEveryAction(action) && isEveryAction(`${service}:${action}`));
        assert.ok(!isEveryAction(`${named}:${action}`) && !isEveryAction(`${service}:${named}${action}`));
        assert.ok(isEveryActionOf(named, `${named}:${action}`));
        assert.ok(!isEveryActionOf(named, `${named}:Get${action}`));
      }),
    );
  });

  it("is finite for an ARN only if it matches none of a stranger's", () => {
    const part = fc.oneof(wild, name, fc.constant(""));
    const account = fc.oneof(wild, fc.constantFrom("000000000000", "0000*", "????????????", ""));
    fc.assert(
      fc.property(part, part, account, part, (service, region, owner, resource) => {
        const arn = `arn:aws:${service}:${region}:${owner}:${resource}`;
        const some = (text: string) => text.replaceAll("*", "x").replaceAll("?", "x");
        const stranger = ["arn:aws", some(service), some(region), "999999999999", some(resource)].join(":");
        if (globMatches(arn, stranger)) assert.ok(!isFiniteArn(arn), `${arn} matches ${stranger}`);
        else if (owner === "000000000000") assert.ok(isFiniteArn(arn), arn);
      }),
    );
  });

  it("is all addresses however they are cut, and few within one network", () => {
    /** All halves of halves of a block down to a depth: together they are the block. */
    const cut = (network: number, bits: number, depths: readonly number[]): string[] => {
      const [depth = 0, ...rest] = depths;
      if (depth === 0) return [`${[24, 16, 8, 0].map((by) => (network >>> by) & 255).join(".")}/${bits}`];
      const half = (network | (1 << (31 - bits))) >>> 0;
      return [...cut(network, bits + 1, [depth - 1, ...rest]), ...cut(half, bits + 1, [...rest, depth - 1])];
    };
    const depths = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(depths, fc.integer({ min: 0, max: 9 }), (how, turn) => {
        const turned = (blocks: string[]) => [...blocks.slice(turn), ...blocks.slice(0, turn)];
        assert.equal(areFew(turned(cut(0, 0, how))), false);
        assert.equal(areFew(turned(cut(0xcb007100, 24, how))), true);
      }),
    );
    assert.equal(areFew(["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]), true);
    assert.equal(areFew(["2001:db8::/48", "::ffff:192.0.2.1", "192.0.2.1"]), true);
    for (const text of ["0.0.0.0/0", "0.0.0.0/00", "128.0.0.0/1", "::/0", "2000::/3"])
      assert.equal(isWorld(text), true, text);
    for (const text of ["192.0.2.0/24", "10.0.0.0/8", "3.0.0.0/8", "fc00::/7", "everywhere"])
      assert.equal(isWorld(text), false, text);
    for (const text of ["8000::/1", "192.0.2.0/33", "everywhere", "192.0.2.0/"])
      assert.equal(areFew([text]), false, text);
  });
});

describe("policy documents", () => {
  it("are open when everyone may act and nothing narrows it", () => {
    assert.equal(open(allow), true);
    assert.equal(open({ ...allow, Principal: { AWS: ["*"] } }), true);
    assert.equal(open({ ...allow, Action: undefined, NotAction: "sqs:DeleteQueue" }), true);
    assert.equal(
      open({ ...allow, Principal: undefined, NotPrincipal: { AWS: "arn:aws:iam::000000000000:root" } }),
      true,
    );
  });

  it("are not open when they name somebody, or do something else", () => {
    assert.equal(open({ ...allow, Principal: { Service: "sns.amazonaws.com" } }), false);
    assert.equal(open({ ...allow, Principal: { AWS: "arn:aws:iam::000000000000:root" } }), false);
    assert.equal(open({ ...allow, Effect: "Deny" }), false);
    assert.equal(open({ ...allow, Action: "sqs:GetQueueUrl" }), false);
    assert.equal(open({ ...allow, Action: undefined, NotAction: "sqs:*" }), false);
  });

  const finite = { "aws:SourceVpce": "vpce-0a1b2c3d" };
  const conditions: readonly (readonly [object, boolean])[] = [
    [{ StringEquals: finite }, false],
    [{ StringEquals: { "AWS:SOURCEVPCE": ["vpce-0a1b2c3d"] } }, false],
    [{ StringEqualsIfExists: finite }, true],
    [{ StringNotEquals: finite }, true],
    [{ StringLike: { "aws:PrincipalArn": "*" } }, true],
    [{ ArnLike: { "aws:SourceArn": "arn:*:*:*" } }, true],
    [{ "ForAllValues:StringEquals": finite }, true],
    [{ Null: { "aws:SourceVpce": "false" } }, true],
    [{ Bool: { "aws:SecureTransport": "true" }, StringEquals: finite }, false],
    [{ IpAddress: { "aws:SourceIp": ["10.0.0.0/8", "0.0.0.0/0"] } }, true],
    [{ StringEquals: { "aws:SourceVpce": [] } }, true],
  ];
  for (const [condition, expected] of conditions)
    it(`${expected ? "are" : "are not"} open under ${JSON.stringify(condition)}`, () => {
      assert.equal(open({ ...allow, Condition: condition }), expected);
    });

  it("are closed by a Deny that shuts out all others, and by no other", () => {
    const deny = { ...allow, Effect: "Deny" };
    assert.equal(open(allow, { ...deny, Condition: { StringNotEquals: finite } }), false);
    assert.equal(open(allow, deny), false);
    assert.equal(open(allow, { ...deny, Condition: { StringEquals: finite } }), true);
    assert.equal(
      open(allow, { ...deny, Condition: { StringNotEquals: { ...finite, "aws:UserAgent": "x" } } }),
      true,
    );
    assert.equal(
      open(allow, { ...deny, Action: "sqs:DeleteQueue", Condition: { StringNotEquals: finite } }),
      true,
    );
    assert.equal(open(allow, { ...deny, Resource: "another", Condition: { StringNotEquals: finite } }), true);
  });

  it("are never open once a condition on one account is added", () => {
    const principal = fc.constantFrom<unknown>(
      "*",
      { AWS: "*" },
      { AWS: ["*", "arn:aws:iam::000000000000:root"] },
    );
    const action = fc.constantFrom("*", "sqs:*", "sqs:Send*", ["sqs:SendMessage", "*"]);
    fc.assert(
      fc.property(principal, action, (Principal, Action) => {
        assert.equal(open({ ...allow, Principal, Action }), true);
        const Condition = { StringEquals: { "aws:SourceAccount": "000000000000" } };
        assert.equal(open({ ...allow, Principal, Action, Condition }), false);
      }),
    );
  });

  it("say unknown where a part that decides is unknown", () => {
    assert.equal(open({ ...allow, Principal: UNKNOWN }), "unknown");
    assert.equal(
      open({ ...allow, Condition: { StringEquals: { "aws:SourceAccount": UNKNOWN } } }),
      "unknown",
    );
    assert.equal(readPolicy(new Value(UNKNOWN, "policy")).state, "unknown");
  });

  it("read a single statement, an object and nonsense", () => {
    assert.equal(readPolicy(new Value({ Statement: allow }, "policy")).statements.length, 1);
    assert.equal(readPolicy(new Value("{", "policy")).state, "malformed");
    assert.equal(readPolicy(new Value("x".repeat(300_000), "policy")).state, "malformed");
    assert.equal(readPolicy(new Value(undefined, "policy")).state, "absent");
  });
});
