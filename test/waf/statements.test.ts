import assert from "node:assert/strict";
import fc from "fast-check";
import { acl, blocking, HOST, none, request, withHeader } from "./requests";

const byte = (
  fieldToMatch: object,
  searchString: string,
  positionalConstraint = "CONTAINS",
  textTransformations: object = none,
) => ({
  byteMatchStatement: { fieldToMatch, searchString, positionalConstraint, textTransformations },
});
const blocks = (statement: object, against: ReturnType<typeof request>, more: object = {}): boolean =>
  acl([blocking(statement)], {}, more).evaluate(against).action === "BLOCK";

describe("WAF statements", () => {
  describe("byte match", () => {
    const path = { uriPath: {} };
    it("by position", () => {
      const at = request({ path: "/v1/admin" });
      assert.equal(blocks(byte(path, "/v1/admin", "EXACTLY"), at), true);
      assert.equal(blocks(byte(path, "/v1", "EXACTLY"), at), false);
      assert.equal(blocks(byte(path, "/v1", "STARTS_WITH"), at), true);
      assert.equal(blocks(byte(path, "admin", "ENDS_WITH"), at), true);
      assert.equal(blocks(byte(path, "1/ad", "CONTAINS"), at), true);
      assert.equal(blocks(byte(path, "ADMIN", "CONTAINS"), at), false);
    });
    it("contains word: no letter, digit or underscore beside it", () => {
      const word = (queryString: string) =>
        blocks(byte({ queryString: {} }, "bad", "CONTAINS_WORD"), request({ queryString }));
      assert.deepEqual(["bad", "a=bad", "bad&x", "xbad bad"].map(word), [true, true, true, true]);
      assert.deepEqual(["badly", "xbad", "bad_", "_bad1", ""].map(word), [false, false, false, false, false]);
    });
    it("compares bytes, so that text beyond ASCII is found in a body", () => {
      const body = { body: { oversizeHandling: "CONTINUE" } };
      assert.equal(blocks(byte(body, "Größe"), request({ method: "POST", body: '{"a":"Größe"}' })), true);
    });
  });

  describe("fields", () => {
    const given = request({
      method: "PUT",
      path: "/a%20b",
      queryString: "Q=needle&q=second&e",
      headers: [
        ["Host", HOST],
        ["X-Test", "first"],
        ["x-test", "Header-Value"],
        ["Cookie", "a=1; session=secret; b=2"],
      ],
    });
    const found = (field: object, text: string, how = "EXACTLY") => blocks(byte(field, text, how), given);
    it("method, path and query string as they came", () => {
      assert.ok(found({ method: {} }, "PUT"));
      assert.ok(found({ uriPath: {} }, "/a%20b"));
      assert.ok(found({ queryString: {} }, "Q=needle&q=second&e"));
    });
    it("single header by name in any case, each of its values", () => {
      assert.ok(found({ singleHeader: { name: "X-TEST" } }, "Header-Value"));
      assert.ok(!found({ singleHeader: { name: "missing" } }, ""));
    });
    it("query arguments", () => {
      assert.ok(found({ singleQueryArgument: { name: "q" } }, "second"));
      assert.ok(found({ allQueryArguments: {} }, "needle"));
      assert.ok(!found({ singleQueryArgument: { name: "x" } }, ""));
    });
    it("headers by scope and pattern", () => {
      const headers = (matchScope: string, matchPattern: object) => ({
        headers: [{ matchScope, matchPattern, oversizeHandling: "CONTINUE" }],
      });
      assert.ok(found(headers("KEY", { all: {} }), "x-test"));
      assert.ok(!found(headers("VALUE", { all: {} }), "x-test"));
      assert.ok(found(headers("VALUE", { includedHeaders: ["X-Test"] }), "first"));
      assert.ok(!found(headers("ALL", { excludedHeaders: ["x-test"] }), "first"));
    });
    it("cookies by scope and pattern", () => {
      const cookies = (matchPattern: object) => ({
        cookies: { matchScope: "VALUE", matchPatterns: [matchPattern], oversizeHandling: "CONTINUE" },
      });
      assert.ok(found(cookies({ all: {} }), "secret"));
      assert.ok(found(cookies({ includedCookies: ["session"] }), "secret"));
      assert.ok(!found(cookies({ excludedCookies: ["session"] }), "secret"));
    });
    it("order of the headers", () => {
      assert.ok(found({ headerOrders: [{ oversizeHandling: "CONTINUE" }] }, "host:x-test:x-test:cookie"));
    });
    it("JSON body by pointer and scope", () => {
      const json = { method: "POST", body: '{"user":{"name":"Ann","tags":["x",7]},"note":"Ann"}' };
      const field = (options: object) => ({
        jsonBody: { matchScope: "VALUE", matchPattern: { all: {} }, ...options },
      });
      const has = (options: object, text: string, body = json.body) =>
        blocks(byte(field(options), text, "EXACTLY"), request({ ...json, body }));
      assert.ok(has({}, "7"));
      assert.ok(!has({}, "name"));
      assert.ok(has({ matchScope: "KEY" }, "name"));
      assert.ok(has({ matchPattern: { includedPaths: ["/user/name"] } }, "Ann"));
      assert.ok(!has({ matchPattern: { includedPaths: ["/user/tags"] } }, "Ann"));
      assert.ok(has({ invalidFallbackBehavior: "MATCH" }, "x", "{broken"));
      assert.ok(!has({ invalidFallbackBehavior: "NO_MATCH" }, "{broken", "{broken"));
      assert.ok(has({ invalidFallbackBehavior: "EVALUATE_AS_STRING" }, "{broken", "{broken"));
    });
  });

  describe("bodies beyond the inspection limit", () => {
    const over = request({ method: "POST", body: `${"x".repeat(16 * 1024)}needle` });
    const field = (oversizeHandling: string) => ({ body: { oversizeHandling } });
    it("are cut at 16 KB for API Gateway", () => {
      assert.equal(blocks(byte(field("CONTINUE"), "needle"), over), false);
      assert.equal(blocks(byte(field("MATCH"), "needle"), over), true);
      assert.equal(blocks({ notStatement: { statements: [byte(field("NO_MATCH"), "x")] } }, over), true);
    });
    it("or where associationConfig says", () => {
      const more = {
        associationConfig: { requestBodies: [{ apiGateway: { defaultSizeInspectionLimit: "KB_32" } }] },
      };
      assert.equal(blocks(byte(field("CONTINUE"), "needle"), over, more), true);
    });
  });

  describe("size constraint", () => {
    const size = (comparisonOperator: string, bound: number) => ({
      sizeConstraintStatement: {
        fieldToMatch: { body: { oversizeHandling: "CONTINUE" } },
        comparisonOperator,
        size: bound,
        textTransformations: none,
      },
    });
    it("compares bytes", () => {
      const body = request({ method: "POST", body: "äöü" });
      const holds = ["EQ", "NE", "LE", "LT", "GE", "GT"].map((operator) => blocks(size(operator, 6), body));
      assert.deepEqual(holds, [true, false, true, false, true, false]);
    });
    it("knows the size of bodies that it does not inspect", () => {
      assert.equal(blocks(size("GT", 20_000), request({ method: "POST", body: "x".repeat(20_001) })), true);
    });
  });

  describe("regular expressions", () => {
    const regex = (regexString: string) => ({
      regexMatchStatement: { regexString, fieldToMatch: { uriPath: {} }, textTransformations: none },
    });
    it("match anywhere unless anchored", () => {
      assert.equal(blocks(regex("v[0-9]+"), request()), true);
      assert.equal(blocks(regex("^v[0-9]+"), request()), false);
    });
    it("cannot be made to hang", () => {
      const started = Date.now();
      assert.equal(blocks(regex("^(a+)+$"), request({ path: `${"a".repeat(5000)}!` })), false);
      assert.ok(Date.now() - started < 10_000);
    });
    it("come from sets, any of them", () => {
      const arn = "arn:aws:wafv2:eu-central-1:000000000000:regional/regexpatternset/p/1";
      const statement = {
        regexPatternSetReferenceStatement: { arn, fieldToMatch: { uriPath: {} }, textTransformations: none },
      };
      const regexPatternSets = new Map([
        [arn, { regularExpressions: [{ regexString: "nothing" }, { regexString: "products$" }] }],
      ]);
      assert.equal(acl([blocking(statement)], { regexPatternSets }).evaluate(request()).action, "BLOCK");
      const missing = acl([blocking(statement)]);
      assert.equal(missing.evaluate(request()).action, "ALLOW");
      assert.match(missing.notices[0] ?? "", /regex pattern set .* is not in the graph/);
    });
    it("that RE2 refuses are named", () => {
      assert.match(acl([blocking(regex("(?=a)"))]).notices[0] ?? "", /refused by RE2/);
    });
  });

  describe("IP sets", () => {
    const arn = "arn:aws:wafv2:eu-central-1:000000000000:regional/ipset/office/1";
    const ipSets = new Map([[arn, { addresses: ["203.0.113.0/24", "2001:db8::/32"] }]]);
    const set = (more: object = {}) =>
      acl([blocking({ ipSetReferenceStatement: { arn, ...more } })], { ipSets });
    const from = (clientIp: string) => set().evaluate(request({ clientIp })).action;
    it("hold both families", () => {
      assert.deepEqual(
        ["203.0.113.255", "203.0.114.0", "2001:db8:1::1", "2001:db9::1", "::ffff:203.0.113.9"].map(from),
        ["BLOCK", "ALLOW", "BLOCK", "ALLOW", "BLOCK"],
      );
    });
    it("look at forwarded addresses by position", () => {
      const forwarded = (position: string, value: string, fallbackBehavior = "NO_MATCH") =>
        set({
          ipSetForwardedIpConfig: { headerName: "X-Forwarded-For", position, fallbackBehavior },
        }).evaluate(withHeader("X-Forwarded-For", value, { clientIp: "198.51.100.1" })).action;
      assert.equal(forwarded("FIRST", "203.0.113.1, 10.0.0.1"), "BLOCK");
      assert.equal(forwarded("LAST", "203.0.113.1, 10.0.0.1"), "ALLOW");
      assert.equal(forwarded("ANY", "10.0.0.1, 203.0.113.1"), "BLOCK");
      assert.equal(forwarded("FIRST", "unknown", "MATCH"), "BLOCK");
      assert.equal(forwarded("FIRST", "unknown", "NO_MATCH"), "ALLOW");
    });
    it("agree with arithmetic on every IPv4 address", () => {
      fc.assert(
        fc.property(fc.ipV4(), fc.ipV4(), fc.integer({ min: 1, max: 32 }), (net, address, prefix) => {
          const number = (ip: string) => ip.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
          const size = 2 ** (32 - prefix);
          const expected = Math.floor(number(net) / size) === Math.floor(number(address) / size);
          const sets = new Map([[arn, { addresses: [`${net}/${prefix}`] }]]);
          const tested = acl([blocking({ ipSetReferenceStatement: { arn } })], { ipSets: sets });
          assert.equal(tested.evaluate(request({ clientIp: address })).action === "BLOCK", expected);
        }),
      );
    });
  });

  describe("countries", () => {
    const geo = { geoMatchStatement: { countryCodes: ["DE", "AT"] } };
    it("come with the request, and label it", () => {
      const answer = acl([blocking(geo)]).evaluate(request({ country: "AT" }));
      assert.equal(answer.action, "BLOCK");
      assert.deepEqual(answer.labels, ["awswaf:clientip:geo:country:AT"]);
    });
    it("that nobody knows decide nothing, not even in a negation", () => {
      const outside = acl([blocking({ notStatement: { statements: [geo] } })]);
      assert.equal(outside.evaluate(request({ country: "FR" })).action, "BLOCK");
      assert.equal(outside.evaluate(request()).action, "ALLOW");
      assert.match(outside.notices[0] ?? "", /country is what the header cloudfront-viewer-country says/);
    });
  });

  describe("logic", () => {
    const yes = byte({ method: {} }, "GET", "EXACTLY");
    const no = byte({ method: {} }, "PUT", "EXACTLY");
    const unknown = { asnMatchStatement: { asnLists: [1] } };
    const tables: readonly (readonly [string, object, boolean])[] = [
      ["and", { andStatement: { statements: [yes, yes] } }, true],
      ["and with one that does not hold", { andStatement: { statements: [yes, no] } }, false],
      ["or", { orStatement: { statements: [no, yes] } }, true],
      ["or of none", { orStatement: { statements: [no, no] } }, false],
      ["not", { notStatement: { statements: [no] } }, true],
      [
        "nested",
        {
          andStatement: {
            statements: [yes, { notStatement: { statements: [{ orStatement: { statements: [no, no] } }] } }],
          },
        },
        true,
      ],
      ["or with an unknown part", { orStatement: { statements: [unknown, yes] } }, true],
      ["and with an unknown part", { andStatement: { statements: [unknown, yes] } }, false],
      ["not of an unknown part", { notStatement: { statements: [unknown] } }, false],
    ];
    for (const [name, statement, expected] of tables) {
      it(name, () => assert.equal(blocks(statement, request()), expected));
    }
    it("names a statement that it does not know", () => {
      assert.match(
        acl([blocking({ futureStatement: {} })]).notices[0] ?? "",
        /futureStatement is not known here/,
      );
    });
  });
});
