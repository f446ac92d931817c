import { isArchive, isAsset, isSecret, isUnknown } from "../graph";

/** A place in a property where its value before and after differ. */
export interface Difference {
  /** Path in the property, such as `.paths["/users"].get.security`; empty when the property differs as a whole. */
  readonly path: string;
  /** JSON of the values there; `[secret]`, `[unknown]` and `[content …]` stand for what must not or cannot be shown. */
  readonly before: string;
  readonly after: string;
}

/**
 * The places in which two values differ, in the order of the new value. Objects, lists and texts that are JSON, such as
 * policies and API documents, are looked into.
 */
export function differences(before: unknown, after: unknown): readonly Difference[] {
  return [...differing("", before, after)].map(({ path, was, is }) => ({
    path,
    before: show(was),
    after: show(is),
  }));
}

function* differing(
  path: string,
  before: unknown,
  after: unknown,
): Generator<{ path: string; was: unknown; is: unknown }> {
  const [was, is] = [parsed(before), parsed(after)];
  if (JSON.stringify(was) === JSON.stringify(is) || sameContent(was, is)) return;
  if (Array.isArray(was) && Array.isArray(is)) {
    for (let index = 0; index < Math.max(was.length, is.length); index += 1)
      yield* differing(`${path}[${index}]`, was[index], is[index]);
  } else if (isPlain(was) && isPlain(is)) {
    for (const key of new Set([...Object.keys(is), ...Object.keys(was)]))
      yield* differing(`${path}${step(key)}`, own(was, key), own(is, key));
  } else yield { path, was, is };
}

/** Content is what its hash says, wherever the file lies. */
const sameContent = (was: unknown, is: unknown): boolean =>
  (isAsset(was) || isArchive(was)) &&
  (isAsset(is) || isArchive(is)) &&
  was.hash !== undefined &&
  was.hash === is.hash;

/** The value of a text that is a JSON object or list; every other value as it is. */
function parsed(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  !isSecret(value) &&
  !isAsset(value) &&
  !isArchive(value);

/** A key such as `toString` is the object's own or is not there. */
const own = (value: Readonly<Record<string, unknown>>, key: string): unknown =>
  Object.hasOwn(value, key) ? value[key] : undefined;

const step = (key: string): string =>
  /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;

/** Longer values are cut: the place tells where to look. */
const LONGEST = 80;

function show(value: unknown): string {
  if (value === undefined) return "(none)";
  const masked = mask(value);
  const text = typeof masked === "string" && masked !== value ? masked : JSON.stringify(masked);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text;
}

function mask(value: unknown): unknown {
  if (isSecret(value)) return "[secret]";
  if (isUnknown(value)) return "[unknown]";
  if (isAsset(value) || isArchive(value)) return `[content ${value.hash?.slice(0, 8) ?? ""}]`;
  if (Array.isArray(value)) return value.map(mask);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mask(item)]));
}
