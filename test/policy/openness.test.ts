import assert from "node:assert/strict";
import { evaluate } from "../../policy/model/evaluate";
import { FIXTURE_DAY, fixtureStack, only } from "../../policy/model/fixture";
import type { JsonObject } from "../../policy/model/wire";
import { rules } from "../../policy/rules/index";

/** What a rule says of one resource. */
function verdictOf(id: string, type: string, props: JsonObject): string | undefined {
  const rule = rules.find((one) => one.id === id);
  assert.ok(rule, id);
  const [outcome] = evaluate(rule, fixtureStack(only(type, props)), rule.options.parse({}), FIXTURE_DAY);
  return outcome?.verdict;
}

const document = (...statements: readonly object[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

const ANYTHING = ["*", "?*", "**", "*:*", "arn:*", "arn:aws:*", "arn:aws:*:*:*:*", "arn:*:*:*:*:?*"];

/** Conditions under which any stranger passes. */
const OPEN_CONDITIONS: readonly object[] = [
  { ArnLike: { "aws:SourceArn": "arn:aws:s3:*:*:*" } },
  { ArnLike: { "aws:SourceArn": "arn:aws:*" } },
  {
    ArnLike: { "aws:SourceArn": ["arn:aws:sqs:eu-central-1:000000000000:orders", "arn:aws:sns:*:*:orders"] },
  },
  { StringLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/*" } },
  { StringLike: { "aws:SourceAccount": "????????????" } },
  { StringLike: { "aws:PrincipalOrgID": "o-*" } },
  { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-*/r-ab12/*" } },
  { StringLike: { "aws:userid": "*:*" } },
  { StringLike: { "sts:ExternalId": "?*" } },
  { StringEquals: { "aws:SourceAccount": "${aws:PrincipalAccount}" } },
  { IpAddress: { "aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"] } },
  { IpAddress: { "aws:SourceIp": "::/1" } },
];

/** Conditions that leave something finite, as AWS's own examples write them. */
const FINITE_CONDITIONS: readonly object[] = [
  { ArnLike: { "aws:SourceArn": "arn:aws:s3:*:*:orders-bucket" } },
  { ArnLike: { "aws:SourceArn": "arn:aws:s3:::orders-bucket" } },
  { ArnLike: { "aws:SourceArn": "arn:aws:sns:*:000000000000:*" } },
  { StringLike: { "aws:PrincipalArn": "arn:aws:iam::000000000000:role/*" } },
  { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
  { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/*" } },
  { StringLike: { "aws:userid": "AROAEXAMPLE:*" } },
  { IpAddress: { "aws:SourceIp": ["10.0.0.0/8", "192.0.2.0/24", "2001:db8::/32"] } },
];

const queue = (...statements: readonly object[]) => ({ policy: document(...statements) });
const send = { Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: "queue" };
const verdictOfQueue = (props: JsonObject) =>
  verdictOf("sqs-no-public-policy", "aws:sqs/queuePolicy:QueuePolicy", props);

describe("a policy that lets everything through, however it is written", () => {
  const permits = (rule: string, Action: unknown, Resource: unknown) =>
    verdictOf(rule, "aws:iam/policy:Policy", { policy: document({ Effect: "Allow", Action, Resource }) });

  for (const everything of ANYTHING)
    it(`on ${everything} is refused`, () => {
      assert.equal(permits("iam-no-admin", "*", everything), "violation");
      assert.equal(permits("iam-no-admin", "?*", everything), "violation");
      assert.equal(permits("iam-no-wildcard-resource", "dynamodb:GetItem", everything), "violation");
    });

  it("on what is all of one account is refused, on one kind of resource it is not", () => {
    assert.equal(permits("iam-no-admin", "*", "arn:aws:*:*:000000000000:*"), "violation");
    assert.equal(permits("iam-no-admin", "*", "arn:aws:dynamodb:*:*:table/*"), "pass");
  });

  it("by all actions of a service is refused, by a part of them it is not", () => {
    for (const action of ["iam:?*", "dynamodb:?*", "sqs:**", "s*:*", "*:*", "?*"])
      assert.equal(permits("iam-no-service-wildcard", action, "arn:aws:x:::y"), "violation", action);
    for (const action of ["dynamodb:Get*", "dynamodb:*Item", "sqs:?endMessage"])
      assert.equal(permits("iam-no-service-wildcard", action, "arn:aws:x:::y"), "pass", action);
  });

  it("to every key, role or API is refused", () => {
    for (const everything of [...ANYTHING, "arn:aws:kms:*:*:key/?*", "arn:aws:kms:eu-west-1:000000000000:?*"])
      assert.equal(permits("iam-no-decrypt-all-keys", "kms:Decrypt", everything), "violation", everything);
    for (const everything of [...ANYTHING, "arn:aws:iam::*:role/?*", "arn:aws:iam:*:role/*"])
      assert.equal(permits("iam-passrole-scoped", "iam:PassRole", everything), "violation", everything);
    for (const everything of [...ANYTHING, "arn:aws:execute-api:*:*:?*/prod/GET/users"])
      assert.equal(permits("iam-invoke-scoped", "execute-api:Invoke", everything), "violation", everything);
  });

  it("to a queue is refused", () => {
    for (const action of ["sqs:?*", "SQS:*", "*", "?*", "*:*"])
      assert.equal(
        verdictOf(
          "sqs-no-wildcard-action",
          "aws:sqs/queuePolicy:QueuePolicy",
          queue({ ...send, Action: action }),
        ),
        "violation",
        action,
      );
  });
});

describe("a policy for everyone", () => {
  for (const Condition of OPEN_CONDITIONS)
    it(`is refused under ${JSON.stringify(Condition)}`, () => {
      assert.equal(verdictOfQueue(queue({ ...send, Condition })), "violation");
    });

  for (const Condition of FINITE_CONDITIONS)
    it(`passes under ${JSON.stringify(Condition)}`, () => {
      assert.equal(verdictOfQueue(queue({ ...send, Condition })), "pass");
    });

  it("is not closed by a Deny that spares anyone, or something else", () => {
    const deny = { ...send, Effect: "Deny" };
    const strangers = { StringNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/*" } };
    assert.equal(verdictOfQueue(queue(send, { ...deny, Condition: strangers })), "violation");
    const known = { StringNotEquals: { "aws:PrincipalAccount": "000000000000" } };
    const allBut = { ...send, Resource: undefined, NotResource: "spare" };
    assert.equal(verdictOfQueue(queue(allBut, { ...deny, Condition: known })), "violation");
    assert.equal(verdictOfQueue(queue(allBut, { ...deny, Resource: "*", Condition: known })), "pass");
    const denyAllBut = { ...deny, Resource: undefined, NotResource: "queue", Condition: known };
    assert.equal(verdictOfQueue(queue({ ...send, Resource: "*" }, denyAllBut)), "violation");
    const denyServices = { ...deny, Principal: { Service: "*" }, Condition: known };
    assert.equal(verdictOfQueue(queue(send, denyServices)), "violation");
  });

  it("is refused also where it means everyone of a kind", () => {
    for (const Principal of [{ Service: "*" }, { CanonicalUser: "*" }, { Federated: "?*" }])
      assert.equal(verdictOfQueue(queue({ ...send, Principal })), "violation", JSON.stringify(Principal));
  });

  it("may not call a function", () => {
    const permission = (props: JsonObject) =>
      verdictOf("lambda-permission-source-arn", "aws:lambda/permission:Permission", {
        principal: "s3.amazonaws.com",
        ...props,
      });
    for (const sourceArn of ["", "*", "**", "?*", "arn:*", "arn:aws:s3:::*", "arn:aws:sns:*:*:orders"])
      assert.equal(permission({ sourceArn }), "violation", sourceArn);
    assert.equal(permission({ sourceArn: "arn:aws:s3:::orders" }), "pass");
    const everyone = (props: JsonObject) =>
      verdictOf("lambda-no-public-permission", "aws:lambda/permission:Permission", {
        principal: "*",
        ...props,
      });
    for (const props of [{ sourceArn: "arn:aws:s3:::*" }, { sourceAccount: "" }, { principalOrgId: "o-*" }])
      assert.equal(everyone(props), "violation", JSON.stringify(props));
    assert.equal(everyone({ principalOrgId: "o-a1b2c3d4e5" }), "pass");
  });
});
