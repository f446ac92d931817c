import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type JsonObject, readContract } from "../../infra/contract";
import { breakingChanges } from "./breakingChanges";

const folder = join(__dirname, "..", "..", "services", "storefront");
const v1 = readContract(join(folder, "v1", "openapi.yaml")).document;
const v2 = readContract(join(folder, "v2", "openapi.yaml")).document;

/** The lines below `## Breaks` in CHANGES.md, without their backticks. */
function listed(): string[] {
  const [, breaks = ""] = readFileSync(join(folder, "CHANGES.md"), "utf8").split(/^## Breaks$/m);
  return breaks
    .split(/^## /m)[0]
    ?.split("\n")
    .filter((line) => line.startsWith("- "))
    .map((line) => line.slice(2).replaceAll("`", "").trim()) as string[];
}

describe("version 2 of the storefront", () => {
  it("breaks what CHANGES.md says, and nothing else", () => {
    assert.deepEqual(breakingChanges(v1, v2).sort(), listed().sort());
  });

  it("keeps the scopes, so that one token serves both", () => {
    const scopes = (document: JsonObject) =>
      JSON.stringify(document.components)
        .match(/storefront\/[a-z.]+/g)
        ?.sort();
    assert.deepEqual(new Set(scopes(v2)), new Set(scopes(v1)));
  });
});

describe("breakingChanges", () => {
  const changed = (from: string, to: string): string[] => {
    const text = JSON.stringify(v1);
    assert.ok(text.includes(from), from);
    return breakingChanges(v1, JSON.parse(text.replace(from, to)) as JsonObject);
  };

  it("finds nothing between a document and itself", () => assert.deepEqual(breakingChanges(v1, v1), []));

  it("finds what is gone", () => {
    assert.deepEqual(changed('"/health":', '"/healthy":'), ["/health removed"]);
    assert.deepEqual(changed('"delete":{"operationId":"deleteUser"', '"head":{"operationId":"deleteUser"'), [
      "DELETE /users/{id} removed",
    ]);
    assert.deepEqual(changed('"409":', '"410":'), ["POST /users answer 409 removed"]);
    assert.ok(
      changed('"email":{"type":"string"', '"mail":{"type":"string"').includes("UserInput.email removed"),
    );
  });

  it("finds what requests newly need, and types that changed", () => {
    assert.deepEqual(
      changed(
        '"required":["name","category","price"]',
        '"required":["name","category","price","description"]',
      ),
      ["ProductInput.description added, required"],
    );
    assert.deepEqual(changed('"amount":{"type":"integer"', '"amount":{"type":"string"'), [
      "Price.amount type integer → string",
    ]);
    assert.deepEqual(
      changed('"operationId":"listUsers",', '"operationId":"listUsers","x":0,').length,
      0,
      "an extension is none",
    );
  });
});
