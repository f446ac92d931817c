import Module, { createRequire } from "node:module";
import { basename } from "node:path";
import type * as policySdk from "@pulumi/policy";

type Load = (
  request: string,
  parent: { readonly filename?: string | null } | null | undefined,
  ...rest: readonly unknown[]
) => unknown;

/**
 * Loads the policy SDK without the SDK for programs, which is two thirds of it: an automation API, a package manager.
 * The policy SDK takes assets from there and nothing else, to unpack properties; whatever else is asked of it is loaded
 * then. One that is made otherwise is loaded as a whole: slower, and just as good.
 */
export function loadPolicySdk(): typeof policySdk {
  const load = createRequire(__filename);
  const loader = Module as unknown as { _load?: Load };
  const usual = loader._load;
  if (usual === undefined) return load("@pulumi/policy") as typeof policySdk;
  loader._load = function (this: unknown, request, parent, ...rest) {
    const whole = (): unknown => usual.call(this, request, parent, ...rest);
    const file = parent?.filename ?? "";
    if (request !== "@pulumi/pulumi" || basename(file) !== "deserialize.js") return whole();
    return withAssets(createRequire(file), whole);
  };
  try {
    return load("@pulumi/policy") as typeof policySdk;
  } finally {
    loader._load = usual;
  }
}

/** The SDK for programs, of which only the assets are loaded until something else is asked of it. */
export function withAssets(load: (name: string) => unknown, whole: () => unknown): unknown {
  let known: Readonly<Record<PropertyKey, unknown>>;
  try {
    known = { asset: load("@pulumi/pulumi/asset") };
  } catch {
    return whole();
  }
  return new Proxy(known, {
    get: (_, key) => (Object.hasOwn(known, key) ? known[key] : (whole() as typeof known)[key]),
  });
}
