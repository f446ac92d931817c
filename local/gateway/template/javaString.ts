import { javaRegex, replace, split } from "./javaRegex";
import { absent, isNumeric, toNumber, toText, type Value } from "./values";

/** Thrown by a method as Java would; the evaluator adds the position. */
export class JavaException extends Error {}

type Method = (self: string, args: readonly Value[]) => Value;

/** Methods of `java.lang.String` by name and number of arguments. */
const METHODS: Readonly<Record<string, Method>> = {
  "length/0": (self) => self.length,
  "isEmpty/0": (self) => self === "",
  "isBlank/0": (self) => self.trim() === "",
  "toString/0": (self) => self,
  "trim/0": (self) => trim(self),
  "strip/0": (self) => self.trim(),
  "toLowerCase/0": (self) => self.toLowerCase(),
  "toUpperCase/0": (self) => self.toUpperCase(),
  "intern/0": (self) => self,
  "hashCode/0": (self) => hashCode(self),
  "charAt/1": (self, [index]) => charAt(self, number(index)),
  "codePointAt/1": (self, [index]) => charAt(self, number(index)).charCodeAt(0),
  "contains/1": (self, [part]) => self.includes(text(part)),
  "startsWith/1": (self, [part]) => self.startsWith(text(part)),
  "startsWith/2": (self, [part, from]) => self.startsWith(text(part), number(from)),
  "endsWith/1": (self, [part]) => self.endsWith(text(part)),
  "indexOf/1": (self, [part]) => self.indexOf(textOrChar(part)),
  "indexOf/2": (self, [part, from]) => self.indexOf(textOrChar(part), number(from)),
  "lastIndexOf/1": (self, [part]) => self.lastIndexOf(textOrChar(part)),
  "lastIndexOf/2": (self, [part, from]) => self.lastIndexOf(textOrChar(part), number(from)),
  "substring/1": (self, [from]) => substring(self, number(from), self.length),
  "substring/2": (self, [from, to]) => substring(self, number(from), number(to)),
  "subSequence/2": (self, [from, to]) => substring(self, number(from), number(to)),
  "equals/1": (self, [other]) => self === other,
  "equalsIgnoreCase/1": (self, [other]) =>
    typeof other === "string" && self.toLowerCase() === other.toLowerCase(),
  "compareTo/1": (self, [other]) => compare(self, text(other)),
  "compareToIgnoreCase/1": (self, [other]) => compare(self.toLowerCase(), text(other).toLowerCase()),
  "concat/1": (self, [other]) => self + text(other),
  "repeat/1": (self, [count]) => repeat(self, number(count)),
  "matches/1": (self, [pattern]) => javaRegex(text(pattern)).matcher(self).matches(),
  "replace/2": (self, [from, to]) => self.replaceAll(textOrChar(from), () => textOrChar(to)),
  "replaceAll/2": (self, [pattern, by]) => replace(self, text(pattern), text(by), true),
  "replaceFirst/2": (self, [pattern, by]) => replace(self, text(pattern), text(by), false),
  "split/1": (self, [pattern]) => split(self, text(pattern), 0),
  "split/2": (self, [pattern, limit]) => split(self, text(pattern), number(limit)),
  "getBytes/0": (self) => [...Buffer.from(self, "utf8")],
  "toCharArray/0": (self) => self.split(""),
};

/** Calls a string method; undefined when `java.lang.String` has none of that name and number of arguments. */
export function callString(self: string, name: string, args: readonly Value[]): Value {
  const key = `${name}/${args.length}`;
  return Object.hasOwn(METHODS, key) ? METHODS[key]?.(self, args) : undefined;
}

function text(value: Value): string {
  if (absent(value))
    throw new JavaException("NullPointerException: a string was expected, but the argument is null");
  return toText(value);
}

/** `indexOf` and `replace` also take characters, which are numbers to a template. */
const textOrChar = (value: Value): string =>
  typeof value === "number" ? String.fromCharCode(value) : text(value);

function number(value: Value): number {
  if (!isNumeric(value)) throw new JavaException("IllegalArgumentException: a number was expected");
  return Math.trunc(toNumber(value));
}

function substring(self: string, from: number, to: number): string {
  if (from < 0 || to > self.length || from > to) {
    throw new JavaException(
      `StringIndexOutOfBoundsException: begin ${from}, end ${to}, length ${self.length}`,
    );
  }
  return self.slice(from, to);
}

function charAt(self: string, index: number): string {
  if (index < 0 || index >= self.length) {
    throw new JavaException(`StringIndexOutOfBoundsException: index ${index}, length ${self.length}`);
  }
  return self.charAt(index);
}

function repeat(self: string, count: number): string {
  if (count < 0) throw new JavaException("IllegalArgumentException: the count is negative");
  return self.repeat(count);
}

/** Java's `trim` takes everything up to the blank, control characters included. */
function trim(self: string): string {
  let start = 0;
  let end = self.length;
  while (start < end && self.charCodeAt(start) <= 0x20) start++;
  while (end > start && self.charCodeAt(end - 1) <= 0x20) end--;
  return self.slice(start, end);
}

function compare(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const difference = left.charCodeAt(index) - right.charCodeAt(index);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function hashCode(self: string): number {
  let hash = 0;
  for (let index = 0; index < self.length; index++) hash = (Math.imul(31, hash) + self.charCodeAt(index)) | 0;
  return hash;
}
