import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { median } from "./median";
import { copyOfProject, set, startRehearsal, storefrontUrl, token } from "./rehearsed";

const ROUNDS = 5;

/**
 * From saving a file to the first answer that shows the edit, or for infra, whose edit shows in no answer, until it is
 * served. Targets: a handler within 300 ms, the OpenAPI document or infra within 1.5 s, the new plan and verdict included.
 *
 * @param rounds Each edits and takes back, so that there are twice as many times.
 */
export async function saveLoop(root: string, rounds = ROUNDS): Promise<string> {
  const copy = copyOfProject(root);
  // The answers are polled: the web ACL's rate rule must not take that for an attack.
  set(copy.root, ["gatehouse:stage", "protection", "waf", "requestsPerFiveMinutesPerAddress"], 100_000_000);
  const rehearsal = await startRehearsal(copy.root, "--watch");
  const url = storefrontUrl(rehearsal.ready);
  const headers = { authorization: `Bearer ${await token(rehearsal.ready, "storefront/products.read")}` };

  const handler = join(copy.root, "services/storefront/v1/products/handler.ts");
  const handlerSource = readFileSync(handler, "utf8");
  const contract = join(copy.root, "services/storefront/v1/openapi.yaml");
  const contractSource = readFileSync(contract, "utf8");
  const program = join(copy.root, "infra/platform/foundation.ts");
  const programSource = readFileSync(program, "utf8");
  let said = "";
  rehearsal.process.stderr?.on("data", (chunk) => (said += String(chunk)));
  const programEdited = (text: string) => {
    said = "";
    return until(program, text, () => Promise.resolve(said.includes("Serving the edit of infra/")), 5);
  };
  try {
    const handlerTimes: number[] = [];
    const contractTimes: number[] = [];
    const programTimes: number[] = [];
    for (let round = 0; round < rounds; round++) {
      // Another handler, with the same imports, and the first again: each edit changes the status of the next answer.
      handlerTimes.push(
        await until(
          handler,
          `${handlerSource.replace("export const handler", "export const before")}
export const handler = async () => ({ statusCode: 418, body: \`round ${round}, ${"${typeof before}"}\` });\n`,
          async () => (await get("/products")) === 418,
        ),
        await until(handler, handlerSource, async () => (await get("/products")) === 200),
      );
      contractTimes.push(
        await until(
          contract,
          contractSource.replace("\n  /health:", "\n  /healthy:"),
          async () => (await get("/healthy")) === 200,
        ),
        await until(contract, contractSource, async () => (await get("/health")) === 200),
      );
      programTimes.push(
        await programEdited(
          programSource.replace(/description: "(.+)"/, `description: "$1, round ${round}"`),
        ),
        await programEdited(programSource),
      );
    }
    return [
      `An edit of a handler answers after ${Math.round(median(handlerTimes))} ms (median of ${handlerTimes.length}; target 300 ms), ` +
        `an edit of the OpenAPI document after ${Math.round(median(contractTimes))} ms, ` +
        `one of infra after ${Math.round(median(programTimes))} ms, both with a new plan and verdict (target 1,500 ms).`,
    ].join("\n");
  } finally {
    await rehearsal.stop();
    copy.remove();
  }

  async function get(path: string): Promise<number> {
    const response = await fetch(`${url}${path}`, { headers });
    await response.arrayBuffer();
    return response.status;
  }
}

async function until(
  file: string,
  text: string,
  seen: () => Promise<boolean>,
  pauseMillis = 25,
): Promise<number> {
  const started = performance.now();
  writeFileSync(file, text);
  while (!(await seen())) {
    // The stage's throttle counts these requests as any others.
    await new Promise((resolve) => setTimeout(resolve, pauseMillis));
    if (performance.now() - started > 20_000) throw new Error(`an edit of ${file} was not seen within 20 s`);
  }
  return performance.now() - started;
}
