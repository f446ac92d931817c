import { type Scope, evaluate } from "./intrinsics";
import { type Json, isList, isObject } from "./json";
import { referencePath } from "./jsonPath";
import { StatesError, runtimeError } from "./statesError";

/** InputPath, OutputPath and the like: null gives an empty object. @throws StatesError */
export function applyPath(path: Json | undefined, scope: Scope): Json {
  if (path === undefined) return scope.input;
  if (path === null) return {};
  if (typeof path !== "string") throw runtimeError("A path must be a string or null");
  const value = evaluate(path, scope);
  if (value === undefined)
    throw runtimeError(`Invalid path '${path}': it leads to nothing in ${clip(scope.input)}`);
  return value;
}

/** Parameters and ResultSelector: fields whose names end in `.$` are paths or intrinsic functions. @throws StatesError */
export function applyTemplate(template: Json, scope: Scope): Json {
  if (isList(template)) return template.map((item) => applyTemplate(item, scope));
  if (!isObject(template)) return template;
  return Object.fromEntries(
    Object.entries(template).map(([key, value]) => {
      if (!key.endsWith(".$")) return [key, applyTemplate(value, scope)];
      if (typeof value !== "string")
        throw runtimeError(`The value of '${key}' must be a path or an intrinsic function`);
      const found = evaluate(value, scope);
      if (found === undefined)
        throw new StatesError(
          "States.ParameterPathFailure",
          `The JSONPath '${value}' specified for the field '${key}' could not be found in the input '${clip(scope.input)}'`,
        );
      return [key.slice(0, -2), found];
    }),
  );
}

/** Puts a result where ResultPath says: null drops it, no path replaces the input. @throws StatesError */
export function applyResultPath(path: Json | undefined, input: Json, result: Json): Json {
  if (path === undefined) return result;
  if (path === null) return input;
  if (typeof path !== "string") throw runtimeError("ResultPath must be a string or null");
  return place(input, referencePath(path), result, path);
}

function place(into: Json, [first, ...rest]: readonly (string | number)[], result: Json, path: string): Json {
  if (first === undefined) return result;
  const mismatch = new StatesError(
    "States.ResultPathMatchFailure",
    `Unable to apply ResultPath '${path}' to the input '${clip(into)}'`,
  );
  if (typeof first === "number") {
    if (!isList(into) || first < 0 || first >= into.length) throw mismatch;
    return into.map((item, index) => (index === first ? place(item, rest, result, path) : item));
  }
  if (!isObject(into)) throw mismatch;
  const inner = Object.hasOwn(into, first) ? (into[first] as Json) : {};
  return { ...into, [first]: place(inner, rest, result, path) };
}

const clip = (value: Json): string => JSON.stringify(value).slice(0, 1_000);
