import { rmSync } from "node:fs";
import { join } from "node:path";
import { median } from "./median";
import { startRehearsal } from "./rehearsed";

/** From starting the process to the first 200, without and with the loader's cache. Target: under 3 s on 2 cores. */
export async function coldStart(root: string): Promise<string> {
  const once = async () => {
    const started = performance.now();
    const rehearsal = await startRehearsal(root);
    const response = await fetch(`${rehearsal.ready.apis[0]?.url}/health`);
    if (response.status !== 200) throw new Error(`/health answered ${response.status}`);
    const total = performance.now() - started;
    await rehearsal.stop();
    return { total, steps: rehearsal.steps };
  };
  rmSync(join(root, ".gatehouse"), { recursive: true, force: true });
  rmSync(join(root, "build"), { recursive: true, force: true });
  const first = await once();
  const later = [await once(), await once(), await once(), await once(), await once()];
  const lines = later[0]?.steps.map((step) => `- ${step}`) ?? [];
  return [
    "## Cold start",
    `First start after \`npm ci\` (nothing cached) to the first 200: ${(first.total / 1000).toFixed(2)} s. ` +
      `Later starts: ${(median(later.map(({ total }) => total)) / 1000).toFixed(2)} s (median of 5). Target: under 3 s.`,
    "",
    "Steps of a later start:",
    ...lines,
    "",
  ].join("\n");
}
