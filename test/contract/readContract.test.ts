import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import { ContractError, readContract, type Contract } from "../../infra/contract";
import { refusals } from "./refusals";
import { storefront } from "./storefront";
import { VALID } from "./validContract";

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
      access: { kind: "scopes", scopes: ["shop/read"] },
      apiKeyRequired: false,
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
    assert.deepEqual(contract.operations[0]?.access, {
      kind: "scopes",
      scopes: ["shop/read", "shop/write"],
    });
  });

  it("leaves a public operation without scopes, and its cache key without Authorization", () => {
    const [operation] = read(
      VALID.replace("security:\n        - auth: [shop/read]", "security: []"),
    ).operations;
    assert.deepEqual(operation?.access, { kind: "public" });
    assert.deepEqual(operation?.cache?.keyParameters, ["method.request.path.id"]);
  });

  for (const { name, find, replace, code, what, fix, mark, also = (same: string) => same } of refusals) {
    it(`refuses ${name}`, () => {
      assert.ok(VALID.includes(find), "the case does not fit the contract");
      const text = also(VALID.replace(find, replace));
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
    const open = storefront.operations.filter(({ access }) => access.kind === "public");
    assert.deepEqual(
      open.map(({ operationId }) => operationId),
      ["getHealth"],
    );
  });

  it("asks for a write scope on every method that writes", () => {
    for (const { method, access, operationId } of storefront.operations) {
      if (operationId === "getHealth") continue;
      const right = method === "GET" ? /\.read$/ : /\.write$/;
      const scopes = access.kind === "scopes" ? access.scopes : [];
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
