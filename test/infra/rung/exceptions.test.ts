import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readExceptions, unexpected } from "./exceptions";
import { withStandIns } from "./standIns";

const exceptions = readExceptions(readFileSync(join(__dirname, "../../engine/rung-exceptions.md"), "utf8"));

const problem = {
  phase: "second plan",
  urn: "urn",
  type: "aws_cognito_user_pool",
  property: "user_pool_tier",
  message: 'update: "" -> "PLUS"',
};

describe("rung exceptions", () => {
  it("cover the problem they describe, and no other", () => {
    assert.deepEqual(unexpected([problem], exceptions), []);
    for (const other of [
      { ...problem, phase: "plan" },
      { ...problem, type: "aws_cognito_user_pool_client" },
      { ...problem, property: "tier" },
      { ...problem, message: 'update: "LITE" -> "PLUS"' },
    ]) {
      assert.deepEqual(unexpected([other], exceptions), [other]);
    }
  });

  it("stand in for MOCK integrations only, and leave the graph itself alone", () => {
    const body = JSON.stringify({
      paths: {
        "/a": {
          get: { "x-amazon-apigateway-integration": { type: "mock" } },
          put: { "x-amazon-apigateway-integration": { type: "aws_proxy", uri: "arn" } },
        },
      },
    });
    const graph = {
      deployment: { resources: [{ type: "aws:apigateway/restApi:RestApi", inputs: { body } }] },
    };
    const paths = JSON.parse(withStandIns(graph).deployment.resources[0]?.inputs.body ?? "{}") as never;
    assert.deepEqual(paths, {
      paths: {
        "/a": {
          get: { "x-amazon-apigateway-integration": { type: "mock", uri: "mock", httpMethod: "POST" } },
          put: { "x-amazon-apigateway-integration": { type: "aws_proxy", uri: "arn" } },
        },
      },
    });
    assert.equal(graph.deployment.resources[0]?.inputs.body, body);
  });
});
