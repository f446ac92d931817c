import assert from "node:assert/strict";

import type { ApiOptions, Json, Rehearsal } from "../gateway/fixture";
import { API_ID, lambda, operation, rehearse, resource } from "../gateway/fixture";

const ACL_ARN = "arn:aws:wafv2:us-east-1:111122223333:global/webacl/edge/1";
const ORIGIN = `${API_ID}.execute-api.eu-west-1.amazonaws.com`;
const HOST = "shop.example.com";

/** Blocks paths that hold `evil`, and hosts that do not end in `example.com`. */
const webAcl = (rules: readonly Json[] = []) =>
  resource(
    "aws:wafv2/webAcl:WebAcl",
    "edge",
    "edge",
    {
      name: "edge",
      scope: "CLOUDFRONT",
      defaultAction: { allow: {} },
      rules: [
        {
          name: "bad-path",
          priority: 1,
          action: { block: {} },
          statement: {
            byteMatchStatement: {
              searchString: "evil",
              fieldToMatch: { uriPath: {} },
              positionalConstraint: "CONTAINS",
              textTransformations: [{ priority: 0, type: "NONE" }],
            },
          },
        },
        ...rules,
      ],
    },
    { arn: ACL_ARN },
  );

const distribution = (inputs: Json = {}) =>
  resource(
    "aws:cloudfront/distribution:Distribution",
    "front",
    "E1FRONT",
    {
      enabled: true,
      aliases: [HOST],
      webAclId: ACL_ARN,
      origins: [
        {
          originId: "api",
          domainName: ORIGIN,
          originPath: "/dev",
          customHeaders: [{ name: "x-origin-verify", value: "s3cret" }],
        },
      ],
      defaultCacheBehavior: {
        targetOriginId: "api",
        viewerProtocolPolicy: "https-only",
        allowedMethods: ["GET", "HEAD", "POST"],
      },
      ...inputs,
    },
    { domainName: "d111.cloudfront.net" },
  );

const behind = (inputs: Json = {}, rules: readonly Json[] = []): ApiOptions => ({
  paths: { "/x": { get: operation(lambda()), post: operation(lambda()), put: operation(lambda()) } },
  extra: [webAcl(rules), distribution(inputs)],
});

const headersOf = (rehearsal: Rehearsal): Json => rehearsal.events.at(-1)?.headers as Json;

