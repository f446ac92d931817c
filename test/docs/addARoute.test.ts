import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { readContract } from "../../infra/contract";
import { generate } from "../../services/generate";
import { json } from "../services/support/event";
import { startFunction } from "../services/support/functionUnderTest";

const root = join(__dirname, "..", "..");
const [, told = ""] = readFileSync(join(root, "README.md"), "utf8").split("## Add a route");

/** The first fenced block of a language in README's "Add a route". */
function block(language: string): string {
  const [, text] = new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, "m").exec(told) ?? [];
  assert.ok(text, language);
  return text;
}

describe('"Add a route" of README.md', () => {
  let services: string;
  let version: string;

  before(() => {
    // Inside the checkout, so that packages are found.
    mkdirSync(join(root, "build"), { recursive: true });
    services = mkdtempSync(join(root, "build", "add-a-route-"));
    cpSync(join(root, "services"), services, { recursive: true });
    version = join(services, "storefront", "v2");
  });
  after(() => rmSync(services, { recursive: true }));

  function problems(): string[] {
    const { config } = ts.readConfigFile(join(root, "tsconfig.json"), (file) => ts.sys.readFile(file)) as {
      config: { compilerOptions: object };
    };
    const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
    const program = ts.createProgram([join(version, "products", "handler.ts")], { ...options, noEmit: true });
    return ts
      .getPreEmitDiagnostics(program)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
  }

  it("is a contract, asks for the answer in the handler, takes the answer, and serves it", async () => {
    const contract = join(version, "openapi.yaml");
    const [head = "", ...rest] = readFileSync(contract, "utf8").split(/^(?=components:)/m);
    writeFileSync(contract, `${head.trimEnd()}\n\n${block("yaml")}\n${rest.join("")}`);
    readContract(contract);
    for (const [name, content] of Object.entries(await generate(contract)))
      writeFileSync(join(version, "generated", name), content);
    const [missing = "", ...others] = problems();
    assert.match(missing, /GET \/products\/\{id\}\/price"' is missing/);
    assert.deepEqual(others, []);

    writeFileSync(join(version, "products", "handler.ts"), block("ts"));
    assert.deepEqual(problems(), []);
    const products = await startFunction("products", version);
    try {
      const price = { amount: "12.50", currency: "EUR" };
      const made = await products.call("POST /products", undefined, {
        body: { name: "Kettle", category: "kitchen", price },
        headers: { "Idempotency-Key": "first-kettle" },
      });
      assert.equal(made.statusCode, 201, made.body);
      const id = String(json(made).id);
      assert.deepEqual(json(await products.call("GET /products/{id}/price", id)), price);
      assert.equal((await products.call("GET /products/{id}/price", "none")).statusCode, 404);
      assert.equal((await products.call("GET /products/{id}", id)).statusCode, 200);
    } finally {
      await products.database.close();
    }
  });
});
