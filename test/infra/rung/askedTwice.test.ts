import assert from "node:assert/strict";
import { askedTwice } from "./askedTwice";

const ARN = "arn:aws:lambda:eu-west-1:123456789012:function:shop:live";
const problem = {
  phase: "apply",
  urn: "urn:one",
  type: "aws:lambda/alias:Alias",
  property: null,
  message: `creating Lambda Alias (live): operation error Lambda: CreateAlias, https response error StatusCode: 409, RequestID: r, api error ConflictException: Alias already exists: ${ARN}: `,
};
const made = (urn: string, arn = ARN) => ({ urn, outputs: { arn } });

describe("a resource that exists already when the provider makes it", () => {
  it("was asked for twice, when it alone has that ARN", () => {
    assert.ok(askedTwice(problem, [made("urn:one"), made("urn:two", `${ARN}2`)]));
  });

  it("is a problem when another has that ARN, or it has another", () => {
    assert.ok(!askedTwice(problem, [made("urn:one"), made("urn:two")]));
    assert.ok(!askedTwice(problem, [made("urn:two")]));
    assert.ok(!askedTwice(problem, [made("urn:one", `${ARN}2`)]));
  });

  it("is a problem in another phase, and with another message", () => {
    assert.ok(!askedTwice({ ...problem, phase: "second plan" }, [made("urn:one")]));
    assert.ok(
      !askedTwice({ ...problem, message: "StatusCode: 409, a limit is exceeded" }, [made("urn:one")]),
    );
  });
});
