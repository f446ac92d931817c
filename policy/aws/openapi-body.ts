import { oncePer } from "../model/once";
import type { Resource } from "../model/resource";
import { Value } from "../model/value";
import { isObject } from "../model/wire";

/** The OpenAPI document that a RestApi is imported from. */
export interface OpenApiBody {
  readonly state: "known" | "unknown" | "absent" | "unreadable";
  /** The parsed document; its paths start with `body`. */
  readonly document: Value;
}

/**
 * Reads `body` of an `aws:apigateway/restApi:RestApi` (JSON; a YAML body is left to the engine and called unreadable).
 * Rules for REST APIs read the same body many times, and parsing is by far the dearest part of it.
 */
export const openApiBody = oncePer((api: Resource): OpenApiBody => read(api.get("body")));

function read(value: Value): OpenApiBody {
  if (value.state !== "known") return { state: value.state, document: value };
  const raw = value.text === undefined ? value.raw : parse(value.text);
  return isObject(raw)
    ? { state: "known", document: new Value(raw, "body") }
    : { state: "unreadable", document: value };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
