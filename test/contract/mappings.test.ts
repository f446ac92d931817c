import assert from "node:assert/strict";
import { BindingError, compileContract, type JsonObject } from "../../infra/contract";
import { MAPPED, TEMPLATES, read } from "./mappedContract";
import { at, integration } from "./storefront";

const bindings = {
  functions: { doorman: "arn:invoke" },
  targets: {
    orders: { arn: "arn:aws-cn:sqs:cn-north-1:123456789012:trade-orders" },
    quote: { arn: "arn:aws-cn:states:cn-north-1:123456789012:stateMachine:trade-quote" },
  },
  roles: { sendOrder: "role-1", quote: "role-2" },
  backends: { inventory: { url: "https://stock.example.com/api" } },
  vpcLinks: { erp: { connectionId: "link-1", url: "http://erp.internal:8080" } },
  cors: { allowOrigins: [], maxAgeSeconds: 0 },
};

describe("mapped integrations", () => {
  const body: JsonObject = compileContract(read(MAPPED), bindings);

  it("send to the queue that the stage names, whatever the caller writes", () => {
    const { uri, type, credentials, passthroughBehavior, requestParameters, requestTemplates } = integration(
      body,
      "/orders",
      "post",
    );
    assert.equal(type, "aws");
    assert.equal(uri, "arn:aws-cn:apigateway:cn-north-1:sqs:path/123456789012/trade-orders");
    assert.equal(credentials, "role-1");
    assert.equal(passthroughBehavior, "never");
    assert.deepEqual(requestParameters, {
      "integration.request.header.Content-Type": "'application/x-www-form-urlencoded'",
    });
    assert.deepEqual(requestTemplates, { "application/json": TEMPLATES["order.vtl"] });
  });

  it("give a template the target that it names", () => {
    const { uri, requestTemplates } = integration(body, "/quotes", "post");
    assert.equal(uri, "arn:aws-cn:apigateway:cn-north-1:states:action/StartSyncExecution");
    assert.equal(
      at(requestTemplates)["application/json"],
      `#set($target = "${bindings.targets.quote.arn}")\n${TEMPLATES["quote.vtl"]}`,
    );
  });

  it("answer by the backend's status, with the type that the contract declares", () => {
    const { responses } = integration(body, "/orders", "post");
    assert.equal(at(responses, "200").statusCode, "202");
    const failed = at(responses, "default");
    assert.equal(failed.statusCode, "502");
    assert.deepEqual(failed.responseParameters, {
      "method.response.header.Content-Type": "'application/problem+json'",
    });
    assert.ok(at(body, "paths", "/orders", "post", "responses", "502", "headers", "Content-Type"));
  });

  it("call an HTTP backend below its base URL, with the parameters and headers that are mapped", () => {
    const { type, uri, httpMethod, requestParameters, responses } = integration(body, "/stock/{sku}", "get");
    assert.deepEqual([type, uri, httpMethod], ["http", "https://stock.example.com/api/v2/{item}", "GET"]);
    assert.deepEqual(requestParameters, {
      "integration.request.path.item": "method.request.path.sku",
      "integration.request.header.X-Trace": "context.requestId",
    });
    assert.deepEqual(at(responses, "200").responseParameters, {
      "method.response.header.ETag": "integration.response.header.ETag",
    });
  });

  it("pass through a VPC link what has no answers of its own", () => {
    const { type, uri, connectionType, connectionId } = integration(body, "/ledger", "get");
    assert.deepEqual(
      [type, uri, connectionType, connectionId],
      ["http_proxy", "http://erp.internal:8080/ledger", "VPC_LINK", "link-1"],
    );
  });

  it("are guarded as the contract says", () => {
    assert.deepEqual(at(body, "paths", "/orders", "post").security, [{ partner: [], api_key: [] }]);
    assert.deepEqual(at(body, "paths", "/ledger", "get").security, [{ sigv4: [] }]);
    const schemes = at(body, "components", "securitySchemes");
    assert.deepEqual(Object.keys(schemes).sort(), ["api_key", "partner", "sigv4"]);
    assert.deepEqual(at(schemes, "partner", "x-amazon-apigateway-authorizer"), {
      type: "request",
      identitySource: "method.request.header.Authorization",
      authorizerUri: "arn:invoke",
      authorizerResultTtlInSeconds: 60,
    });
    assert.equal(at(schemes, "sigv4")["x-amazon-apigateway-authtype"], "awsSigv4");
    assert.equal(body["x-amazon-apigateway-api-key-source"], "HEADER");
  });

  it("need a stage that knows their targets, of the right kind", () => {
    const wrong = {
      ...bindings,
      targets: { order: bindings.targets.orders, quote: bindings.targets.orders },
      roles: {},
      backends: { inventory: { url: "http://stock.example.com/" } },
      vpcLinks: {},
      policy: "x".repeat(10),
    };
    assert.throws(
      () => compileContract(read(MAPPED), wrong),
      (error) => {
        assert.ok(error instanceof BindingError);
        const text = error.problems.join("\n");
        assert.match(text, /targets\.orders is missing: did you mean order\?/);
        assert.match(text, /quote cannot call states:StartSyncExecution on arn:aws-cn:sqs/);
        assert.match(text, /backends\.inventory\.url is http:/);
        assert.match(text, /vpcLinks\.erp is missing/);
        assert.match(text, /policy is no JSON/);
        return true;
      },
    );
  });

  it("refuse a resource policy that API Gateway would not take", () => {
    const policy = JSON.stringify({ Statement: "x".repeat(8192) });
    assert.throws(() => compileContract(read(MAPPED), { ...bindings, policy }), /8192/);
  });
});
