import assert from "node:assert/strict";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import { type DocumentedApi, findApi, oas30, sdk, swagger } from "../../local/spec";
import { at } from "../contract/storefront";
import { evaluateStage } from "../infra/evaluateStage";

const problems = async (document: unknown): Promise<string[]> => {
  const config = await createConfig({ extends: ["spec"] });
  const found = await lintFromString({ source: JSON.stringify(document), absoluteRef: "api.json", config });
  return found.map(({ message, location }) => `${message} ${location[0]?.pointer ?? ""}`);
};

describe("the document of an API", function () {
  this.timeout(60_000);
  let api: DocumentedApi;
  before(async () => {
    api = findApi(await evaluateStage("dev"), "storefront", "v1");
  });

  it("is valid OpenAPI 3.0 with the stage's address, and holds nothing of API Gateway's own", async () => {
    const document = oas30(api, false);
    assert.deepEqual(await problems(document), []);
    assert.doesNotMatch(JSON.stringify(document), /x-amazon|"options"/);
    const [server] = document.servers as { url: string }[];
    assert.match(server?.url ?? "", /^https:\/\/.*\.execute-api\..*\/dev$/);
    const names = (at(document, "paths", "/products", "get").parameters as { name: string }[]).map(
      ({ name }) => name,
    );
    assert.deepEqual(names, ["category", "limit", "cursor"]);
  });

  it("keeps the extensions where they are asked for", () => {
    const document = oas30(api, true);
    assert.ok(at(document, "paths", "/users", "get", "x-amazon-apigateway-integration").uri);
    assert.ok(at(document, "paths", "/users").options);
  });

  it("is valid Swagger 2.0 after conversion, and says the same", async () => {
    const document = swagger(oas30(api, false));
    assert.deepEqual(await problems(document), []);
    assert.doesNotMatch(JSON.stringify(document), /#\/components\/|requestBody/);
    assert.equal(document.basePath, "/dev");
    const post = at(document, "paths", "/users", "post");
    assert.deepEqual(post.consumes, ["application/json"]);
    const body = (post.parameters as Record<string, unknown>[]).find((parameter) => parameter.in === "body");
    assert.deepEqual(body?.schema, { $ref: "#/definitions/UserInput" });
    assert.deepEqual(
      Object.keys(at(document, "definitions")),
      Object.keys(at(oas30(api, false), "components", "schemas")),
    );
  });

  it("is asked for by name, and what there is is named", async () => {
    const graph = await evaluateStage("dev");
    assert.throws(() => findApi(graph, "storefront", undefined), /storefront-v1, storefront-v2/);
    assert.throws(() => findApi(graph, "shop", "v1"), /no API shop-v1.*storefront-v1/s);
  });
});

describe("the document of an HTTP API, which API Gateway has no schemas of", function () {
  this.timeout(120_000);

  const catalogOf = async (stage: string): Promise<DocumentedApi> =>
    findApi(await evaluateStage(stage), "catalog", "v1");

  it("is the contract without hints, of the routes that the stage declares", async () => {
    const document = oas30(await catalogOf("dev"), false);
    assert.deepEqual(await problems(document), []);
    assert.deepEqual(Object.keys(at(document, "paths")), ["/products", "/products/{id}"]);
    assert.doesNotMatch(JSON.stringify(document), /x-gatehouse/);
    const list = at(document, "paths", "/products", "get");
    assert.deepEqual(
      (list.parameters as { name: string }[]).map(({ name }) => name),
      ["limit", "cursor", "category"],
    );
    assert.deepEqual(list.security, [{ catalog: ["catalog/products.read"] }]);
    const [server] = document.servers as { url: string }[];
    assert.match(server?.url ?? "", /^https:\/\/.*\.execute-api\.[^/]+$/);
    assert.ok(at(oas30(await catalogOf("test"), false), "paths", "/stock/{id}", "get").responses);
  });

  it("is valid Swagger 2.0 after conversion, and makes a client", async () => {
    const document = oas30(await catalogOf("dev"), false);
    const converted = swagger(document);
    assert.deepEqual(await problems(converted), []);
    assert.equal(at(converted, "securityDefinitions", "catalog").flow, "accessCode");
    const files = await sdk(document, { title: "catalog-v1", openapiFetch: "0.17.0" });
    assert.match(files["index.ts"] ?? "", /createCatalogV1Client/);
    assert.match(files["schema.ts"] ?? "", /getProduct: \{/);
  });

  it("is not there for a WebSocket API, and the reason is said", async () => {
    const graph = await evaluateStage("dev");
    assert.throws(() => findApi(graph, "live", undefined), /WebSocket APIs have none.*catalog-v1/s);
  });
});
