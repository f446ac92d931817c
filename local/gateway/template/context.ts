import type { Rendered } from "./types";
import { Decimal, HostObject, isNumeric, JsonArray, toNumber, toText, type Value } from "./values";

/** Parameters may be overridden once: AWS answers 5XX to a second `#set`. */
class OverrideMap extends Map<string, Value> {
  readonly #path: string;

  constructor(path: string) {
    super();
    this.#path = path;
  }

  override set(name: string, value: Value): this {
    if (this.has(name)) throw new Error(`${this.#path}.${name} is overridden twice; AWS answers 5XX to that`);
    return super.set(name, value);
  }
}

/** `$context`, with the places where templates write overrides. */
export class Context extends HostObject {
  readonly #values: Readonly<Record<string, unknown>>;
  readonly #converted = new Map<string, Value>();
  #overrides: { request: Map<string, Value>; response: Map<string, Value> } | undefined;

  constructor(values: Readonly<Record<string, unknown>>) {
    super();
    this.#values = values;
  }

  override property(name: string): Value {
    if (name === "requestOverride") return this.#override().request;
    if (name === "responseOverride") return this.#override().response;
    if (this.#converted.has(name)) return this.#converted.get(name);
    const value = Object.hasOwn(this.#values, name) ? fromPlain(this.#values[name]) : undefined;
    // "Calling $context.authorizer.claims returns null": the claims are there one by one only.
    const claims = name === "authorizer" && value instanceof Map ? value.get("claims") : undefined;
    if (value instanceof Map && claims instanceof Map) value.set("claims", new Claims(claims));
    this.#converted.set(name, value);
    return value;
  }

  override call(name: string, args: readonly Value[]): Value {
    return name === "get" && args.length === 1 ? this.property(toText(args[0])) : undefined;
  }

  /** What the template has written. */
  overrides(): Pick<Rendered, "requestOverride" | "responseOverride"> {
    if (!this.#overrides) return NO_OVERRIDES;
    const { request, response } = this.#overrides;
    const status = response.get("status");
    return {
      requestOverride: {
        header: texts(request.get("header")),
        path: texts(request.get("path")),
        querystring: texts(request.get("querystring")),
      },
      responseOverride: { header: texts(response.get("header")), ...statusOf(status) },
    };
  }

  #override(): { request: Map<string, Value>; response: Map<string, Value> } {
    if (!this.#overrides) {
      const request = new Map<string, Value>();
      for (const name of ["header", "path", "querystring"]) {
        request.set(name, new OverrideMap(`$context.requestOverride.${name}`));
      }
      const response = new OverrideMap("$context.responseOverride");
      response.set("header", new OverrideMap("$context.responseOverride.header"));
      this.#overrides = { request, response };
    }
    return this.#overrides;
  }
}

/** The claims of a token: each by name, nothing as a whole. */
class Claims extends HostObject {
  constructor(readonly claims: Map<string, Value>) {
    super();
  }

  override property(name: string): Value {
    return this.claims.get(name);
  }

  override call(name: string, args: readonly Value[]): Value {
    return name === "get" && args.length === 1 ? this.claims.get(toText(args[0])) : undefined;
  }
}

const NO_OVERRIDES: Pick<Rendered, "requestOverride" | "responseOverride"> = {
  requestOverride: { header: {}, path: {}, querystring: {} },
  responseOverride: { header: {} },
};

function texts(value: Value): Readonly<Record<string, string>> {
  return value instanceof Map
    ? Object.fromEntries([...value].map(([name, item]) => [name, toText(item)]))
    : {};
}

function statusOf(value: Value): { readonly status?: number } {
  const status = isNumeric(value) ? toNumber(value) : typeof value === "string" ? Number(value) : NaN;
  if (value === undefined) return {};
  if (!Number.isInteger(status) || status < 100 || status > 599) {
    throw new Error(`$context.responseOverride.status is ${toText(value)}, which is no HTTP status`);
  }
  return { status };
}

/** Plain values from the gateway as template values. */
function fromPlain(value: unknown, depth = 0): Value {
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (value === null || value === undefined || depth > 50) return undefined;
  if (typeof value === "number") return Number.isInteger(value) ? value : new Decimal(value);
  if (Array.isArray(value)) return JsonArray.copy(value.map((item) => fromPlain(item, depth + 1)));
  if (typeof value !== "object") return String(value);
  return new Map(Object.entries(value).map(([key, item]) => [key, fromPlain(item, depth + 1)]));
}
