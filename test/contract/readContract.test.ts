import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import { ContractError, readContract, type Contract } from "../../infra/contract";
import { storefront } from "./storefront";

const VALID = `openapi: 3.0.3
info: { title: shop, version: "1" }
x-gatehouse-api: { name: shop, version: v1 }
paths:
  /items/{id}:
    get:
      operationId: getItem
      security:
        - auth: [shop/read]
      x-gatehouse-integration: { lambda: items }
      x-gatehouse-cache: { ttlSeconds: 60, keyParameters: [id] }
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
      responses:
        "200":
          description: ok
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Item" }
    put:
      operationId: putItem
      security:
        - auth: [shop/read]
      x-gatehouse-integration: { lambda: items }
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
      requestBody:
        content:
          application/json:
            schema: { $ref: "#/components/schemas/Item" }
      responses:
        "204": { description: done }
components:
  securitySchemes:
    auth:
      type: oauth2
      flows:
        clientCredentials:
          tokenUrl: /oauth2/token
          scopes: { shop/read: Read, shop/write: Write }
  schemas:
    Item:
      type: object
      additionalProperties: false
      properties:
        name: { type: string }
`;

interface Case {
  readonly name: string;
  readonly find: string;
  readonly replace: string;
  readonly code: string;
  /** Part of what the message says; the place is where `mark` stands in the changed text. */
  readonly what: RegExp;
  readonly fix?: RegExp;
  readonly mark: string;
}

