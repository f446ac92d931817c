/**
 * How values look inside a deployment and in what the engine hands to a policy pack: unknowns and secrets are
 * plain JSON with signatures. Source: sdk/go/common/resource/properties.go and plugin/rpc.go of pulumi/pulumi.
 */
const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT_VALUE_SIGNATURE = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const RESOURCE_SIGNATURE = "5cf8f73096256a8f31e491e813e4eb8e";

/** The engine has one sentinel per kind of value; node programs mostly produce the string one. */
const UNKNOWNS: ReadonlySet<string> = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9", // string
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // boolean
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // array
  "030794c1-ac77-496b-92df-f27374a8bd58", // asset
  "e48ece36-62e2-4504-bad9-02848725956a", // archive
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
]);

/** Stands for a value that cannot be known before deployment. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export type JsonObject = Readonly<Record<string, unknown>>;

/** True for objects that are neither null nor arrays. */
export const isObject = (value: unknown): value is JsonObject =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/** Every sentinel is a UUID; the length spares the look-up for almost all values. */
export const isUnknown = (value: unknown): boolean =>
  typeof value === "string" && value.length === 36 && UNKNOWNS.has(value);

/** A wire value with its outermost wrappers taken off, and whether one of them marked it secret. */
export interface Unwrapped {
  readonly value: unknown;
  readonly secret: boolean;
}

function parsePlaintext(plaintext: string): unknown {
  try {
    return JSON.parse(plaintext) as unknown;
  } catch {
    return plaintext;
  }
}

/** Takes secret and output wrappers off. A secret that is only there encrypted is unknown: nothing can be said of it. */
export function unwrap(wire: unknown): Unwrapped {
  let value = wire;
  let secret = false;
  // A wrapper may hold a wrapper; the bound keeps a self-referring object from looping.
  for (let depth = 0; depth < 8 && isObject(value); depth += 1) {
    const signature: unknown = value[SIGNATURE_KEY];
    if (signature === SECRET_SIGNATURE) {
      secret = true;
      if ("value" in value) value = value.value;
      else if (typeof value.plaintext === "string") value = parsePlaintext(value.plaintext);
      else value = UNKNOWN;
    } else if (signature === OUTPUT_VALUE_SIGNATURE) {
      secret ||= value.secret === true;
      value = "value" in value ? value.value : UNKNOWN;
    } else if (signature === RESOURCE_SIGNATURE) {
      value = value.id ?? value.urn ?? UNKNOWN;
    } else break;
  }
  return { value, secret };
}
