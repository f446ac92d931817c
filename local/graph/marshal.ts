import * as structproto from "google-protobuf/google/protobuf/struct_pb";
import type { Plain } from "../cloud/cloud";
import { SECRET_SIGNATURE, SIGNATURE_KEY, reveal, secret } from "./wire";

/** Between protobuf structs, the form a deployment stores values in, and the form the program's SDK reads. */
export function inputsOf(struct: structproto.Struct | undefined): Plain {
  return asStored(struct?.toJavaScript() ?? {}) as Plain;
}

/** Secrets in the form that a deployment stores them in; everything else as it came. */
export function asStored(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asStored);
  if (value === null || typeof value !== "object") return value;
  const wire = value as Plain;
  if (wire[SIGNATURE_KEY] === SECRET_SIGNATURE) return secret(reveal(wire));
  return Object.fromEntries(Object.entries(wire).map(([key, item]) => [key, asStored(item)]));
}

/** The one thing that the program's SDK does with a struct that it was given. */
export interface ReadableStruct {
  toJavaScript(): unknown;
}

/** Outputs as the program's SDK reads them from the monitor. */
export const structForProgram = (outputs: Plain): ReadableStruct => ({
  toJavaScript: () => forProgram(outputs),
});

/** Secrets in the SDK's form, and as in JSON nothing that is undefined. */
function forProgram(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => forProgram(item ?? null));
  if (value === null || typeof value !== "object") return value;
  const wire = value as Plain;
  if (wire[SIGNATURE_KEY] === SECRET_SIGNATURE) {
    return { [SIGNATURE_KEY]: SECRET_SIGNATURE, value: reveal(wire) ?? null };
  }
  const entries = Object.entries(wire).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries.map(([key, item]) => [key, forProgram(item)]));
}

export function secretKeys(inputs: Plain): string[] {
  const holdsSecret = (value: unknown): boolean =>
    value !== null &&
    typeof value === "object" &&
    ((value as Plain)[SIGNATURE_KEY] === SECRET_SIGNATURE || Object.values(value).some(holdsSecret));
  return Object.keys(inputs).filter((key) => holdsSecret(inputs[key]));
}

export function toStruct(value: unknown): structproto.Struct {
  return structproto.Struct.fromJavaScript(JSON.parse(JSON.stringify(value ?? {})));
}

export function parseJson(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
