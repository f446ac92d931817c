import assert from "node:assert/strict";
import {
  BindingError,
  compileContract,
  type Contract,
  ContractError,
  type JsonObject,
} from "../../infra/contract";
import { parseContract } from "../../infra/contract/parseContract";
import { at, integration } from "./storefront";

/** One operation of each mapped kind, behind a Lambda authorizer with an API key, and one for signed callers. */
const MAPPED = `openapi: 3.0.3
info: { title: trade, version: "1" }
x-gatehouse-api: { name: trade, version: v1 }
paths:
  /orders:
    post:
      operationId: sendOrder
      security: [{ partner: [], api_key: [] }]
      x-gatehouse-integration:
        service:
          action: sqs:SendMessage
          target: orders
          request: order.vtl
          responses:
            "200": { status: 202, template: accepted.vtl }
            default: { status: 502, template: problem.vtl }
      requestBody:
        content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } }
      responses:
        "202": { description: taken }
        "502":
          description: not taken
          content: { application/problem+json: { schema: { $ref: "#/components/schemas/Order" } } }
  /quotes:
    post:
      operationId: quote
      security: [{ partner: [], api_key: [] }]
      x-gatehouse-integration:
        service:
          action: states:StartSyncExecution
          target: quote
          request: quote.vtl
          responses:
            "200": { status: 200, template: accepted.vtl }
            default: { status: 502, template: problem.vtl }
      responses: { "200": { description: ok }, "502": { description: no } }
  /stock/{sku}:
    get:
      operationId: stock
      security: [{ partner: [] }]
      parameters: [{ name: sku, in: path, required: true, schema: { type: string } }]
      x-gatehouse-integration:
        http:
          target: inventory
          path: /v2/{item}
          parameters: { path.item: method.request.path.sku, header.X-Trace: context.requestId }
          responses:
            "200": { status: 200, template: accepted.vtl, headers: { ETag: integration.response.header.ETag } }
            default: { status: 502, template: problem.vtl }
      responses: { "200": { description: ok }, "502": { description: no } }
  /ledger:
    get:
      operationId: ledger
      security: [{ aws: [] }]
      x-gatehouse-integration: { vpcLink: { target: erp, path: /ledger } }
      responses: { "200": { description: ok } }
components:
  securitySchemes:
    partner:
      type: apiKey
      in: header
      name: Authorization
      x-gatehouse-authorizer: { lambda: doorman, identitySources: [method.request.header.Authorization], ttlSeconds: 60 }
    api_key: { type: apiKey, in: header, name: x-api-key }
    aws: { type: apiKey, in: header, name: Authorization, x-gatehouse-authorizer: sigv4 }
  schemas:
    Order: { type: object, additionalProperties: false, properties: { sku: { type: string } } }
`;

const TEMPLATES: Readonly<Record<string, string>> = {
  "order.vtl": "Action=SendMessage&MessageBody=$util.urlEncode($input.body)",
  "quote.vtl": '{"stateMachineArn":"$target","input":"{}"}',
  "accepted.vtl": "{}",
  "problem.vtl": "{}",
};

const read = (text: string, templates = TEMPLATES): Contract => {
  const folder = { functions: ["doorman"], template: (name: string) => templates[name] };
  const parsed = parseContract("openapi.yaml", text, folder);
  return { ...parsed, functions: parsed.functions.map((name) => ({ name, handlerFile: "" })) };
};

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

const problemsOf = (change: (text: string) => string, templates = TEMPLATES): string[] => {
  try {
    read(change(MAPPED), templates);
    return [];
  } catch (error) {
    if (error instanceof ContractError)
      return error.problems.map(({ code, line, what }) => `${code}:${line > 1 ? "" : "no line"} ${what}`);
    throw error;
  }
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

describe("a mapping that API Gateway would read differently", () => {
  const cases: readonly (readonly [string, (text: string) => string, RegExp])[] = [
    [
      "no default answer",
      (text) => text.replace("            default: { status: 502, template: problem.vtl }\n", ""),
      /would answer 200 to what no pattern names/,
    ],
    [
      "a default that succeeds",
      (text) => text.replace("default: { status: 502", "default: { status: 202"),
      /would answer 202 to what no pattern names/,
    ],
    [
      "a status that is not declared",
      (text) => text.replace("status: 202", "status: 201"),
      /answers 201, which its responses do not declare/,
    ],
    [
      "a pattern that is none",
      (text) => text.replace('"200": { status: 202', '"2(": { status: 202'),
      /2\( is no regular expression/,
    ],
    [
      "a missing path parameter",
      (text) => text.replace("path.item: method.request.path.sku, ", ""),
      /what stands for \{item\}/,
    ],
    [
      "an undeclared parameter",
      (text) => text.replace("method.request.path.sku", "method.request.path.sk"),
      /no parameter for method\.request\.path\.sk/,
    ],
    [
      "an unknown action",
      (text) => text.replace("sqs:SendMessage", "sqs:SendMesage"),
      /service\.action is not right/,
    ],
    [
      "an unknown key",
      (text) => text.replace("target: orders", "targt: orders"),
      /service\.(targt|target) is not right/,
    ],
    [
      "a cache for signed callers",
      (text) =>
        text.replace(
          "      operationId: ledger\n",
          "      operationId: ledger\n      x-gatehouse-cache: { ttlSeconds: 1, keyParameters: [] }\n",
        ),
      /tells its callers apart/,
    ],
  ];
  for (const [name, change, what] of cases) {
    it(`is refused: ${name}`, () => {
      assert.notEqual(change(MAPPED), MAPPED);
      const problems = problemsOf(change);
      assert.ok(
        problems.some((problem) => what.test(problem) && !problem.includes("no line")),
        problems.join("\n"),
      );
    });
  }

  const templates: readonly (readonly [string, string, string, RegExp])[] = [
    [
      "a body that is handed on",
      "order.vtl",
      "Action=SendMessage&MessageBody=$input.body",
      /hands text of the request on/,
    ],
    [
      "an action that is not fixed",
      "order.vtl",
      "MessageBody=$util.urlEncode($input.body)",
      /does not fix the action/,
    ],
    ["a state machine that something else names", "quote.vtl", '{"input":"{}"}', /does not name \$target/],
    [
      "an escape that is not JSON",
      "quote.vtl",
      '{"stateMachineArn":"$target","input":"$util.escapeJavaScript($input.body)"}',
      /is not JSON/,
    ],
  ];
  for (const [name, file, template, what] of templates) {
    it(`is refused: ${name}`, () => {
      const problems = problemsOf((text) => text, { ...TEMPLATES, [file]: template });
      assert.ok(
        problems.some((problem) => problem.startsWith("GH1219") && what.test(problem)),
        problems.join("\n"),
      );
    });
  }

  it("is refused with all its problems at once", () => {
    const all = problemsOf((text) => cases.reduce((changed, [, change]) => change(changed), text));
    assert.ok(all.length >= 3, all.join("\n"));
  });
});
