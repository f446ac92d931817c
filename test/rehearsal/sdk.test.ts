import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { buildSync } from "esbuild";
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

  /** Messages of the compiler and the code they are about, for a caller that is bundled or run by Node as it is. */
  function check(file: string, resolution: "bundler" | "nodenext" = "bundler"): string[] {
    const program = ts.createProgram([join(folder, file)], {
      strict: true,
      noEmit: true,
      target: ts.ScriptTarget.ES2022,
      ...(resolution === "bundler"
        ? { module: ts.ModuleKind.ES2022, moduleResolution: ts.ModuleResolutionKind.Bundler }
        : { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext }),
      lib: ["lib.es2022.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
      types: [],
      skipLibCheck: true,
    });
    return ts.getPreEmitDiagnostics(program).map(({ messageText, file: where, start = 0 }) => {
      const line = where?.text.slice(start).split("\n")[0];
      return `${ts.flattenDiagnosticMessageText(messageText, "\n")} at ${line}`;
    });
  }

  it("compiles, and refuses what the API does not have", () => {
    assert.deepEqual(check("caller.ts"), []);
    writeFileSync(join(folder, "wrong.ts"), CALLER.replace('"/health"', '"/helth"'));
    assert.match(check("wrong.ts").join("\n"), /at GET\("\/helth"\)/);
  });

  it("compiles for Node's own module resolution too", () => {
    writeFileSync(join(folder, "node.ts"), CALLER.replace('"./index"', '"./index.js"'));
    assert.deepEqual(check("node.ts", "nodenext"), []);
  });

  it("calls the API where it is rehearsed", async () => {
    rehearsal = await startRehearsal([]);
    const api = rehearsal.ready.apis.find(({ name }) => name.endsWith("-storefront-v2")) ?? assert.fail();
    const baseUrl = api.url;
    const outfile = join(folder, "caller.cjs");
    buildSync({ entryPoints: [join(folder, "caller.ts")], outfile, bundle: true, platform: "node" });
    const { health, firstUser } = createRequire(__filename)(outfile) as {
      health(baseUrl: string): Promise<string>;
      firstUser(baseUrl: string): Promise<string | undefined>;
    };
    assert.equal(await health(baseUrl), "200 ok");
    assert.equal(await firstUser(baseUrl), "401");
  });
});
