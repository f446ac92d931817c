import { JavaException } from "./javaString";
import { absent, HostObject, isNumeric, javaEquals, toNumber, toText, type Value } from "./values";

/** One entry of a map, as `entrySet()` gives it. */
class Entry extends HostObject {
  readonly #map: Map<string, Value>;
  readonly #key: string;

  constructor(map: Map<string, Value>, key: string) {
    super();
    this.#map = map;
    this.#key = key;
  }

  override property(name: string): Value {
    if (name === "key") return this.#key;
    return name === "value" ? this.#map.get(this.#key) : undefined;
  }

  override call(name: string): Value {
    if (name === "getKey") return this.#key;
    if (name === "getValue") return this.#map.get(this.#key);
    return name === "toString" ? this.text() : undefined;
  }

  override text(): string {
    return `${this.#key}=${toText(this.#map.get(this.#key))}`;
  }
}

type MapMethod = (self: Map<string, Value>, args: readonly Value[]) => Value;
type ListMethod = (self: Value[], args: readonly Value[]) => Value;

/** Keys are text here; Java's maps would tell `1` from `"1"`. */
const keyOf = (value: Value): string => toText(value);

const MAP_METHODS: Readonly<Record<string, MapMethod>> = {
  "get/1": (self, [key]) => self.get(keyOf(key)),
  "getOrDefault/2": (self, [key, otherwise]) => (self.has(keyOf(key)) ? self.get(keyOf(key)) : otherwise),
  "containsKey/1": (self, [key]) => self.has(keyOf(key)),
  "containsValue/1": (self, [value]) => [...self.values()].some((item) => javaEquals(item, value)),
  "isEmpty/0": (self) => self.size === 0,
  "size/0": (self) => self.size,
  "keySet/0": (self) => [...self.keys()],
  "values/0": (self) => [...self.values()],
  "entrySet/0": (self) => [...self.keys()].map((key) => new Entry(self, key)),
  "put/2": (self, [key, value]) => swap(self, keyOf(key), value),
  "putIfAbsent/2": (self, [key, value]) =>
    absent(self.get(keyOf(key))) ? swap(self, keyOf(key), value) : self.get(keyOf(key)),
  "putAll/1": (self, [other]) => {
    if (!(other instanceof Map)) throw new JavaException("IllegalArgumentException: putAll needs a map");
    for (const [key, value] of other) self.set(key, value);
    return null;
  },
  "remove/1": (self, [key]) => {
    const old = self.get(keyOf(key));
    self.delete(keyOf(key));
    return old;
  },
  "clear/0": (self) => {
    self.clear();
    return null;
  },
  "equals/1": (self, [other]) => javaEquals(self, other),
  "toString/0": (self) => toText(self),
};

const LIST_METHODS: Readonly<Record<string, ListMethod>> = {
  "get/1": (self, [index]) => self[position(self, index)],
  "size/0": (self) => self.length,
  "isEmpty/0": (self) => self.length === 0,
  "contains/1": (self, [item]) => self.some((other) => javaEquals(other, item)),
  "containsAll/1": (self, [items]) =>
    listOf(items).every((item) => self.some((other) => javaEquals(other, item))),
  "indexOf/1": (self, [item]) => self.findIndex((other) => javaEquals(other, item)),
  "lastIndexOf/1": (self, [item]) => self.findLastIndex((other) => javaEquals(other, item)),
  "add/1": (self, [item]) => {
    self.push(item);
    return true;
  },
  "add/2": (self, [index, item]) => {
    self.splice(position(self, index, 1), 0, item);
    return null;
  },
  "addAll/1": (self, [items]) => {
    // A copy, because a list may be added to itself.
    const added = [...listOf(items)];
    for (const item of added) self.push(item);
    return added.length > 0;
  },
  "set/2": (self, [index, item]) => {
    const at = position(self, index);
    const old = self[at];
    self[at] = item;
    return old;
  },
  "remove/1": (self, [item]) => {
    if (isNumeric(item)) return self.splice(position(self, item), 1)[0];
    const at = self.findIndex((other) => javaEquals(other, item));
    if (at >= 0) self.splice(at, 1);
    return at >= 0;
  },
  "subList/2": (self, [from, to]) => {
    const start = position(self, from, 1);
    const end = position(self, to, 1);
    if (start > end) throw new JavaException(`IllegalArgumentException: fromIndex ${start} > toIndex ${end}`);
    return self.slice(start, end);
  },
  "clear/0": (self) => {
    self.length = 0;
    return null;
  },
  "toArray/0": (self) => [...self],
  "equals/1": (self, [other]) => javaEquals(self, other),
  "toString/0": (self) => toText(self),
};

/** Calls a method of `java.util.Map`; undefined when there is none of that name and number of arguments. */
export function callMap(self: Map<string, Value>, name: string, args: readonly Value[]): Value {
  const key = `${name}/${args.length}`;
  return Object.hasOwn(MAP_METHODS, key) ? MAP_METHODS[key]?.(self, args) : undefined;
}

/** Calls a method of `java.util.List`; undefined when there is none of that name and number of arguments. */
export function callList(self: readonly Value[], name: string, args: readonly Value[]): Value {
  const key = `${name}/${args.length}`;
  return Object.hasOwn(LIST_METHODS, key) ? LIST_METHODS[key]?.(self as Value[], args) : undefined;
}

function swap(map: Map<string, Value>, key: string, value: Value): Value {
  const old = map.get(key);
  map.set(key, value);
  return old;
}

function listOf(value: Value): readonly Value[] {
  if (Array.isArray(value)) return value;
  throw new JavaException("IllegalArgumentException: a list was expected");
}

/** An index within the list; `beyond` allows the position after the last item. */
function position(self: readonly Value[], index: Value, beyond = 0): number {
  const at = isNumeric(index) ? Math.trunc(toNumber(index)) : NaN;
  if (!(at >= 0 && at < self.length + beyond)) {
    throw new JavaException(`IndexOutOfBoundsException: index ${toText(index)}, size ${self.length}`);
  }
  return at;
}
