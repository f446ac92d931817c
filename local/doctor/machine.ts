import { statSync } from "node:fs";
import { join } from "node:path";
import type { Finding, Surroundings } from "./finding";

export async function port({ portIsFree }: Surroundings, number = 8787): Promise<Finding> {
  const subject = `Port ${number}`;
  if (await portIsFree(number)) return { subject, verdict: "ok", detail: "free" };
  return {
    subject,
    verdict: "note",
    detail: "another program listens there",
    fix: "npm start -- --port 0 takes a free one",
  };
}

/** AWS refuses a signature whose time is off by more than five minutes (SigV4, "RequestTimeTooSkewed"). */
const skewMillis = 5 * 60_000;

/**
 * Whether the clock can be right: it is no earlier than the last commit and the lock file. How many minutes it is off
 * only another clock could tell, and nothing here asks one.
 */
export async function clock({ root, now, run }: Surroundings): Promise<Finding> {
  const subject = "Clock";
  const committed = Number(await run("git", ["-C", root, "log", "-1", "--format=%ct"])) * 1000;
  const written = modified(join(root, "package-lock.json"));
  const latest = Math.max(Number.isFinite(committed) ? committed : 0, written);
  const time = new Date(now).toISOString().slice(0, 16).replace("T", " ");
  if (now + skewMillis >= latest) return { subject, verdict: "ok", detail: `${time} UTC` };
  return {
    subject,
    verdict: "note",
    detail: `${time} UTC is before this checkout was made`,
    fix: "set it: AWS refuses signatures that are five minutes off, and tokens expire by it",
  };
}

function modified(file: string): number {
  try {
    return statSync(file).mtimeMs;
  } catch {
    return 0;
  }
}
