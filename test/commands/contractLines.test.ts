import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { contractLines } from "../../local/commands/contractLines";
import { type Graph, pathKeys } from "../../local/graph";
import { graphResource } from "../graph/graphResource";

const CONTRACT = `openapi: 3.0.3
x-gatehouse-api: { name: shop, version: v1 }
paths:
  /orders/{id}:
    get:
      operationId: getOrder
      security: []
    parameters:
      - { name: id, in: path }
components:
  schemas:
    Order: { type: object }
`;
const URN = "urn:pulumi:dev::p::aws:apigateway/restApi:RestApi::api";

const graph = (body: unknown): Graph => ({
  project: "p",
  stack: "dev",
  mode: "known",
  resources: [graphResource("p", "aws:apigateway/restApi:RestApi", "api", { inputs: { body } })],
});

describe("lines of OpenAPI documents", () => {
  let root: string;
  before(() => {
    root = mkdtempSync(join(tmpdir(), "gatehouse-contracts-"));
    mkdirSync(join(root, "services/shop/v1"), { recursive: true });
    writeFileSync(join(root, "services/shop/v1/openapi.yaml"), CONTRACT);
  });
  after(() => rmSync(root, { recursive: true }));

  const at = (property: string | undefined, body: unknown = JSON.stringify({ info: { title: "shop-v1" } })) =>
    contractLines(root, graph(body))({ urn: URN, ...(property !== undefined && { property }) });

  it("are those of the place, or of the operation that it is compiled from", () => {
    const file = "services/shop/v1/openapi.yaml";
    assert.equal(at('body.paths["/orders/{id}"].get.security'), `${file}:7:7`);
    assert.equal(at('body.paths["/orders/{id}"].get["x-amazon-apigateway-integration"].uri'), `${file}:5:5`);
    assert.equal(at("body.components.schemas.Order"), `${file}:12:5`);
  });

  it("are not guessed: no line for what stands in no document", () => {
    assert.equal(at('body.paths["/nothing"].get'), undefined);
    assert.equal(at('body.paths["/orders/{id}"].post'), undefined);
    assert.equal(at("body.x-amazon-apigateway-policy"), undefined);
    assert.equal(at("policy"), undefined);
    assert.equal(at(undefined), undefined);
  });

  it("need a body whose title one document answers to", () => {
    for (const body of [JSON.stringify({ info: { title: "other-v1" } }), "{", "null", 3, null])
      assert.equal(at('body.paths["/orders/{id}"].get', body), undefined);
    mkdirSync(join(root, "services/copy"));
    writeFileSync(join(root, "services/copy/openapi.yaml"), CONTRACT);
    assert.equal(at('body.paths["/orders/{id}"].get'), undefined);
    rmSync(join(root, "services/copy"), { recursive: true });
  });

  it("read paths as the guard writes them", () => {
    assert.deepEqual(pathKeys('body.paths["/a.b[0]"].get'), ["body", "paths", "/a.b[0]", "get"]);
    assert.deepEqual(pathKeys('rules[0]["say \\"x\\""]'), ["rules", 0, 'say "x"']);
  });
});
