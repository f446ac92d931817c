/** Property values between gRPC's `Struct` and plain objects, in Pulumi's wire form. */
import * as structproto from "google-protobuf/google/protobuf/struct_pb";
import { reveal } from "../../graph/wire";
import type { Plain } from "../cloud";
import { canonical } from "../seed";

export const fromStruct = (struct: structproto.Struct | undefined): Plain =>
  (struct?.toJavaScript() ?? {}) as Plain;

/** Secret and output wrappers taken off. */
export const plain = (wire: Plain): Plain => reveal(wire) as Plain;

export function toStruct(value: Plain): structproto.Struct {
  return structproto.Struct.fromJavaScript(defined(value) as Record<string, structproto.JavaScriptValue>);
}

/** Without the keys whose value is `undefined`, which a Struct cannot hold. */
function defined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => (item === undefined ? null : defined(item)));
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries.map(([key, item]) => [key, defined(item)]));
}

/**
 * The outputs, secret where the input of the same name is: a provider that accepts secrets must hand them back as
 * such, or they would stand in the state as plain text.
 */
export function keepSecrets(outputs: Plain, wireInputs: Plain): Plain {
  const entries = Object.entries(outputs).map(([key, value]) => {
    const wire = wireInputs[key];
    const same = wire !== undefined && canonical(reveal(wire)) === canonical(value);
    return [key, same ? wire : value] as const;
  });
  return Object.fromEntries(entries);
}
