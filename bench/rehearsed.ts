import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseDocument } from "yaml";

/** What `npm start -- --json` prints when it is ready. */
export interface Ready {
  readonly url: string;
  readonly apis: readonly { readonly name: string; readonly url: string }[];
  readonly identity: {
    readonly tokenUrl: string;
    readonly clients: readonly {
      readonly clientId: string;
      readonly clientSecret?: string;
      readonly scopes: readonly string[];
    }[];
  };
}

export interface Rehearsed {
  readonly ready: Ready;
  readonly process: ChildProcess;
  readonly milliseconds: number;
  /** `step: N ms` lines of `--verbose`. */
  readonly steps: readonly string[];
  stop(): Promise<void>;
}

/** Starts the rehearsal as its own process and waits for the ready line. */
export function startRehearsal(root: string, ...flags: string[]): Promise<Rehearsed> {
  const started = performance.now();
  const child = spawn(
    process.execPath,
    ["bin/gatehouse.js", "start", "--verbose", "--port", "0", "--json", "--serve-anyway", ...flags],
    {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  let out = "";
  let err = "";
  child.stderr.on("data", (chunk) => (err += String(chunk)));
  return new Promise((resolve, reject) => {
    void exited.then(() => reject(new Error(`The rehearsal stopped:\n${err}`)));
    child.stdout.on("data", (chunk) => {
      out += String(chunk);
      if (!out.includes("\n")) return;
      resolve({
        ready: JSON.parse(out) as Ready,
        process: child,
        milliseconds: performance.now() - started,
        steps: err.split("\n").filter((line) => /: \d+ ms$/.test(line)),
        stop: async () => {
          child.kill("SIGTERM");
          await exited;
        },
      });
    });
  });
}

/** A copy of the project that may be edited. Call the returned function to remove it. */
export function copyOfProject(root: string): { readonly root: string; remove(): void } {
  const copy = mkdtempSync(join(tmpdir(), "gatehouse-bench-"));
  for (const entry of [
    "bin",
    "infra",
    "local",
    "policy",
    "services",
    "package.json",
    "tsconfig.json",
    "Pulumi.yaml",
    "Pulumi.dev.yaml",
  ]) {
    cpSync(join(root, entry), join(copy, entry), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  return { root: copy, remove: () => rmSync(copy, { recursive: true, force: true }) };
}

/** Sets a value in the dev stack file of a copy. */
export function set(root: string, path: readonly string[], value: unknown): void {
  const file = join(root, "Pulumi.dev.yaml");
  const document = parseDocument(readFileSync(file, "utf8"));
  document.setIn(["config", ...path], value);
  writeFileSync(file, document.toString());
}

/**
 * A copy whose graph has no throttle and no rate rule in the way of a load: the gates work as ever, their limits are far
 * off. Returns the copy and the graph file to start it with.
 */
export function withoutLimits(root: string): {
  readonly copy: ReturnType<typeof copyOfProject>;
  readonly graph: string;
} {
  const copy = copyOfProject(root);
  set(copy.root, ["gatehouse:rehearsal", "accountThrottle"], {
    rateLimit: 10_000_000,
    burstLimit: 10_000_000,
  });
  const graph = join(copy.root, "build", "unlimited.json");
  execFileSync(process.execPath, ["bin/gatehouse.js", "plan", "--out", graph], {
    cwd: copy.root,
    stdio: "ignore",
  });
  const text = readFileSync(graph, "utf8")
    .replace(/"(throttlingRateLimit|throttlingBurstLimit)": \d+/g, '"$1": 10000000')
    .replace(/("rateBasedStatement": \{[^}]*"limit": )\d+/g, "$12000000000");
  writeFileSync(graph, text);
  return { copy, graph };
}

/** URL of the storefront's first version, which the benchmarks ask: the APIs come in the order of their declaration. */
export function storefrontUrl({ apis }: Ready): string {
  const api = apis.find(({ name }) => name.endsWith("storefront-v1"));
  if (!api) throw new Error(`There is no storefront among ${apis.map(({ name }) => name).join(", ")}.`);
  return api.url;
}

/** A client_credentials token for a scope. */
export async function token({ identity }: Ready, scope: string): Promise<string> {
  const client = identity.clients.find(({ clientSecret, scopes }) => clientSecret && scopes.includes(scope));
  if (!client) throw new Error(`No machine client has the scope ${scope}.`);
  const response = await fetch(identity.tokenUrl, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(`${client.clientId}:${client.clientSecret}`).toString("base64")}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: `grant_type=client_credentials&scope=${encodeURIComponent(scope)}`,
  });
  return ((await response.json()) as { access_token: string }).access_token;
}
