import type { Plain } from "./cloud";
import { fingerprint, HEX } from "./fingerprint";
import type { Autoname } from "./model";

/** Characters in the random part of a name that Pulumi makes up. */
export const RANDOM_LENGTH = 7;

/**
 * The name that Pulumi gives a resource whose program gives none: `<logical name>-<7 hexadecimal digits>`. The digits
 * come from the seed instead of chance, so that a graph is the same from run to run.
 */
export function autoname(rule: Autoname, name: string, seed: string, inputs: Plain): string {
  const prefix = rule.prefix ?? "";
  const suffix = rule.suffix?.(inputs) ?? "";
  const separator = rule.separator ?? "-";
  const room = (rule.maxLength ?? 255) - separator.length - RANDOM_LENGTH - prefix.length - suffix.length;
  const base = (rule.lowercase ? name.toLowerCase() : name).slice(0, room);
  return `${prefix}${base}${separator}${fingerprint(`${seed}#name`, RANDOM_LENGTH, HEX)}${suffix}`;
}