const CASES: readonly Case[] = [
  {
    name: "a reference that leads to nothing",
    find: 'schemas/Item" }\n    put',
    replace: 'schemas/Itme" }\n    put',
    code: "GH1203",
    what: /Itme leads to nothing/,
    fix: /#\/components\/schemas\/Item\?/,
    mark: '$ref: "#/components/schemas/Itme"',
  },
  {
    name: "a reference to another file",
    find: '#/components/schemas/Item" }\n    put',
    replace: 'item.yaml" }\n    put',
    code: "GH1203",
    what: /not a reference within this file/,
    mark: '$ref: "item.yaml"',
  },
  {
    name: "an integration that names no handler",
    find: "{ lambda: items }\n      x-gatehouse-cache",
    replace: "{ lambda: item }\n      x-gatehouse-cache",
    code: "GH1206",
    what: /GET \/items\/\{id\} names no handler: there is no item\/handler\.ts/,
    fix: /did you mean items\?/,
    mark: "lambda: item }",
  },
  {
    name: "a mock without its template",
    find: "{ lambda: items }\n      parameters",
    replace: "{ mock: none.vtl }\n      parameters",
    code: "GH1206",
    what: /there is no none\.vtl/,
    mark: "mock: none.vtl",
  },
  {
    name: "an integration of both kinds",
    find: "{ lambda: items }\n      parameters",
    replace: "{ lambda: items, mock: m.vtl }\n      parameters",
    code: "GH1205",
    what: /x-gatehouse-integration is not right/,
    mark: "x-gatehouse-integration: { lambda: items, mock",
  },
  {
    name: "an operation that nothing answers",
    find: "      x-gatehouse-integration: { lambda: items }\n      parameters",
    replace: "      parameters",
    code: "GH1207",
    what: /nothing answers PUT/,
    mark: "put:",
  },
  {
    name: "a hint that is mistyped",
    find: "x-gatehouse-cache",
    replace: "x-gatehouse-cahce",
    code: "GH1204",
    what: /unknown hint x-gatehouse-cahce/,
    fix: /did you mean x-gatehouse-cache\?/,
    mark: "x-gatehouse-cahce",
  },
  {
    name: "a hint in the wrong place",
    find: "  /items/{id}:\n",
    replace: "  /items/{id}:\n    x-gatehouse-throttle: { rate: 1, burst: 1 }\n",
    code: "GH1204",
    what: /no effect here/,
    fix: /in an operation/,
    mark: "x-gatehouse-throttle",
  },
  {
    name: "an extension of API Gateway",
    find: "    put:\n",
    replace: "    put:\n      x-amazon-apigateway-integration: {}\n",
    code: "GH1204",
    what: /written by the contract compiler/,
    mark: "x-amazon-apigateway-integration",
  },
  {
    name: "a hint with a wrong value",
    find: "ttlSeconds: 60",
    replace: "ttlSeconds: 3601",
    code: "GH1205",
    what: /x-gatehouse-cache\.ttlSeconds/,
    mark: "ttlSeconds",
  },
  {
    name: "an API without a name",
    find: "x-gatehouse-api: { name: shop, version: v1 }\n",
    replace: "",
    code: "GH1205",
    what: /x-gatehouse-api is not right/,
    mark: "openapi",
  },
  {
    name: "an operation that does not say who may call it",
    find: "      operationId: putItem\n      security:\n        - auth: [shop/read]\n",
    replace: "      operationId: putItem\n",
    code: "GH1208",
    what: /PUT .* does not say who may call it/,
    fix: /security: \[\]/,
    mark: "put:",
  },
  {
    name: "an unknown scope",
    find: "[shop/read]",
    replace: "[shop/raed]",
    code: "GH1209",
    what: /unknown scope shop\/raed/,
    fix: /did you mean shop\/read\?/,
    mark: "shop/raed",
  },
  {
    name: "a scope of another resource server",
    find: "shop/write: Write",
    replace: "stock/write: Write",
    code: "GH1209",
    what: /not of the resource server shop/,
    fix: /shop\/write/,
    mark: "stock/write",
  },
  {
    name: "an unknown scheme",
    find: "- auth: [shop/read]",
    replace: "- oauth: [shop/read]",
    code: "GH1209",
    what: /the scheme oauth, which is not declared/,
    mark: "oauth: [",
  },
  {
    name: "a requirement without a scope",
    find: "- auth: [shop/read]",
    replace: "- auth: []",
    code: "GH1210",
    what: /ID tokens only/,
    mark: "auth: []",
  },
  {
    name: "a requirement with two scopes",
    find: "[shop/read]",
    replace: "[shop/read, shop/write]",
    code: "GH1210",
    what: /any one of them/,
    mark: "auth: [shop/read, shop/write]",
  },
  {
    name: "an empty requirement, which OpenAPI reads as public",
    find: "- auth: [shop/read]",
    replace: "- {}",
    code: "GH1210",
    what: /names 0 schemes/,
    fix: /security: \[\]/,
    mark: "{}",
  },
  {
    name: "an operation without a name",
    find: "      operationId: putItem\n",
    replace: "",
    code: "GH1211",
    what: /PUT .* has no operationId/,
    mark: "put:",
  },
  {
    name: "two operations with one name",
    find: "putItem",
    replace: "getItem",
    code: "GH1211",
    what: /getItem names GET \/items\/\{id\} too/,
    mark: "operationId: getItem\n      security:\n        - auth: [shop/read]\n      x-gatehouse-integration: { lambda: items }\n      parameters",
  },
  {
    name: "a cache on PUT",
    find: "    put:\n",
    replace: "    put:\n      x-gatehouse-cache: { ttlSeconds: 1, keyParameters: [id] }\n",
    code: "GH1212",
    what: /only GET|cannot be cached/,
    mark: "x-gatehouse-cache: { ttlSeconds: 1,",
  },
  {
    name: "a cache key that is no parameter",
    find: "keyParameters: [id]",
    replace: "keyParameters: [id, page]",
    code: "GH1212",
    what: /has no parameter page/,
    mark: "page]",
  },
  {
    name: "a cache key without a parameter that shapes the answer",
    find: "keyParameters: [id]",
    replace: "keyParameters: []",
    code: "GH1212",
    what: /takes id, which is not in the cache key/,
    mark: "keyParameters: []",
  },
  {
    name: "a composed model",
    find: "      properties:\n        name: { type: string }",
    replace: "      properties:\n        name: { oneOf: [{ type: string }, { type: integer }] }",
    code: "GH1213",
    what: /does not take oneOf/,
    mark: "oneOf",
  },
  {
    name: "a nullable property",
    find: "name: { type: string }\n",
    replace: "name: { type: string, nullable: true }\n",
    code: "GH1213",
    what: /does not take nullable/,
    mark: "nullable",
  },
  {
    name: "a body whose schema has no name",
    find: 'schema: { $ref: "#/components/schemas/Item" }\n      responses',
    replace: "schema: { type: object, additionalProperties: false }\n      responses",
    code: "GH1213",
    what: /random one at every import/,
    mark: "schema: { type: object",
  },
  {
    name: "an OPTIONS method of its own",
    find: "    put:\n",
    replace: "    options: {}\n    put:\n",
    code: "GH1213",
    what: /CORS settings/,
    mark: "options",
  },
  {
    name: "a parameter from a cookie",
    find: "    put:\n",
    replace: "    parameters: [{ name: c, in: cookie, schema: { type: string } }]\n    put:\n",
    code: "GH1213",
    what: /takes c from a cookie/,
    mark: "get:",
  },
  {
    name: "a model name with other than letters and digits",
    find: "    Item:\n",
    replace: "    My_Item: { type: object }\n    Item:\n",
    code: "GH1214",
    what: /letters and digits only: My_Item/,
    fix: /MyItem/,
    mark: "My_Item",
  },
  {
    name: "a path that API Gateway does not take",
    find: "  /items/{id}:\n",
    replace: "  /items-{id}/x:\n    get: {}\n  /items/{id}:\n",
    code: "GH1215",
    what: /does not take the path \/items-\{id\}\/x/,
    mark: "/items-{id}",
  },
  {
    name: "the path of API Gateway's own health check",
    find: "/items/{id}",
    replace: "/ping",
    code: "GH1215",
    what: /\/ping/,
    mark: "/ping",
  },
  {
    name: "a path parameter that is not declared",
    find: "/items/{id}",
    replace: "/items/{id}/{part}",
    code: "GH1216",
    what: /does not declare \{part\}/,
    mark: "get:",
  },
  {
    name: "a request model that is open",
    find: "      additionalProperties: false\n",
    replace: "",
    code: "GH1217",
    what: /lets members through/,
    mark: 'application/json:\n            schema: { $ref: "#/components/schemas/Item" }\n      responses',
  },
  {
    name: "another version of OpenAPI",
    find: "openapi: 3.0.3",
    replace: "openapi: 3.1.0",
    code: "GH1202",
    what: /OpenAPI 3\.1\.0/,
    mark: "openapi",
  },
];

