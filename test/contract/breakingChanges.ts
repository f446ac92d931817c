import type { Json, JsonObject } from "../../infra/contract";
import { arrayAt, isObject, objectAt } from "../../infra/contract/json";

/**
 * What a client of one document notices when it meets another, one line each: operations, models and members that are
 * gone, members that requests newly need or answers newly have in place of others, and types that changed.
 */
export function breakingChanges(before: JsonObject, after: JsonObject): string[] {
  return [...operationChanges(before, after), ...modelChanges(before, after)];
}

const METHODS = ["get", "post", "put", "patch", "delete", "head"];

function operationChanges(before: JsonObject, after: JsonObject): string[] {
  return Object.entries(objectAt(before.paths)).flatMap(([path, item]) => {
    const other = objectAt(after.paths)[path];
    if (!isObject(other)) return [`${path} removed`];
    return METHODS.filter((method) => method in objectAt(item)).flatMap((method) => {
      const name = `${method.toUpperCase()} ${path}`;
      const next = other[method];
      if (!isObject(next)) return [`${name} removed`];
      return [
        ...parameterChanges(name, objectAt(objectAt(item)[method]), next),
        ...responseChanges(name, objectAt(objectAt(item)[method]), next),
      ];
    });
  });
}

function parameterChanges(name: string, before: JsonObject, after: JsonObject): string[] {
  const key = (parameter: Json): string =>
    JSON.stringify(objectAt(parameter).$ref ?? objectAt(parameter).name ?? "");
  const known = arrayAt(before.parameters).map(key);
  const next = arrayAt(after.parameters).map(key);
  return [
    ...known.filter((one) => !next.includes(one)).map((one) => `${name} parameter ${one} removed`),
    ...arrayAt(after.parameters)
      .filter((one) => objectAt(one).required === true && !known.includes(key(one)))
      .map((one) => `${name} parameter ${key(one)} added, required`),
  ];
}

const responseChanges = (name: string, before: JsonObject, after: JsonObject): string[] =>
  Object.keys(objectAt(before.responses))
    .filter((status) => !(status in objectAt(after.responses)))
    .map((status) => `${name} answer ${status} removed`);

function modelChanges(before: JsonObject, after: JsonObject): string[] {
  const models = (document: JsonObject): JsonObject => objectAt(objectAt(document.components).schemas);
  const requested = requestModels(before);
  return Object.entries(models(before)).flatMap(([name, model]) => {
    const other = models(after)[name];
    return isObject(other)
      ? memberChanges(name, objectAt(model), other, requested.has(name))
      : [`${name} removed`];
  });
}

function memberChanges(name: string, before: JsonObject, after: JsonObject, isRequest: boolean): string[] {
  const known = objectAt(before.properties);
  const next = objectAt(after.properties);
  const wasRequired = arrayAt(before.required);
  return [
    ...Object.keys(known).flatMap((member) => {
      if (!(member in next)) return [`${name}.${member} removed`];
      const [from, to] = [typeOf(known[member]), typeOf(next[member])];
      return from === to ? [] : [`${name}.${member} type ${from} → ${to}`];
    }),
    ...arrayAt(after.required)
      .filter((member) => !wasRequired.includes(member))
      .map((member) => `${name}.${String(member)} added${isRequest ? ", required" : ""}`),
  ];
}

const typeOf = (schema: Json | undefined): string =>
  String(objectAt(schema).$ref ?? objectAt(schema).type ?? "any");

/** Names of the models that requests are made of. */
function requestModels(document: JsonObject): ReadonlySet<string> {
  const text = Object.values(objectAt(document.paths))
    .flatMap((item) => Object.values(objectAt(item)))
    .map((operation) => JSON.stringify(objectAt(operation).requestBody ?? ""));
  return new Set(
    text.flatMap((body) => [...body.matchAll(/schemas\/(\w+)/g)].map((match) => match[1] ?? "")),
  );
}
