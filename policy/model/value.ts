import { all, any, type Truth } from "./truth";
import { isObject, isUnknown, unwrap } from "./wire";

type Key = string | number;

/**
 * One value of a resource, with the path that leads to it. It is known, unknown (preview) or absent; reading
 * through an unknown gives an unknown, reading through anything that is not there gives an absent one, so a rule
 * never meets an exception, a null or a sentinel.
 */
export class Value {
  /** The bare value: wrappers taken off; the sentinel itself when unknown; undefined when absent. */
  readonly raw: unknown;
  readonly state: "known" | "unknown" | "absent";
  /** True when this value or one around it is marked secret. */
  readonly secret: boolean;

  /**
   * @param place its path, or the value around it, whose `key` it is: most values are read and never reported, so that
   * paths are put together only when somebody asks
   */
  constructor(
    wire: unknown,
    private place: string | Value,
    secret = false,
    private readonly key: Key = "",
  ) {
    const bare = isObject(wire) ? unwrap(wire) : { value: wire, secret: false };
    this.raw = bare.value ?? undefined;
    this.state = this.raw === undefined ? "absent" : isUnknown(this.raw) ? "unknown" : "known";
    this.secret = secret || bare.secret;
  }

  /** Property path as Pulumi writes it: `settings.cachingEnabled`, `rules[0].name`. */
  get path(): string {
    if (typeof this.place !== "string") {
      const { path } = this.place;
      this.place = typeof this.key === "number" ? `${path}[${this.key}]` : joinPath(path, this.key);
    }
    return this.place;
  }

  get unknown(): boolean {
    return this.state === "unknown";
  }

  /** Whether there is a value. An unknown may still turn out to be undefined, so the answer is unknown too. */
  get present(): Truth {
    return this.unknown ? "unknown" : this.raw !== undefined;
  }

  /** The value below, by property names and list indexes. */
  get(...keys: readonly Key[]): Value {
    return keys.reduce<Value>((value, key) => value.child(key), this);
  }

  private child(key: Key): Value {
    return new Value(this.unknown ? this.raw : this.at(key), this, this.secret, key);
  }

  private at(key: Key): unknown {
    if (Array.isArray(this.raw)) return typeof key === "number" ? this.raw[key] : undefined;
    return isObject(this.raw) && Object.hasOwn(this.raw, key) ? this.raw[key] : undefined;
  }

  /** Tests a known value; unknown stays unknown; an absent value gives `whenAbsent`. */
  test(predicate: (raw: unknown) => boolean, whenAbsent: Truth = false): Truth {
    switch (this.state) {
      case "unknown":
        return "unknown";
      case "absent":
        return whenAbsent;
      case "known":
        return predicate(this.raw);
    }
  }

  is(expected: string | number, whenAbsent: Truth = false): Truth {
    return this.test((raw) => raw === expected, whenAbsent);
  }

  /** Tests a string; other kinds of values fail. */
  matches(predicate: (text: string) => boolean, whenAbsent: Truth = false): Truth {
    return this.test((raw) => typeof raw === "string" && predicate(raw), whenAbsent);
  }

  /** Providers accept `"true"` for `true`. */
  isTrue(whenAbsent: Truth = false): Truth {
    return this.test((raw) => raw === true || raw === "true", whenAbsent);
  }

  /** The string, when it is a known one. */
  get text(): string | undefined {
    return typeof this.raw === "string" && !this.unknown ? this.raw : undefined;
  }

  /** The string for a message; a secret is not shown. */
  get shown(): string | undefined {
    return this.secret ? "[secret]" : this.text;
  }

  /** The number, when it is a known one, also when written as a string. */
  get number(): number | undefined {
    if (typeof this.raw === "number") return this.raw;
    const text = this.text?.trim();
    return text !== undefined && text !== "" && Number.isFinite(Number(text)) ? Number(text) : undefined;
  }

  /** The elements of a known list. A single value stands for a list of one, as in IAM and in OpenAPI. */
  get items(): readonly Value[] {
    if (this.state !== "known") return [];
    return Array.isArray(this.raw) ? this.raw.map((_, index) => this.child(index)) : [this];
  }

  /** The properties of a known object. */
  get entries(): readonly (readonly [string, Value])[] {
    const raw = this.raw;
    return isObject(raw) ? Object.keys(raw).map((key) => [key, this.child(key)] as const) : [];
  }

  /** Whether some element passes. */
  some(predicate: (item: Value) => Truth): Truth {
    return this.unknown ? "unknown" : any(this.items.map(predicate));
  }

  /** Whether each element passes; true for an empty or absent list. */
  every(predicate: (item: Value) => Truth): Truth {
    return this.unknown ? "unknown" : all(this.items.map(predicate));
  }

  /** Whether the list has elements; elements may themselves be unknown. */
  get notEmpty(): Truth {
    return this.unknown ? "unknown" : this.items.length > 0;
  }
}

/** `a.b`, or `a["b/c"]` for keys that are not names, as Pulumi writes paths. */
function joinPath(path: string, key: string): string {
  if (!/^[A-Za-z_$][\w$-]*$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}
