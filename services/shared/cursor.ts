import { createHash } from "node:crypto";
import { Problem } from "./problem";

/** Where a page of a table ended: DynamoDB's `LastEvaluatedKey`. All key attributes are strings here. */
export type PageKey = Readonly<Record<string, string>>;

const CHECK_LENGTH = 8;

/**
 * The key as an opaque text for one list. `list` names the list with its filter (`products?category=tea`).
 *
 * The check digits keep garbage and the cursors of other lists away from DynamoDB; they are no signature. None is
 * needed: a cursor gives no access, it only names the place to go on in a list that the caller may read anyway.
 */
export function encodeCursor(list: string, key: PageKey): string {
  const payload = Buffer.from(JSON.stringify(key), "utf8");
  return Buffer.concat([check(list, payload), payload]).toString("base64url");
}

/**
 * The key in a cursor.
 *
 * @throws Problem 400 when this list never gave that cursor
 */
export function decodeCursor(list: string, cursor: string, attributes: readonly string[]): PageKey {
  const bytes = Buffer.from(cursor, "base64url");
  const payload = bytes.subarray(CHECK_LENGTH);
  // Decoding skips what is not base64url, so the text has to be the one that encodes these bytes.
  const genuine =
    bytes.toString("base64url") === cursor && check(list, payload).equals(bytes.subarray(0, CHECK_LENGTH));
  const key: unknown = genuine ? parse(payload.toString("utf8")) : undefined;
  if (!isPageKey(key, attributes)) {
    throw new Problem(400, "the cursor is not one that this list gave", [
      { pointer: "cursor", detail: "is not valid" },
    ]);
  }
  return key;
}

const check = (list: string, payload: Buffer): Buffer =>
  createHash("sha256").update(`cursor 1 ${list}\n`).update(payload).digest().subarray(0, CHECK_LENGTH);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isPageKey(value: unknown, attributes: readonly string[]): value is PageKey {
  if (typeof value !== "object" || value === null) return false;
  const entries = Object.entries(value);
  return (
    entries.length === attributes.length &&
    entries.every(([name, part]) => attributes.includes(name) && typeof part === "string" && part !== "")
  );
}
