import assert from "node:assert/strict";
import { compileWebAcl } from "../../local/gateway/waf";
import { acl, blocking, context, none, request } from "./requests";

const path = (searchString: string) => ({
  byteMatchStatement: {
    fieldToMatch: { uriPath: {} },
    searchString,
    positionalConstraint: "CONTAINS",
    textTransformations: none,
  },
});

describe("web ACL", () => {
  it("evaluates by ascending priority, and the first terminating action ends it", () => {
    const tested = acl([
      { name: "second", priority: 20, action: { block: {} }, statement: path("v1") },
      { name: "first", priority: 3, action: { allow: {} }, statement: path("products") },
    ]);
    assert.deepEqual(tested.evaluate(request()), {
      action: "ALLOW",
      rule: "first",
      labels: [],
      counted: [],
      insertHeaders: [],
    });
    assert.equal(tested.evaluate(request({ path: "/v1/users" })).rule, "second");
  });

  it("falls back to its default action", () => {
    assert.equal(acl([]).evaluate(request()).action, "ALLOW");
    const closed = acl(
      [{ name: "open", priority: 0, action: { allow: {} }, statement: path("/open") }],
      {},
      { defaultAction: { block: {} } },
    );
    assert.equal(closed.evaluate(request()).action, "BLOCK");
    assert.equal(closed.evaluate(request()).rule, undefined);
    assert.equal(closed.evaluate(request({ path: "/open" })).action, "ALLOW");
  });

  it("answers with a custom response", () => {
    const tested = acl(
      [
        blocking(path("v1"), {
          action: {
            block: {
              customResponse: {
                responseCode: 429,
                customResponseBodyKey: "slow",
                responseHeaders: [{ name: "retry-after", value: "60" }],
              },
            },
          },
        }),
      ],
      {},
      {
        customResponseBodies: [
          { key: "slow", content: '{"message":"slow"}', contentType: "APPLICATION_JSON" },
        ],
      },
    );
    const answer = tested.evaluate(request());
    assert.equal(answer.status, 429);
    assert.deepEqual(answer.headers, [
      ["content-type", "application/json"],
      ["retry-after", "60"],
    ]);
    assert.equal(answer.body, '{"message":"slow"}');
  });

  it("counts, labels and inserts headers, and goes on", () => {
    const tested = acl(
      [
        {
          name: "count",
          priority: 0,
          action: { count: { customRequestHandling: { insertHeaders: [{ name: "seen", value: "1" }] } } },
          statement: path("v1"),
          ruleLabels: [{ name: "team:v1" }],
        },
        {
          name: "by-label",
          priority: 1,
          action: { count: {} },
          statement: { labelMatchStatement: { scope: "LABEL", key: "team:v1" } },
        },
        {
          name: "by-namespace",
          priority: 2,
          action: { count: {} },
          statement: { labelMatchStatement: { scope: "NAMESPACE", key: "team:" } },
        },
        {
          name: "other",
          priority: 3,
          action: { block: {} },
          statement: { labelMatchStatement: { scope: "LABEL", key: "v1" } },
        },
      ],
      {},
      { arn: "arn:aws:wafv2:eu-central-1:000000000000:regional/webacl/shop/1" },
    );
    assert.deepEqual(tested.evaluate(request()), {
      action: "ALLOW",
      labels: ["awswaf:000000000000:webacl:shop:team:v1"],
      counted: ["count", "by-label", "by-namespace"],
      insertHeaders: [["x-amzn-waf-seen", "1"]],
    });
  });

  it("acts on labels of managed rules", () => {
    const tested = acl([
      {
        name: "core",
        priority: 0,
        overrideAction: { count: {} },
        statement: { managedRuleGroupStatement: { vendorName: "AWS", name: "AWSManagedRulesCommonRuleSet" } },
      },
      blocking(
        {
          andStatement: {
            statements: [
              {
                labelMatchStatement: {
                  scope: "LABEL",
                  key: "awswaf:managed:aws:core-rule-set:SizeRestrictions_Body",
                },
              },
              { notStatement: { statements: [path("/upload")] } },
            ],
          },
        },
        { priority: 1, name: "large-bodies" },
      ),
    ]);
    const large = { method: "POST", body: "x".repeat(9000) };
    assert.equal(tested.evaluate(request(large)).rule, "large-bodies");
    assert.equal(tested.evaluate(request({ ...large, path: "/upload" })).action, "ALLOW");
  });

  it("runs rule groups of the same program, with their own labels and overrides", () => {
    const arn = "arn:aws:wafv2:eu-central-1:000000000000:regional/rulegroup/mine/1";
    const ruleGroups = new Map([
      [
        arn,
        {
          name: "mine",
          rules: [
            {
              name: "r",
              priority: 0,
              action: { block: {} },
              statement: path("v1"),
              ruleLabels: [{ name: "hit" }],
            },
          ],
        },
      ],
    ]);
    const reference = (more: object, override: object = { none: {} }) =>
      acl(
        [
          {
            name: "group",
            priority: 0,
            overrideAction: override,
            statement: { ruleGroupReferenceStatement: { arn, ...more } },
          },
        ],
        { ruleGroups },
      );
    const answer = reference({}).evaluate(request());
    assert.equal(answer.rule, "group/r");
    assert.deepEqual(answer.labels, ["awswaf:000000000000:rulegroup:mine:hit"]);
    assert.equal(reference({}, { count: {} }).evaluate(request()).action, "ALLOW");
    const overridden = reference({ ruleActionOverrides: [{ name: "r", actionToUse: { count: {} } }] });
    assert.deepEqual(overridden.evaluate(request()).counted, ["group/r"]);
    const mistyped = reference({ ruleActionOverrides: [{ name: "x", actionToUse: { count: {} } }] });
    assert.match(mistyped.notices[0] ?? "", /names x, which the group does not have/);
  });

  it("answers captcha and challenge as AWS does without a token, and says so", () => {
    const tested = acl([
      blocking(path("/c"), { action: { captcha: {} } }),
      blocking(path("/v1"), { action: { challenge: {} } }),
    ]);
    assert.equal(tested.evaluate(request({ path: "/c" })).status, 405);
    const challenge = tested.evaluate(request());
    assert.equal(challenge.action, "BLOCK");
    assert.equal(challenge.status, 202);
    assert.deepEqual(challenge.headers, [["x-amzn-waf-action", "challenge"]]);
    assert.equal(tested.notices.length, 2);
  });

  it("reads rules from JSON in the form of the AWS API", () => {
    const ruleJson = JSON.stringify([
      {
        Name: "api",
        Priority: 0,
        Action: { Block: {} },
        Statement: {
          NotStatement: {
            Statement: {
              ByteMatchStatement: {
                SearchString: Buffer.from("/v1").toString("base64"),
                FieldToMatch: { UriPath: {} },
                TextTransformations: [{ Priority: 0, Type: "NONE" }],
                PositionalConstraint: "STARTS_WITH",
              },
            },
          },
        },
      },
    ]);
    const tested = compileWebAcl({ name: "x", defaultAction: { allow: {} }, ruleJson }, context());
    assert.deepEqual(tested.notices, []);
    assert.equal(tested.evaluate(request()).action, "ALLOW");
    assert.equal(tested.evaluate(request({ path: "/v2" })).rule, "api");
  });

  it("survives an ACL that is half unknown", () => {
    const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    const declared: readonly Record<string, unknown>[] = [
      {},
      { rules: unknown, defaultAction: unknown },
      {
        rules: [
          null,
          1,
          "x",
          {},
          { name: "r", statement: { ipSetReferenceStatement: { arn: unknown } }, action: { block: {} } },
        ],
      },
      { rules: [{ name: "r", priority: "x", statement: { andStatement: {} }, action: {} }], ruleJson: "{" },
    ];
    for (const inputs of declared) {
      const answer = compileWebAcl({ ...inputs }, context()).evaluate(request());
      assert.equal(answer.action, "ALLOW", JSON.stringify(inputs));
    }
  });
});
