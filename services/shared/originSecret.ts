import { timingSafeEqual } from "node:crypto";
import { Problem } from "./problem";
import type { Operation } from "./router";
import type { ReadSecret } from "./secretText";

/** Header that the platform's own CloudFront distribution adds to each request. */
const ORIGIN_HEADER = "x-origin-verify";

/**
 * Says whether a request came through the distribution in front of the API, and so past its web ACL: only the
 * distribution knows the secret. While the secret is changed, the one before still counts.
 */
export type CameThroughFront = (
  headers: Readonly<Record<string, string | undefined>> | null | undefined,
) => Promise<boolean>;

/** @param secretId name of the secret; undefined on stages without a distribution, where every request counts */
export function createFrontCheck(secretId: string | undefined, read: ReadSecret): CameThroughFront {
  if (secretId === undefined || secretId === "") return () => Promise.resolve(true);
  return async (headers) => {
    const given = headerOf(headers, ORIGIN_HEADER);
    if (given === undefined) return false;
    if (sameText(given, await read(secretId, "AWSCURRENT"))) return true;
    return sameText(given, await read(secretId, "AWSPREVIOUS"));
  };
}

/** The operation, for requests only that came through the distribution. Others are refused without saying how. */
export const behindFront =
  (cameThroughFront: CameThroughFront, operation: Operation): Operation =>
  async (event, context) => {
    if (!(await cameThroughFront(event.headers))) throw new Problem(403);
    return operation(event, context);
  };

/** A header by its lower-case name. */
function headerOf(
  headers: Readonly<Record<string, string | undefined>> | null | undefined,
  name: string,
): string | undefined {
  const found = Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name);
  return found?.[1];
}

function sameText(given: string, expected: string | undefined): boolean {
  if (expected === undefined) return false;
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
