import { UNKNOWN } from "../../graph/wire";
import type { Plain } from "../cloud";
import { canonical } from "../seed";

export type DifferenceKind = "add" | "delete" | "update";

/** One changed value, at the path that Pulumi prints, such as `tags.Name` or `rules[0].priority`. */
export interface Difference {
  readonly path: string;
  /** The top-level property that the path begins with. */
  readonly property: string;
  readonly kind: DifferenceKind;
}

const isObject = (value: unknown): value is Plain =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/** `a.b`, or `a["b.c"]` for keys that are no plain words. */
const under = (path: string, key: string): string =>
  /^[A-Za-z_$][\w$]*$/.test(key) ? (path === "" ? key : `${path}.${key}`) : `${path}[${JSON.stringify(key)}]`;

/** Every changed leaf between two versions of a resource's inputs. Keys that begin with `__` are the engine's own. */
export function detailedDiff(olds: Plain, news: Plain): Difference[] {
  const keys = [...new Set([...Object.keys(olds), ...Object.keys(news)])].sort();
  return keys
    .filter((key) => !key.startsWith("__"))
    .flatMap((key) => differences(olds[key], news[key], under("", key), key));
}

function differences(old: unknown, now: unknown, path: string, property: string): Difference[] {
  if (canonical(old) === canonical(now)) return [];
  if (old === undefined || old === null) return [{ path, property, kind: "add" }];
  if (now === undefined || now === null) return [{ path, property, kind: "delete" }];
  if (now === UNKNOWN) return [{ path, property, kind: "update" }];
  if (isObject(old) && isObject(now)) {
    const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])].sort();
    return keys.flatMap((key) => differences(old[key], now[key], under(path, key), property));
  }
  if (Array.isArray(old) && Array.isArray(now)) {
    const length = Math.max(old.length, now.length);
    return Array.from({ length }, (_, at) =>
      differences(old[at], now[at], `${path}[${at}]`, property),
    ).flat();
  }
  return [{ path, property, kind: "update" }];
}
