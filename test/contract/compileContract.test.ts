import assert from "node:assert/strict";
import Ajv from "ajv-draft-04";
import { BindingError, type JsonObject } from "../../infra/contract";
import { at, bindings, compiled, integration, several, storefront } from "./storefront";

const EXTENSION = "x-amazon-apigateway";
const METHODS = storefront.operations.map(({ path, method }) => ({ path, method: method.toLowerCase() }));

describe("compileContract", () => {
  const body = compiled();

  it("has every operation of the contract, and one OPTIONS per path", () => {
    const found = Object.entries(at(body, "paths")).flatMap(([path, item]) =>
      Object.keys(at(item)).map((method) => `${method} ${path}`),
    );
    const paths = [...new Set(METHODS.map(({ path }) => path))];
    const wanted = [
      ...METHODS.map(({ method, path }) => `${method} ${path}`),
      ...paths.map((path) => `options ${path}`),
    ];
    assert.deepEqual(found.sort(), wanted.sort());
  });

  it("leaves no hint, no example and no reference but to models", () => {
    const text = JSON.stringify(body);
    assert.doesNotMatch(text, /x-gatehouse|"example|"nullable|"summary/);
    for (const [, target] of text.matchAll(/"\$ref":"([^"]*)"/g)) {
      assert.match(target ?? "", /^#\/components\/schemas\/[A-Za-z0-9]+$/);
      assert.ok(at(body, "components", "schemas", target?.split("/").at(-1) ?? ""));
    }
  });

  it("guards with the user pool, for access tokens with one of the operation's scopes", () => {
    assert.deepEqual(at(body, "components", "securitySchemes"), {
      UserPool: {
        type: "apiKey",
        name: "Authorization",
        in: "header",
        "x-amazon-apigateway-authtype": "cognito_user_pools",
        "x-amazon-apigateway-authorizer": {
          type: "cognito_user_pools",
          providerARNs: [bindings.userPoolArn],
        },
      },
    });
    assert.deepEqual(at(body, "paths", "/users", "get").security, [{ UserPool: ["storefront/users.read"] }]);
    assert.deepEqual(at(body, "paths", "/users", "post").security, [
      { UserPool: ["storefront/users.write"] },
    ]);
    for (const { path, method } of METHODS) {
      const { security } = at(body, "paths", path, method);
      assert.equal(security === undefined, path === "/health", `${method} ${path}`);
    }
  });

  it("invokes the function of the operation with POST, within the timeout", () => {
    assert.deepEqual(integration(body, "/users/{id}", "get"), {
      type: "aws_proxy",
      httpMethod: "POST",
      uri: bindings.functions.users,
      timeoutInMillis: 29_000,
    });
    const shorter = compiled({ integrationTimeoutMillis: 5000 });
    assert.equal(integration(shorter, "/products", "post").timeoutInMillis, 5000);
    assert.equal(integration(shorter, "/products", "post").uri, bindings.functions.products);
  });

  it("answers for the MOCKs by their templates only: a type without one is not passed through", () => {
    const mocks = Object.entries(at(body, "paths")).flatMap(([path, item]) =>
      Object.keys(at(item))
        .map((method) => ({ name: `${method} ${path}`, mock: integration(body, path, method) }))
        .filter(({ mock }) => mock.type === "mock"),
    );
    assert.ok(mocks.some(({ name }) => name === "get /health"));
    for (const { name, mock } of mocks) {
      assert.equal(mock.passthroughBehavior, "never", name);
      assert.deepEqual(Object.keys(at(mock.requestTemplates)), ["application/json"], name);
    }
  });

  it("validates parameters everywhere, and bodies where there is one", () => {
    assert.deepEqual(body[`${EXTENSION}-request-validators`], {
      parameters: { validateRequestParameters: true, validateRequestBody: false },
      all: { validateRequestParameters: true, validateRequestBody: true },
    });
    for (const { path, method } of METHODS) {
      const wanted = method === "post" || method === "put" ? "all" : "parameters";
      assert.equal(
        at(body, "paths", path, method)[`${EXTENSION}-request-validator`],
        wanted,
        `${method} ${path}`,
      );
    }
  });

  it("asks for the headers that a write needs", () => {
    const required = (path: string, method: string): string[] =>
      (at(body, "paths", path, method).parameters as JsonObject[])
        .filter((parameter) => parameter.in === "header" && parameter.required === true)
        .map(({ name }) => String(name));
    assert.deepEqual(required("/users", "post"), ["Idempotency-Key"]);
    assert.deepEqual(required("/products/{id}", "put"), ["If-Match"]);
    assert.deepEqual(required("/products/{id}", "delete"), []);
  });

  it("writes parameters of the path into each operation, with what the importer reads of them", () => {
    assert.deepEqual(at(body, "paths", "/users/{id}", "delete").parameters, [
      { name: "id", in: "path", required: true, schema: { type: "string" } },
    ]);
  });

  describe("the cache", () => {
    it("tells callers, pages and every parameter apart", () => {
      assert.deepEqual(integration(body, "/products", "get").cacheKeyParameters, [
        "method.request.querystring.category",
        "method.request.querystring.limit",
        "method.request.querystring.cursor",
        "method.request.header.Authorization",
        "method.request.header.Origin",
      ]);
    });

    it("has only keys that are parameters of their method", () => {
      const names: Readonly<Record<string, string>> = {
        path: "path",
        query: "querystring",
        header: "header",
      };
      for (const { path, method } of METHODS) {
        const declared = (at(body, "paths", path, method).parameters as JsonObject[]).map(
          (parameter) => `method.request.${names[String(parameter.in)]}.${String(parameter.name)}`,
        );
        const { cacheKeyParameters = [] } = integration(body, path, method);
        for (const key of cacheKeyParameters as string[])
          assert.ok(declared.includes(key), `${method} ${path}: ${key}`);
      }
    });

    it("does not need the Origin where no page of another origin may call", () => {
      const closed = compiled({ cors: { allowOrigins: [], maxAgeSeconds: 0 } });
      const keys = integration(closed, "/products/{id}", "get").cacheKeyParameters;
      assert.deepEqual(keys, ["method.request.path.id", "method.request.header.Authorization"]);
    });

    it("is on reads of products only", () => {
      const cached = METHODS.filter(
        ({ path, method }) => "cacheKeyParameters" in integration(body, path, method),
      );
      assert.deepEqual(cached, [
        { path: "/products", method: "get" },
        { path: "/products/{id}", method: "get" },
      ]);
    });
  });

  describe("models", () => {
    it("are closed, and say what the contract's say", () => {
      assert.deepEqual(at(body, "components", "schemas", "UserInput"), {
        type: "object",
        required: ["name", "email"],
        additionalProperties: false,
        properties: {
          name: { type: "string", minLength: 1, maxLength: 100 },
          email: { type: "string", maxLength: 254, pattern: "^[^@\\s]+@[^@\\s]+\\.[^@\\s.]+$" },
        },
      });
    });

    it("keep a property that is called description", () => {
      assert.deepEqual(at(body, "components", "schemas", "ProductInput", "properties").description, {
        type: "string",
        maxLength: 4000,
      });
    });

    it("are JSON Schema draft 4", () => {
      const ajv = new Ajv({ strict: true, validateFormats: false });
      ajv.addKeyword("components");
      const schema = { id: "body", components: { schemas: at(body, "components", "schemas") } };
      ajv.addSchema(schema);
      for (const name of Object.keys(schema.components.schemas)) {
        assert.doesNotThrow(() => ajv.compile({ $ref: `body#/components/schemas/${name}` }), name);
      }
    });
  });

  it("compresses when the stage says so", () => {
    assert.equal(body[`${EXTENSION}-minimum-compression-size`], undefined);
    assert.equal(compiled({ minimumCompressionSize: 1024 })[`${EXTENSION}-minimum-compression-size`], 1024);
  });

  it("gives the same body for the same input, and does not change the contract", () => {
    const before = JSON.stringify(storefront);
    assert.equal(JSON.stringify(compiled({ cors: several })), JSON.stringify(compiled({ cors: several })));
    assert.equal(JSON.stringify(storefront), before);
  });

  it("refuses bindings that do not fit, all at once", () => {
    const wrong = {
      functions: { users: "arn" },
      cors: { allowOrigins: ["*", "https://a.example/path"], allowHeaders: ["X Y"], maxAgeSeconds: -1 },
      integrationTimeoutMillis: 49,
      minimumCompressionSize: 20_000_000,
    };
    assert.throws(
      () => compiled(wrong),
      (error) => error instanceof BindingError && error.code === "GH1230" && error.problems.length === 7,
    );
  });
});
