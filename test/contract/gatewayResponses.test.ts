import assert from "node:assert/strict";
import type { JsonObject } from "../../infra/contract";
import { at, compiled, several } from "./storefront";

describe("gateway responses", () => {
  const body = compiled();

  const responses = at(body, "x-amazon-apigateway-gateway-responses");

  it("are problems with the status that AWS gives the type", () => {
    const statuses = Object.fromEntries(
      Object.entries(responses).map(([type, response]) => [type, at(response).statusCode]),
    );
    assert.deepEqual(statuses, {
      DEFAULT_4XX: undefined,
      DEFAULT_5XX: undefined,
      BAD_REQUEST_BODY: "400",
      BAD_REQUEST_PARAMETERS: "400",
      UNAUTHORIZED: "401",
      EXPIRED_TOKEN: "403",
      ACCESS_DENIED: "403",
      INVALID_API_KEY: "403",
      MISSING_AUTHENTICATION_TOKEN: "403",
      WAF_FILTERED: "403",
      UNSUPPORTED_MEDIA_TYPE: "415",
      THROTTLED: "429",
      QUOTA_EXCEEDED: "429",
    });
  });

  it("are JSON once their variables are put in", () => {
    for (const [type, response] of Object.entries(responses)) {
      const template = String(at(response, "responseTemplates")["application/json"]);
      const text = template
        .replaceAll("$context.error.messageString", '"A message"')
        .replaceAll("$context.error.validationErrorString", "a reason")
        .replaceAll("$context.requestId", "id");
      assert.doesNotMatch(text, /\$/, type);
      const problem = JSON.parse(text) as Record<string, unknown>;
      assert.equal(problem.type, "about:blank");
      assert.ok(typeof problem.title === "string");
      assert.equal(problem.requestId, "id");
      const { statusCode } = at(response);
      assert.equal(problem.status, statusCode === undefined ? undefined : Number(statusCode), type);
      const headers = at(response, "responseParameters");
      assert.equal(headers["gatewayresponse.header.Content-Type"], "'application/problem+json'", type);
    }
  });

  it("tell what is wrong with a body, and nothing of a failure within", () => {
    assert.match(JSON.stringify(responses.BAD_REQUEST_BODY), /validationErrorString/);
    assert.doesNotMatch(JSON.stringify(responses.DEFAULT_5XX), /\$context\.error/);
  });

  it("carry a single allowed origin, and none of several", () => {
    const origin = (each: JsonObject): unknown =>
      at(each, "x-amazon-apigateway-gateway-responses", "UNAUTHORIZED", "responseParameters")[
        "gatewayresponse.header.Access-Control-Allow-Origin"
      ];
    assert.equal(origin(body), "'https://shop.example.com'");
    assert.equal(origin(compiled({ cors: several })), undefined);
  });
});
