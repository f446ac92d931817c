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

/** Secrets in the form that the program's SDK reads from the monitor. */
export function forProgram(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(forProgram);
  if (value === null || typeof value !== "object") return value;
  const wire = value as Plain;
  if (wire[SIGNATURE_KEY] === SECRET_SIGNATURE) {
    return { [SIGNATURE_KEY]: SECRET_SIGNATURE, value: reveal(wire) ?? null };
  }
  return Object.fromEntries(Object.entries(wire).map(([key, item]) => [key, forProgram(item)]));
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
