/**
 * Pulumi's wire forms inside property values: secrets, assets, archives and unknowns are JSON with signatures.
 * Source: sdk/go/common/resource/properties.go and sdk/go/common/resource/plugin/rpc.go of pulumi/pulumi.
 */
export const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
export const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";
export const ASSET_SIGNATURE = "c44067f5952c0a294b673a41bacd8c17";
export const ARCHIVE_SIGNATURE = "0def7320c3a5731c473e5ecbe6d01bc7";
export const RESOURCE_SIGNATURE = "5cf8f73096256a8f31e491e813e4eb8e";
export const OUTPUT_VALUE_SIGNATURE = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
/** What stands for a value that is not known before deployment. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A file, or text, that a resource takes as content. Paths are relative to the program's folder. */
export interface Asset {
  readonly [SIGNATURE_KEY]: typeof ASSET_SIGNATURE;
  readonly hash?: string;
  readonly path?: string;
  readonly text?: string;
  readonly uri?: string;
}

/** A folder or zip file, or a tree of named assets. */
export interface Archive {
  readonly [SIGNATURE_KEY]: typeof ARCHIVE_SIGNATURE;
  readonly hash?: string;
  readonly path?: string;
  readonly uri?: string;
  readonly assets?: Readonly<Record<string, Asset | Archive>>;
}

type Wire = Record<string, unknown>;

function signature(value: unknown): unknown {
  return value !== null && typeof value === "object" && !Array.isArray(value)
    ? (value as Wire)[SIGNATURE_KEY]
    : undefined;
}

export const isUnknown = (value: unknown): boolean => value === UNKNOWN;
export const isSecret = (value: unknown): boolean => signature(value) === SECRET_SIGNATURE;
export const isAsset = (value: unknown): value is Asset => signature(value) === ASSET_SIGNATURE;
export const isArchive = (value: unknown): value is Archive => signature(value) === ARCHIVE_SIGNATURE;

/** True when any part of the value is unknown. */
export function containsUnknown(value: unknown): boolean {
  if (value === UNKNOWN) return true;
  if (Array.isArray(value)) return value.some(containsUnknown);
  if (value !== null && typeof value === "object") return Object.values(value).some(containsUnknown);
  return false;
}

/** Wraps a plain value as a secret, in the form a deployment has with `--show-secrets`. */
export function secret(value: unknown): Wire {
  return { [SIGNATURE_KEY]: SECRET_SIGNATURE, plaintext: JSON.stringify(value) };
}

/**
 * The value with every secret and output-value wrapper taken off; resource references become their id or URN.
 * A secret that is only there encrypted (`ciphertext`) becomes `undefined`: nothing can be said of it.
 */
export function reveal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reveal);
  if (value === null || typeof value !== "object") return value;
  const wire = value as Wire;
  switch (wire[SIGNATURE_KEY]) {
    case SECRET_SIGNATURE:
      if ("value" in wire) return reveal(wire.value);
      return typeof wire.plaintext === "string" ? reveal(JSON.parse(wire.plaintext)) : undefined;
    case OUTPUT_VALUE_SIGNATURE:
      return "value" in wire ? reveal(wire.value) : UNKNOWN;
    case RESOURCE_SIGNATURE:
      return wire.id || wire.urn;
    default:
      return Object.fromEntries(Object.entries(wire).map(([key, item]) => [key, reveal(item)]));
  }
}
