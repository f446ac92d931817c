import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { contractFiles, generate } from "../../services/generate";

const services = join(__dirname, "..", "..", "services");

describe("generated types", () => {
  for (const file of contractFiles(services)) {
    it(`of ${relative(services, file)} are those of the contract`, async () => {
      for (const [name, content] of Object.entries(await generate(file))) {
        const committed = readFileSync(join(file, "..", "generated", name), "utf8");
        assert.ok(
          committed === content,
          `${name} is not current: node -r ts-node/register services/generate.ts`,
        );
      }
    });
  }

  it("are made from at least the storefront", () => {
    assert.ok(
      contractFiles(services).some(
        (file) => relative(services, file) === join("storefront", "v1", "openapi.yaml"),
      ),
    );
  });
});
