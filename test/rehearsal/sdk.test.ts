import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import ts from "typescript";
import { findApi, oas30, sdk } from "../../local/spec";
import { type Started, startRehearsal } from "../commands/run";
import { evaluateStage } from "../infra/evaluateStage";

/** A caller of the client that uses types and values. */
const CALLER = `import { createStorefrontV2Client } from "./index";

export async function health(baseUrl: string): Promise<string> {
  const client = createStorefrontV2Client({ baseUrl, headers: { "User-Agent": "sdk-test" } });
  const { data, response } = await client.GET("/health");
  return \`\${response.status} \${data?.status ?? ""}\`;
}

export async function firstUser(baseUrl: string): Promise<string | undefined> {
  const client = createStorefrontV2Client({ baseUrl, headers: { "User-Agent": "sdk-test" } });
  const { data, response } = await client.GET("/users", { params: { query: { limit: 1 } } });
  return data?.items[0]?.givenName ?? String(response.status);
}
`;

describe("the client that npm run sdk writes", function () {
  this.timeout(120_000);
  const build = resolve(__dirname, "..", "..", "build");
  let folder: string;
  let rehearsal: Started | undefined;

  before(async () => {
    // Below the project, so that openapi-fetch is found as it would be once installed.
    mkdirSync(build, { recursive: true });
    folder = mkdtempSync(join(build, "sdk-"));
    const api = findApi(await evaluateStage("dev"), "storefront", "v2");
    const files = await sdk(oas30(api, false), { title: api.title, openapiFetch: "0.17.0" });
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    writeFileSync(join(folder, "caller.ts"), CALLER);
  });
  after(async () => {
    rmSync(folder, { recursive: true, force: true });
    await rehearsal?.stop();
  });

  function compile(files: readonly string[]): string[] {
    const program = ts.createProgram(
      files.map((file) => join(folder, file)),
      {
        strict: true,
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.CommonJS,
        moduleResolution: ts.ModuleResolutionKind.Bundler,
        lib: ["lib.es2022.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
        types: [],
        skipLibCheck: true,
        outDir: join(folder, "out"),
      },
    );
    const diagnostics = [...ts.getPreEmitDiagnostics(program), ...program.emit().diagnostics];
    return diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
  }

  it("compiles, and refuses what the API does not have", () => {
    assert.deepEqual(compile(["caller.ts"]), []);
    writeFileSync(join(folder, "wrong.ts"), CALLER.replace('"/health"', '"/helth"'));
    assert.match(compile(["wrong.ts"]).join("\n"), /helth/);
  });

  it("calls the API where it is rehearsed", async () => {
    rehearsal = await startRehearsal([]);
    const url = rehearsal.ready.apis.map((api) => api.url).find((text) => text.includes("/_aws/"));
    const api = rehearsal.ready.apis.find(({ name }) => name.endsWith("storefront-v2"));
    const baseUrl = (api?.url ?? url ?? "").replace(/\/$/, "");
    compile(["caller.ts"]);
    // The project's packages are CommonJS where nothing else is said.
    writeFileSync(join(folder, "out", "package.json"), '{"type":"commonjs"}');
    const { health, firstUser } = createRequire(__filename)(join(folder, "out", "caller.js")) as {
      health(baseUrl: string): Promise<string>;
      firstUser(baseUrl: string): Promise<string | undefined>;
    };
    assert.equal(await health(baseUrl), "200 ok");
    assert.equal(await firstUser(baseUrl), "401");
  });
});
