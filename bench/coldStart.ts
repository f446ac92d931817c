import { median } from "./median";
import { copyOfProject, startRehearsal, storefrontUrl } from "./rehearsed";

/** From starting the process to the first 200, without and with the loader's cache. Target: under 3 s on 2 cores. */
export async function coldStart(root: string): Promise<string> {
  // A copy has nothing cached, and nobody's cache is lost.
  const copy = copyOfProject(root);
  const once = async () => {
    const started = performance.now();
    const rehearsal = await startRehearsal(copy.root);
    const response = await fetch(`${storefrontUrl(rehearsal.ready)}/health`);
    if (response.status !== 200) throw new Error(`/health answered ${response.status}`);
    const total = performance.now() - started;
    await rehearsal.stop();
    return { total, steps: rehearsal.steps };
  };
  const first = await once();
  const later = [await once(), await once(), await once(), await once(), await once()];
  copy.remove();
  const lines = later[0]?.steps.map((step) => `- ${step}`) ?? [];
  return [
    `First start after \`npm ci\` (nothing cached) to the first 200: ${(first.total / 1000).toFixed(2)} s. ` +
      `Later starts: ${(median(later.map(({ total }) => total)) / 1000).toFixed(2)} s (median of 5). Target: under 3 s.`,
    "",
    "Steps of a later start:",
    ...lines,
  ].join("\n");
}
