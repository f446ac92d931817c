import assert from "node:assert/strict";

import { STAGE_ARN, lambda, operation, rehearse, resource } from "./fixture";
import type { ApiOptions } from "./fixture";

const ACL_ARN = "arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/acl/1";
const visibility = { cloudwatchMetricsEnabled: false, metricName: "m", sampledRequestsEnabled: false };
const byteMatch = (searchString: string, field: object): object => ({
  byteMatchStatement: {
    searchString,
    fieldToMatch: field,
    positionalConstraint: "CONTAINS",
    textTransformations: [{ priority: 0, type: "NONE" }],
  },
});
const options = (rules: object[]): ApiOptions => ({
  paths: { "/x": { get: operation(lambda()) } },
  extra: [
    resource(
      "aws:wafv2/webAcl:WebAcl",
      "acl",
      "acl",
      { scope: "REGIONAL", defaultAction: { allow: {} }, rules, visibilityConfig: visibility },
      { arn: ACL_ARN },
    ),
    resource("aws:wafv2/webAclAssociation:WebAclAssociation", "association", "a", {
      resourceArn: STAGE_ARN,
      webAclArn: ACL_ARN,
    }),
  ],
});
const rule = (name: string, action: object, statement: object, extra: object = {}): object => ({
  name,
  priority: 0,
  action,
  statement,
  visibilityConfig: visibility,
  ...extra,
});

describe("WAF gate", () => {
  it("blocks before routing, with the gateway response WAF_FILTERED", () =>
    rehearse(
      options([rule("bad-path", { block: {} }, byteMatch("evil", { uriPath: {} }))]),
      async (rehearsal) => {
        const answer = await rehearsal.send("/no/evil/resource");
        assert.deepEqual([answer.status, answer.body], [403, '{"message":"Forbidden"}']);
        assert.equal(answer.headers["x-amzn-errortype"], "ForbiddenException");
        assert.equal(answer.headers["x-gatehouse-trace"], "waf=block(bad-path)");
        assert.match(
          String((await rehearsal.send("/x")).headers["x-gatehouse-trace"]),
          /^waf=pass throttle=pass /,
        );
      },
    ));

  it("sees AWS's host name and the path with the stage", () =>
    rehearse(
      options([
        rule("local", { block: {} }, byteMatch("127.0.0.1", { singleHeader: { name: "host" } })),
        rule("stage", { count: {} }, byteMatch("/dev/x", { uriPath: {} }), { priority: 1 }),
      ]),
      async (rehearsal) => {
        const answer = await rehearsal.send("/x");
        assert.match(String(answer.headers["x-gatehouse-trace"]), /^waf=pass\(counted stage\)/);
      },
    ));

  it("answers with the rule's custom response", () =>
    rehearse(
      options([
        rule(
          "teapot",
          {
            block: {
              customResponse: { responseCode: 418, responseHeaders: [{ name: "x-tea", value: "green" }] },
            },
          },
          byteMatch("x", { uriPath: {} }),
        ),
      ]),
      async (rehearsal) => {
        const answer = await rehearsal.send("/x");
        assert.deepEqual([answer.status, answer.headers["x-tea"]], [418, "green"]);
      },
    ));

  it("takes the caller's country from CloudFront's header, and decides nothing by country without it", () =>
    rehearse(
      options([
        rule("denied-countries", { block: {} }, { geoMatchStatement: { countryCodes: ["KP", "AQ"] } }),
        rule(
          "only-europe",
          { block: {} },
          { notStatement: { statements: [{ geoMatchStatement: { countryCodes: ["DE", "FR"] } }] } },
          { priority: 1 },
        ),
      ]),
      async (rehearsal) => {
        const from = async (country?: string): Promise<unknown> => {
          const headers: Record<string, string> =
            country === undefined ? {} : { "CloudFront-Viewer-Country": country };
          const answer = await rehearsal.send("/x", { headers });
          return String(answer.headers["x-gatehouse-trace"]).split(" ")[0];
        };
        assert.equal(await from("AQ"), "waf=block(denied-countries)");
        assert.equal(await from("aq"), "waf=block(denied-countries)");
        assert.equal(await from("US"), "waf=block(only-europe)");
        assert.equal(await from("DE"), "waf=pass");
        assert.equal(await from("Germany"), "waf=pass");
        assert.equal(await from(), "waf=pass");
        assert.match(rehearsal.gateway.notices[0]?.message ?? "", /cloudfront-viewer-country/);
      },
    ));

  it("names a web ACL that the program does not hold", () => {
    const { extra = [], ...rest } = options([]);
    return rehearse({ ...rest, extra: extra.slice(1) }, async (rehearsal) => {
      assert.equal((await rehearsal.send("/x")).status, 200);
      assert.match(rehearsal.gateway.notices[0]?.message ?? "", /not part of this program/);
    });
  });
});
