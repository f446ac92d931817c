import type { ErrorObject } from "ajv";

/** What an array or object holds. */
function sizeOf(data: unknown): number {
  if (Array.isArray(data)) return data.length;
  return data !== null && typeof data === "object" ? Object.keys(data).length : 0;
}

/** JSON Schema's name for the type of a value; a whole number is an integer. */
function typeOf(data: unknown): string {
  if (data === null) return "null";
  if (Array.isArray(data)) return "array";
  if (typeof data === "number") return Number.isInteger(data) ? "integer" : "number";
  return typeof data;
}

const FORMATS: Readonly<Record<string, string>> = {
  email: "is not a valid email address",
  uri: "is not a valid URI",
  ipv4: "is not a valid IPv4 address",
  ipv6: "is not a valid IPv6 address",
  hostname: "is not a valid hostname",
  uuid: "is not a valid UUID",
};
const DATES: Readonly<Record<string, string>> = {
  date: "yyyy-MM-dd",
  "date-time": "yyyy-MM-dd'T'HH:mm:ssZ, yyyy-MM-dd'T'HH:mm:ss.[0-9]{1,12}Z",
};

/**
 * One schema violation in the words of the validator that API Gateway uses, as they show in
 * `$context.error.validationErrorString` (apigateway/latest/developerguide/api-gateway-method-request-validation.html).
 */
function describe(error: ErrorObject): string {
  const { keyword, data } = error;
  const params = error.params as Record<string, unknown>;
  const limit = String(params.limit);
  const quoted = JSON.stringify(data);
  switch (keyword) {
    case "type": {
      const allowed = (Array.isArray(error.schema) ? error.schema : [error.schema]) as unknown[];
      const names = allowed
        .map(String)
        .flatMap((name) => (name === "number" ? ["integer", "number"] : [name]));
      return `instance type (${typeOf(data)}) does not match any allowed primitive type (allowed: ${JSON.stringify([...new Set(names)].sort())})`;
    }
    case "enum":
      return `instance value (${quoted}) not found in enum (possible values: ${JSON.stringify(params.allowedValues)})`;
    case "maxLength":
      return `string ${quoted} is too long (length: ${[...String(data)].length}, maximum allowed: ${limit})`;
    case "minLength":
      return `string ${quoted} is too short (length: ${[...String(data)].length}, required minimum: ${limit})`;
    case "pattern":
      return `ECMA 262 regex ${JSON.stringify(params.pattern)} does not match input string ${quoted}`;
    case "maximum":
      return params.comparison === "<"
        ? `numeric instance is not strictly lower than the required maximum ${limit}`
        : `numeric instance is greater than the required maximum (maximum: ${limit}, found: ${String(data)})`;
    case "minimum":
      return params.comparison === ">"
        ? `numeric instance is not strictly greater than the required minimum ${limit}`
        : `numeric instance is lower than the required minimum (minimum: ${limit}, found: ${String(data)})`;
    case "multipleOf":
      return `remainder of division is not zero (${String(data)} / ${String(params.multipleOf)})`;
    case "maxItems":
      return `array is too long: must have at most ${limit} elements but instance has ${sizeOf(data)} elements`;
    case "minItems":
      return `array is too short: must have at least ${limit} elements but instance has ${sizeOf(data)} elements`;
    case "uniqueItems":
      return "array must not contain duplicate elements";
    case "maxProperties":
      return `object has too many properties (found ${sizeOf(data)} but schema requires at most ${limit})`;
    case "minProperties":
      return `object has too few properties (found ${sizeOf(data)} but schema requires at least ${limit})`;
    case "format": {
      const format = String(params.format);
      const date = DATES[format];
      return date === undefined
        ? `string ${quoted} ${FORMATS[format] ?? `is invalid against requested format ${format}`}`
        : `string ${quoted} is invalid against requested date format(s) [${date}]`;
    }
    case "oneOf":
      return `instance failed to match exactly one schema (matched ${Array.isArray(params.passingSchemas) ? params.passingSchemas.length : 0} out of ${sizeOf(error.schema)})`;
    case "anyOf":
      return `instance failed to match at least one required schema among ${sizeOf(error.schema)}`;
    case "not":
      return "instance matched a schema which it should not have";
    default:
      return error.message ?? keyword;
  }
}

/** Groups of violations that the validator names together, by place in the body. */
const grouped = (errors: readonly ErrorObject[], keyword: string, param: string): Map<string, string[]> => {
  const groups = new Map<string, string[]>();
  for (const error of errors) {
    if (error.keyword !== keyword) continue;
    const names = groups.get(error.instancePath) ?? [];
    names.push(String((error.params as Record<string, unknown>)[param]));
    groups.set(error.instancePath, names);
  }
  return groups;
};

/** `$context.error.validationErrorString`: every violation, in brackets, separated by commas. */
export function validationErrorString(errors: readonly ErrorObject[]): string {
  const messages: string[] = [];
  for (const names of grouped(errors, "required", "missingProperty").values())
    messages.push(`object has missing required properties (${JSON.stringify([...new Set(names)].sort())})`);
  for (const names of grouped(errors, "additionalProperties", "additionalProperty").values())
    messages.push(
      `object instance has properties which are not allowed by the schema: ${JSON.stringify(names.sort())}`,
    );
  for (const error of errors)
    if (error.keyword !== "required" && error.keyword !== "additionalProperties")
      messages.push(describe(error));
  return `[${[...new Set(messages)].join(", ")}]`;
}
