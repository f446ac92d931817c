import type { ApiKeys } from "./apiKeys";
import type { Secrets } from "./secrets";

/** What the rotation of keys works with. */
export interface Rotation {
  readonly secrets: Secrets;
  readonly keys: ApiKeys;
  /** Start of the names of secrets and keys: `<prefix>/<partner>`. */
  readonly prefix: string;
  /** Who may call. Keys of anybody else are revoked. */
  readonly partners: readonly string[];
  /** How long a key is valid after another has taken its place. */
  readonly overlapMillis: number;
  /** How long a disabled key is kept. */
  readonly disabledMillis: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A new unguessable text of letters and digits. */
  readonly random: () => string;
}

/** Name of a partner's secret. */
export const secretName = ({ prefix }: Pick<Rotation, "prefix">, partner: string): string =>
  `${prefix}/${partner}`;
