/** An event pattern: the shape of the event, with lists of accepted values at its leaves. */
export interface Pattern {
  readonly [key: string]: unknown;
}

/**
 * True when the event has what the pattern asks for. Source: Lambda developer guide, "Filter rule syntax", and
 * EventBridge, "Comparison operators for use in event patterns".
 */
export function matches(pattern: Pattern, event: unknown): boolean {
  return Object.entries(pattern).every(([key, expected]) => {
    if (key === "$or" && Array.isArray(expected))
      return (expected as Pattern[]).some((alternative) => matches(alternative, event));
    const actual = member(event, key);
    if (Array.isArray(expected)) return anyOf(expected as unknown[], actual);
    return isObject(expected) && isObject(actual) && matches(expected as Pattern, actual);
  });
}

/** One accepted value is enough; of a list in the event, one item. */
function anyOf(accepted: readonly unknown[], actual: unknown): boolean {
  const values: readonly unknown[] = Array.isArray(actual) ? (actual as unknown[]) : [actual];
  return accepted.some((each) =>
    isObject(each) && "exists" in each
      ? each.exists === (actual !== undefined)
      : values.some((value) => accepts(each, value)),
  );
}

function accepts(expected: unknown, actual: unknown): boolean {
  if (!isObject(expected)) return expected === actual;
  return Object.entries(expected).every(([operator, operand]) => compare(operator, operand, actual));
}

function compare(operator: string, operand: unknown, actual: unknown): boolean {
  switch (operator) {
    case "prefix":
    case "suffix":
      return affix(operator, operand, actual);
    case "equals-ignore-case":
      return typeof actual === "string" && lower(actual) === lower(String(operand));
    case "anything-but":
      return actual !== undefined && !excluded(operand, actual);
    case "numeric":
      return typeof actual === "number" && Array.isArray(operand) && numeric(operand as unknown[], actual);
    case "wildcard":
      return typeof actual === "string" && wildcard(String(operand)).test(actual);
    default:
      return false;
  }
}

function affix(kind: "prefix" | "suffix", operand: unknown, actual: unknown): boolean {
  if (typeof actual !== "string") return false;
  const ignoresCase = isObject(operand);
  const wanted = ignoresCase ? lower(String(operand["equals-ignore-case"])) : String(operand);
  const found = ignoresCase ? lower(actual) : actual;
  return kind === "prefix" ? found.startsWith(wanted) : found.endsWith(wanted);
}

function excluded(operand: unknown, actual: unknown): boolean {
  const values: readonly unknown[] = Array.isArray(operand) ? (operand as unknown[]) : [operand];
  return values.some((value) => accepts(value, actual));
}

/** Pairs of comparison and number: `[">", 0, "<=", 5]`. */
function numeric(comparisons: readonly unknown[], actual: number): boolean {
  for (let index = 0; index < comparisons.length; index += 2) {
    const bound = Number(comparisons[index + 1]);
    const holds: Readonly<Record<string, boolean>> = {
      "=": actual === bound,
      "<": actual < bound,
      "<=": actual <= bound,
      ">": actual > bound,
      ">=": actual >= bound,
    };
    if (holds[String(comparisons[index])] !== true) return false;
  }
  return comparisons.length > 0;
}

const wildcard = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .split("*")
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
      .join("[^]*?")}$`,
  );

const lower = (text: string): string => text.toLowerCase();

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === "object" && !Array.isArray(value);

const member = (event: unknown, key: string): unknown =>
  isObject(event) && Object.hasOwn(event, key) ? event[key] : undefined;

/** The event as patterns see it: a payload that is JSON is matched inside, when the pattern looks inside. */
export function passes(
  filters: readonly Pattern[],
  event: Readonly<Record<string, unknown>>,
  payload: string,
): boolean {
  if (filters.length === 0) return true;
  return filters.some((pattern) => {
    const content = event[payload];
    if (!isObject(pattern[payload]) || typeof content !== "string") return matches(pattern, event);
    try {
      return matches(pattern, { ...event, [payload]: JSON.parse(content) as unknown });
    } catch {
      return false;
    }
  });
}
