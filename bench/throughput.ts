import type { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Worker } from "node:worker_threads";
import autocannon from "autocannon";
import { median } from "./median";
import { startRehearsal, storefrontUrl, token, withoutLimits } from "./rehearsed";

const SECONDS = 4;
const ROUNDS = 5;

/** Requests per second through the gates, as a share of what a bare `node:http` server does beside them. */
export async function throughput(root: string): Promise<string> {
  const { copy, graph } = withoutLimits(root);
  const rehearsal = await startRehearsal(copy.root, "--graph", graph);
  const api = storefrontUrl(rehearsal.ready);
  const health = await fetch(`${api}/health`);
  const bare = await bareServer(await health.text());
  const bearer = await token(rehearsal.ready, "storefront/products.read");
  const targets = {
    bare: { url: bare.url },
    // WAF's core rule set refuses requests without a User-Agent.
    health: { url: `${api}/health`, headers: { "user-agent": "bench" } },
    lambda: { url: `${api}/products`, headers: { "user-agent": "bench", authorization: `Bearer ${bearer}` } },
  };
  const rates: Record<keyof typeof targets, number[]> = { bare: [], health: [], lambda: [] };
  // The first round only warms up: V8 optimises what it has seen run, on both sides.
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [name, target] of Object.entries(targets) as [keyof typeof targets, { url: string }][]) {
      const result = await autocannon({ ...target, connections: 32, duration: SECONDS });
      if (round > 0) rates[name].push(result.requests.average);
      if (result.non2xx > 0) throw new Error(`${result.non2xx} answers of ${name} were not 2xx`);
    }
  }
  await rehearsal.stop();
  copy.remove();
  await bare.close();
  const ratio = (name: keyof typeof targets) =>
    median(rates[name].map((rate, i) => rate / (rates.bare[i] ?? rate)));
  const rate = (name: keyof typeof targets) => Math.round(median(rates[name])).toLocaleString("en");
  return [
    `Against a bare \`node:http\` server that answers the same body (${rate("bare")}/s), 32 connections, ${ROUNDS} rounds ` +
      `of ${SECONDS} s each after one to warm up, one after another in one run:`,
    "",
    "| | share of bare | requests/s |",
    "|---|---|---|",
    `| \`/health\` through WAF, throttle and MOCK templates (target ≥ 0.5) | ${ratio("health").toFixed(2)} | ${rate("health")} |`,
    `| \`GET /products\`: Cognito, Lambda worker, table | ${ratio("lambda").toFixed(3)} | ${rate("lambda")} |`,
  ].join("\n");
}

/** A bare server in a thread of its own, so that it does not share one with the load. */
async function bareServer(body: string): Promise<{ url: string; close(): Promise<unknown> }> {
  const source = `(${serve.toString()})(require("node:http").createServer, ${JSON.stringify(body)}, require("node:worker_threads").parentPort)`;
  const worker = new Worker(source, { eval: true });
  const port = await new Promise<number>((resolve) => worker.once("message", resolve));
  return { url: `http://127.0.0.1:${port}/`, close: () => worker.terminate() };
}

function serve(create: typeof createServer, body: string, parent: { postMessage(port: number): void }): void {
  const server = create((_request, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(body);
  });
  server.listen(0, "127.0.0.1", () => parent.postMessage((server.address() as AddressInfo).port));
}
