import type { BinaryOperator } from "./ast";
import {
  absent,
  compareNumbers,
  Decimal,
  integer,
  isNumeric,
  javaEquals,
  toNumber,
  toText,
  type Value,
} from "./values";

type Number = number | bigint | Decimal;

/** `+ - * / %` with Java's types: integers stay integers, division truncates, division by zero gives null. */
export function arithmetic(operator: BinaryOperator, left: Value, right: Value): Value {
  if (
    operator === "+" &&
    (typeof left === "string" || typeof right === "string") &&
    !absent(left) &&
    !absent(right)
  ) {
    return toText(left) + toText(right);
  }
  if (!isNumeric(left) || !isNumeric(right)) return null;
  return left instanceof Decimal || right instanceof Decimal
    ? floating(operator, toNumber(left), toNumber(right))
    : integral(operator, left, right);
}

function floating(operator: BinaryOperator, left: number, right: number): Value {
  switch (operator) {
    case "+":
      return new Decimal(left + right);
    case "-":
      return new Decimal(left - right);
    case "*":
      return new Decimal(left * right);
    case "/":
      return right === 0 ? null : new Decimal(left / right);
    default:
      return right === 0 ? null : new Decimal(left % right);
  }
}

function integral(operator: BinaryOperator, left: number | bigint, right: number | bigint): Value {
  const a = BigInt(left);
  const b = BigInt(right);
  if (b === 0n && (operator === "/" || operator === "%")) return null;
  switch (operator) {
    case "+":
      return integer(BigInt.asIntN(64, a + b));
    case "-":
      return integer(BigInt.asIntN(64, a - b));
    case "*":
      return integer(BigInt.asIntN(64, a * b));
    case "/":
      return integer(a / b);
    default:
      return integer(a % b);
  }
}

/** `< <= > >=`: numbers only; anything else is not comparable, and false. */
export function ordered(operator: BinaryOperator, left: Value, right: Value): boolean {
  if (!isNumeric(left) || !isNumeric(right)) return false;
  const difference = compareNumbers(left, right);
  if (operator === "<") return difference < 0;
  if (operator === "<=") return difference <= 0;
  return operator === ">" ? difference > 0 : difference >= 0;
}

type Method = (self: Number, args: readonly Value[]) => Value;

/** Methods of `Integer`, `Long` and `Double`; the static ones too, which templates call on any instance. */
const METHODS: Readonly<Record<string, Method>> = {
  "toString/0": (self) => toText(self),
  "intValue/0": (self) => Math.trunc(toNumber(self)) | 0,
  "longValue/0": (self) => (self instanceof Decimal ? Math.trunc(self.value) : self),
  "doubleValue/0": (self) => new Decimal(toNumber(self)),
  "floatValue/0": (self) => new Decimal(Math.fround(toNumber(self))),
  "equals/1": (self, [other]) => javaEquals(self, other),
  "compareTo/1": (self, [other]) => (isNumeric(other) ? Math.sign(compareNumbers(self, other)) : undefined),
  "hashCode/0": (self) => toNumber(self) | 0,
  "isNaN/0": (self) => Number.isNaN(toNumber(self)),
  "parseInt/1": (_self, [source]) => parsed(source),
  "parseLong/1": (_self, [source]) => parsed(source),
  "valueOf/1": (_self, [source]) => parsed(source),
  "parseDouble/1": (_self, [source]) => {
    const value = Number(toText(source).trim());
    return absent(source) || Number.isNaN(value) ? undefined : new Decimal(value);
  },
};

/** Calls a method of a number; undefined when it has none of that name and number of arguments. */
export function callNumber(self: Number, name: string, args: readonly Value[]): Value {
  const key = `${name}/${args.length}`;
  return Object.hasOwn(METHODS, key) ? METHODS[key]?.(self, args) : undefined;
}

/** Calls a method of a boolean. */
export function callBoolean(self: boolean, name: string, args: readonly Value[]): Value {
  if (name === "toString" && args.length === 0) return String(self);
  if (name === "booleanValue" && args.length === 0) return self;
  return name === "equals" && args.length === 1 ? javaEquals(self, args[0]) : undefined;
}

function parsed(source: Value): Value {
  const text = toText(source);
  return /^[+-]?\d{1,19}$/.test(text) ? integer(BigInt(text.replace("+", ""))) : undefined;
}
