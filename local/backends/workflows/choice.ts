import { type Scope, evaluate } from "./intrinsics";
import { type Json, type JsonObject, isList, isObject } from "./json";
import { followPath } from "./jsonPath";
import { runtimeError } from "./statesError";

type Test = (value: Json | undefined, operand: Json | undefined) => boolean;
type Order = (comparison: number) => boolean;

const ORDERS: Readonly<Record<string, Order>> = {
  Equals: (order) => order === 0,
  LessThan: (order) => order < 0,
  LessThanEquals: (order) => order <= 0,
  GreaterThan: (order) => order > 0,
  GreaterThanEquals: (order) => order >= 0,
};

/** RFC 3339 with the profile of the States Language: capital T and Z. */
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const isTimestamp = (value: Json | undefined): value is string =>
  typeof value === "string" && TIMESTAMP.test(value) && !Number.isNaN(Date.parse(value));

/** Operators that look at the value alone; the operand says whether it should be so. */
const KINDS: Readonly<Record<string, (value: Json | undefined) => boolean>> = {
  IsNull: (value) => value === null,
  IsString: (value) => typeof value === "string",
  IsNumeric: (value) => typeof value === "number",
  IsBoolean: (value) => typeof value === "boolean",
  IsTimestamp: isTimestamp,
};

function comparison(operator: string): Test | undefined {
  const match =
    /^(String|Numeric|Timestamp|Boolean)(Equals|LessThan|LessThanEquals|GreaterThan|GreaterThanEquals)$/.exec(
      operator,
    );
  const [, type, name = ""] = match ?? [];
  const order = ORDERS[name];
  if (type === undefined || !order) return undefined;
  return (value, operand) => {
    if (type === "Numeric")
      return bothAre("number", value, operand) && order(Number(value) - Number(operand));
    if (type === "Boolean") return bothAre("boolean", value, operand) && order(value === operand ? 0 : 1);
    if (type === "Timestamp")
      return isTimestamp(value) && isTimestamp(operand) && order(Date.parse(value) - Date.parse(operand));
    return bothAre("string", value, operand) && order(compareText(String(value), String(operand)));
  };
}

const bothAre = (type: string, a: unknown, b: unknown): boolean => typeof a === type && typeof b === type;
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** `*` is any text, `\*` an asterisk, `\\` a backslash. */
function glob(value: Json | undefined, pattern: Json | undefined): boolean {
  if (typeof value !== "string" || typeof pattern !== "string") return false;
  const source = pattern.replace(/\\([*\\])|\*|[.+?^${}()|[\]\\]/g, (found, escaped: string | undefined) =>
    escaped !== undefined ? `\\${escaped}` : found === "*" ? "[^]*" : `\\${found}`,
  );
  return new RegExp(`^${source}$`).test(value);
}

/** True when a choice rule holds. Source: Amazon States Language, "Choice State". @throws StatesError */
export function choiceHolds(rule: JsonObject, scope: Scope): boolean {
  if (isList(rule.And)) return rule.And.every((each) => isObject(each) && choiceHolds(each, scope));
  if (isList(rule.Or)) return rule.Or.some((each) => isObject(each) && choiceHolds(each, scope));
  if (isObject(rule.Not)) return !choiceHolds(rule.Not, scope);
  const variable = rule.Variable;
  if (typeof variable !== "string") throw runtimeError("A choice rule needs a Variable");
  const operator =
    Object.keys(rule).find((key) => !["Variable", "Next", "Comment", "Assign"].includes(key)) ?? "";
  const operand = rule[operator];
  if (operator === "IsPresent") return isPresent(variable, scope) === operand;
  const value = evaluate(variable, scope);
  if (value === undefined)
    throw runtimeError(
      `Invalid path '${variable}': The choice state's condition path references an invalid value.`,
    );
  const kind = KINDS[operator];
  if (kind) return kind(value) === operand;
  if (operator === "StringMatches") return glob(value, operand);
  const byPath = operator.endsWith("Path");
  const test = comparison(byPath ? operator.slice(0, -"Path".length) : operator);
  if (!test) throw runtimeError(`'${operator}' is no comparison of a choice rule`);
  return test(value, byPath ? evaluate(String(operand), scope) : operand);
}

function isPresent(variable: string, { input, context }: Scope): boolean {
  const found = variable.startsWith("$$")
    ? followPath(context, variable.slice(1))
    : followPath(input, variable);
  return found.values.length > 0;
}