describe("readContract", () => {
  let folder: string;
  let file: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "contract-"));
    mkdirSync(join(folder, "items"));
    writeFileSync(join(folder, "items", "handler.ts"), "");
    file = join(folder, "openapi.yaml");
  });
  after(() => rmSync(folder, { recursive: true }));

  function read(text: string): Contract {
    writeFileSync(file, text);
    return readContract(file);
  }

  function errorOf(text: string): ContractError {
    try {
      read(text);
    } catch (error) {
      if (error instanceof ContractError) return error;
      throw error;
    }
    throw new assert.AssertionError({ message: "the contract was taken" });
  }

  it("reads a contract", () => {
    const contract = read(VALID);
    assert.equal(contract.name, "shop");
    assert.equal(contract.version, "v1");
    assert.deepEqual(contract.functions, [
      { name: "items", handlerFile: join(folder, "items", "handler.ts") },
    ]);
    assert.deepEqual(contract.scopes, [
      { name: "shop/read", description: "Read" },
      { name: "shop/write", description: "Write" },
    ]);
    assert.deepEqual(contract.operations[0], {
      operationId: "getItem",
      method: "GET",
      path: "/items/{id}",
      integration: { kind: "lambda", function: "items" },
      scopes: ["shop/read"],
      cache: {
        ttlSeconds: 60,
        keyParameters: ["method.request.path.id", "method.request.header.Authorization"],
      },
    });
  });

  it("takes several requirements as alternatives", () => {
    const contract = read(
      VALID.replace("- auth: [shop/read]", "- auth: [shop/read]\n        - auth: [shop/write]"),
    );
    assert.deepEqual(contract.operations[0]?.scopes, ["shop/read", "shop/write"]);
  });

  it("leaves a public operation without scopes, and its cache key without Authorization", () => {
    const [operation] = read(
      VALID.replace("security:\n        - auth: [shop/read]", "security: []"),
    ).operations;
    assert.equal(operation?.scopes, undefined);
    assert.deepEqual(operation?.cache?.keyParameters, ["method.request.path.id"]);
  });

  for (const { name, find, replace, code, what, fix, mark } of CASES) {
    it(`refuses ${name}`, () => {
      assert.ok(VALID.includes(find), "the case does not fit the contract");
      const text = VALID.replace(find, replace);
      const { problems } = errorOf(text);
      const problem = problems.find((candidate) => candidate.code === code && what.test(candidate.what));
      assert.ok(problem !== undefined, JSON.stringify(problems, null, 1));
      if (fix !== undefined) assert.match(problem.fix, fix);
      const before = text.slice(0, text.indexOf(mark)).split("\n");
      assert.deepEqual(
        [problem.file, problem.line, problem.column],
        [file, before.length, (before.at(-1)?.length ?? 0) + 1],
      );
    });
  }

  it("reports all problems at once, in the order of the file", () => {
    const text = VALID.replace("operationId: getItem", "summary: x")
      .replace("ttlSeconds: 60", "ttlSeconds: -1")
      .replace("shop/write: Write", "stock/write: Write");
    const error = errorOf(text);
    assert.deepEqual(
      error.problems.map(({ code }) => code),
      ["GH1211", "GH1205", "GH1209"],
    );
    assert.equal(error.code, "GH1200");
    for (const { line, column, code } of error.problems) {
      assert.ok(error.message.includes(`${file}:${line}:${column} ${code} `), error.message);
    }
  });

  it("reports a syntax error with its place", () => {
    const { problems } = errorOf(VALID.replace("title: shop", "title: @shop"));
    assert.equal(problems[0]?.code, "GH1202");
    assert.equal(problems[0]?.line, 2);
  });

  it("reports a key that stands there twice", () => {
    const { problems } = errorOf(`${VALID}openapi: 3.0.3\n`);
    assert.equal(problems[0]?.code, "GH1202");
    assert.equal(problems[0]?.line, VALID.split("\n").length);
  });

  it("says what is wrong with anything that is no contract, and nothing else", () => {
    for (const text of [
      "",
      "hello",
      "[]",
      "3",
      "null",
      "openapi: 3.0.3\npaths: 3",
      "paths:\n  /a: { get: 1 }\n  /b: x",
    ]) {
      assert.ok(errorOf(text).problems.length > 0, text);
    }
  });

  it("names a file that cannot be read", () => {
    const missing = join(folder, "missing.yaml");
    assert.throws(
      () => readContract(missing),
      (error) => error instanceof ContractError && error.problems[0]?.code === "GH1201",
    );
  });

  it("does not follow references in a circle", () => {
    const text = VALID.replace("    Item:\n", '    Loop: { $ref: "#/components/schemas/Loop" }\n    Item:\n');
    assert.ok(errorOf(text).problems.some(({ code }) => code === "GH1203"));
  });
});

describe("the storefront's contract", () => {
  it("has a function for users and one for products", () => {
    assert.deepEqual(
      storefront.functions.map(({ name }) => name),
      ["products", "users"],
    );
  });

  it("lets nobody in without a scope but to the health check", () => {
    const open = storefront.operations.filter(({ scopes }) => scopes === undefined);
    assert.deepEqual(
      open.map(({ operationId }) => operationId),
      ["getHealth"],
    );
  });

  it("asks for a write scope on every method that writes", () => {
    for (const { method, scopes = [], operationId } of storefront.operations) {
      if (operationId === "getHealth") continue;
      const right = method === "GET" ? /\.read$/ : /\.write$/;
      assert.ok(scopes.length > 0 && scopes.every((scope) => right.test(scope)), operationId);
    }
  });

  it("is valid OpenAPI 3.0", async () => {
    const config = await createConfig({ extends: ["spec"] });
    const source = readFileSync(storefront.file, "utf8");
    const found = await lintFromString({ source, absoluteRef: storefront.file, config });
    assert.deepEqual(
      found.map(({ message }) => message),
      [],
    );
  });
});