describe("a distribution in front of a REST API", () => {
  it("is a virtual host under its alias and its own name, and a path on any host", () =>
    rehearse(behind(), async (rehearsal) => {
      for (const host of [HOST, `${HOST}.localhost:8787`, "SHOP.example.com:443", "d111.cloudfront.net"])
        assert.equal((await rehearsal.send("/x", { host })).status, 200, host);
      assert.equal((await rehearsal.send("/_aws/cloudfront/E1FRONT/x", { host: "127.0.0.1" })).status, 200);
      assert.equal(
        (await rehearsal.send("/_aws/cloudfront/OTHER/x", { host: "127.0.0.1" })).body,
        "not ours",
      );
    }));

  it("hands the request to its origin: its host, path and headers, and the caller's query, address and body", () =>
    rehearse(behind(), async (rehearsal) => {
      const body = JSON.stringify({ some: "body" });
      const answer = await rehearsal.send("/x?a=1", {
        host: HOST,
        method: "POST",
        headers: { "content-type": "application/json", "x-origin-verify": "forged", "x-own": "kept" },
        body,
      });
      assert.equal(answer.status, 200);
      const event = rehearsal.events[0] ?? {};
      assert.deepEqual(
        [event.path, event.httpMethod, event.queryStringParameters, event.body],
        ["/x", "POST", { a: "1" }, body],
      );
      const headers = headersOf(rehearsal);
      assert.deepEqual(
        [headers.Host ?? headers.host, headers["x-origin-verify"], headers["x-own"]],
        [ORIGIN, "s3cret", "kept"],
      );
      assert.match(String(headers["X-Forwarded-For"] ?? headers["x-forwarded-for"]), /^127\.0\.0\.1, /);
      assert.match(String(answer.headers.via), /d111\.cloudfront\.net \(CloudFront\)$/);
      assert.equal(
        answer.headers["x-gatehouse-trace"],
        `cloudfront-waf=pass cloudfront=forward(${ORIGIN}) throttle=pass integration=lambda(200)`,
      );
    }));

  it("keeps what is larger than an API takes for the API to refuse", () =>
    rehearse(behind(), async (rehearsal) => {
      const answer = await rehearsal.send("/x", {
        host: HOST,
        method: "POST",
        body: Buffer.alloc(10 * 1024 * 1024 + 1),
      });
      assert.equal(answer.status, 413);
    }));

  it("lets its web ACL see its own host and path, and refuses before the API sees anything", () =>
    rehearse(
      behind({}, [
        {
          name: "only-our-host",
          priority: 2,
          action: { block: { customResponse: { responseCode: 418 } } },
          statement: {
            notStatement: {
              statements: [
                {
                  byteMatchStatement: {
                    searchString: HOST,
                    fieldToMatch: { singleHeader: { name: "host" } },
                    positionalConstraint: "EXACTLY",
                    textTransformations: [{ priority: 0, type: "NONE" }],
                  },
                },
              ],
            },
          },
        },
      ]),
      async (rehearsal) => {
        const blocked = await rehearsal.send("/evil", { host: HOST });
        assert.equal(blocked.status, 403);
        assert.equal(blocked.headers["x-gatehouse-trace"], "cloudfront-waf=block(bad-path)");
        assert.equal(blocked.headers.server, "CloudFront");
        assert.match(blocked.body, /Request blocked/);
        // Without the stage, which only the origin's path has.
        assert.equal((await rehearsal.send("/x", { host: `${HOST}.localhost` })).status, 200);
        assert.equal((await rehearsal.send("/x", { host: "d111.cloudfront.net" })).status, 418);
        assert.equal(rehearsal.events.length, 1);
      },
    ));

  it("lets its web ACL judge by the country that the request names", () =>
    rehearse(
      behind({}, [
        {
          name: "denied-countries",
          priority: 2,
          action: { block: {} },
          statement: { geoMatchStatement: { countryCodes: ["AQ"] } },
        },
      ]),
      async (rehearsal) => {
        const headers = { "cloudfront-viewer-country": "AQ" };
        const refused = await rehearsal.send("/x", { host: HOST, headers });
        assert.equal(refused.headers["x-gatehouse-trace"], "cloudfront-waf=block(denied-countries)");
        assert.equal((await rehearsal.send("/x", { host: HOST })).status, 200);
      },
    ));

  it("refuses methods that its behaviour does not allow", () =>
    rehearse(behind(), async (rehearsal) => {
      const refused = await rehearsal.send("/x", { host: HOST, method: "PUT" });
      assert.equal(refused.status, 403);
      assert.match(String(refused.headers["x-gatehouse-trace"]), /cloudfront=deny\(PUT is not allowed/);
    }));

  it("chooses the origin by the first path pattern that matches", () =>
    rehearse(
      behind({
        orderedCacheBehaviors: [
          { pathPattern: "/files/*.jp?", targetOriginId: "bucket", allowedMethods: ["GET", "HEAD"] },
        ],
        origins: [
          { originId: "api", domainName: ORIGIN, originPath: "/dev" },
          { originId: "bucket", domainName: "files.s3.eu-west-1.amazonaws.com" },
        ],
      }),
      async (rehearsal) => {
        const other = await rehearsal.send("/files/a/b.jpg", { host: HOST });
        assert.equal(other.status, 501);
        assert.match(String(other.headers["x-gatehouse-trace"]), /cloudfront=not-executed\(/);
        assert.match(
          String((await rehearsal.send("/files/a.jpeg", { host: HOST })).headers["x-gatehouse-trace"]),
          /route=none/,
        );
        assert.ok(
          rehearsal.gateway.notices.some(({ message }) =>
            message.includes("files.s3.eu-west-1.amazonaws.com is no API of this program"),
          ),
        );
      },
    ));

  it("is not there while it is disabled", () =>
    rehearse(behind({ enabled: false }), async (rehearsal) => {
      assert.equal((await rehearsal.send("/x", { host: HOST })).body, "not ours");
    }));

  it("is where callers of the API come in, and its alias the API's address on AWS", () =>
    rehearse(behind(), (rehearsal) => {
      const [api] = rehearsal.gateway.apis;
      assert.equal(api?.awsUrl, `https://${HOST}`);
      assert.equal(api?.entrance, "/_aws/cloudfront/E1FRONT");
      assert.equal(api?.hosts[0], HOST);
      return Promise.resolve();
    }));

  it("says what of it is not executed, and which web ACL is not there", () =>
    rehearse(
      {
        ...behind({ restrictions: { geoRestriction: { restrictionType: "whitelist", locations: ["DE"] } } }),
        extra: [
          distribution({ restrictions: { geoRestriction: { restrictionType: "whitelist" } }, webAclId: "x" }),
        ],
      },
      async (rehearsal) => {
        const messages = rehearsal.gateway.notices.map(({ message }) => message);
        assert.ok(messages.some((message) => message.startsWith("CloudFront caches and compresses nothing")));
        assert.ok(messages.some((message) => message.startsWith("CloudFront's geographic restriction")));
        assert.ok(messages.includes("The web ACL x is not part of this program; requests pass without it."));
        assert.equal((await rehearsal.send("/evil", { host: HOST })).status, 403);
        assert.equal((await rehearsal.send("/x", { host: HOST })).status, 200);
      },
    ));
});
