import { readFileSync } from "node:fs";
import autocannon from "autocannon";
import { startRehearsal, storefrontUrl, token, withoutLimits } from "./rehearsed";

const REQUESTS = 100_000;

/** Resident memory of the server before and after 100,000 requests. Target: no growth beyond noise. */
export async function memory(root: string): Promise<string> {
  const { copy, graph } = withoutLimits(root);
  const rehearsal = await startRehearsal(copy.root, "--graph", graph);
  const pid = rehearsal.process.pid ?? 0;
  const url = storefrontUrl(rehearsal.ready);
  const headers = {
    "user-agent": "bench",
    authorization: `Bearer ${await token(rehearsal.ready, "storefront/products.read")}`,
  };
  const load = async (path: string, amount: number) => {
    await autocannon({ url: `${url}${path}`, headers, connections: 32, amount });
    return residentMegabytes(pid);
  };
  // Two warm-ups: the first fills code caches and the heap's young generation, the second shows the plateau.
  await load("/products", 5_000);
  const before = await load("/health", 20_000);
  const half = await load("/health", REQUESTS / 2);
  const after = await load("/health", REQUESTS / 2);
  await rehearsal.stop();
  copy.remove();
  return [
    `Resident set after 25,000 warm-up requests: ${before} MB; after 50,000 more: ${half} MB; after 100,000: ${after} MB.`,
  ].join("\n");
}

function residentMegabytes(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Math.round(Number(kilobytes) / 1024);
}
