import type { Json, JsonObject } from "../contract";
import { documentOperations } from "../documentOperations";
import { arrayAt, isObject, objectAt } from "../json";
import type { ProblemCollector } from "../problemCollector";
import { resolve } from "../reference";

/**
 * Keywords that API Gateway's importer drops, refuses or reads differently: its models are JSON Schema draft 4, and
 * composed schemas are ignored with a warning, which would leave the body unvalidated.
 * Source: developer guide, "Important notes for REST APIs".
 */
const UNSUPPORTED: Readonly<Record<string, string>> = {
  oneOf: "describe one form, or use a model for each",
  anyOf: "describe one form, or use a model for each",
  allOf: "write the properties out in one model",
  not: "say what is allowed instead",
  discriminator: "use a model for each form",
  nullable: "leave the property out of required, and absent when there is no value",
  readOnly: "use one model for input and one for output",
  writeOnly: "use one model for input and one for output",
  exclusiveMinimum: "use minimum with the next larger value",
  exclusiveMaximum: "use maximum with the next smaller value",
  xml: "use JSON only",
};

/** Models have names and keywords that API Gateway takes, and bodies name a model. */
export function checkSchemas(document: JsonObject, problems: ProblemCollector): void {
  for (const [name, schema] of Object.entries(objectAt(objectAt(document.components).schemas))) {
    const at = ["components", "schemas", name];
    if (!/^[A-Za-z0-9]+$/.test(name)) {
      problems.add(
        "GH1214",
        at,
        `API Gateway takes model names of letters and digits only: ${name}`,
        `name it ${name.replaceAll(/[^A-Za-z0-9]/g, "") || "Model"}`,
      );
    }
    checkSchema(schema, at, problems);
  }
  for (const { operation, at } of documentOperations(document))
    checkBodies(document, operation, at, problems);
}

function checkSchema(schema: Json | undefined, at: readonly string[], problems: ProblemCollector): void {
  if (!isObject(schema)) return;
  for (const [keyword, fix] of Object.entries(UNSUPPORTED)) {
    if (keyword in schema) {
      problems.add("GH1213", [...at, keyword], `API Gateway does not take ${keyword} in a model`, fix);
    }
  }
  if (schema.format === "int32" || schema.format === "int64") {
    const what = `API Gateway does not take the format ${schema.format}`;
    problems.add("GH1213", [...at, "format"], what, "remove it, and set minimum and maximum");
  }
  for (const [name, property] of Object.entries(objectAt(schema.properties))) {
    checkSchema(property, [...at, "properties", name], problems);
  }
  checkSchema(schema.items, [...at, "items"], problems);
  checkSchema(schema.additionalProperties, [...at, "additionalProperties"], problems);
}

function checkBodies(
  document: JsonObject,
  operation: JsonObject,
  at: readonly string[],
  problems: ProblemCollector,
): void {
  const request = objectAt(resolve(document, operation.requestBody));
  const bodies: [readonly string[], Json | undefined][] = [[[...at, "requestBody"], request.content]];
  for (const [status, response] of Object.entries(objectAt(operation.responses))) {
    bodies.push([[...at, "responses", status], objectAt(resolve(document, response)).content]);
  }
  for (const [place, content] of bodies) {
    for (const [type, media] of Object.entries(objectAt(content))) {
      const schema = objectAt(media).schema;
      if (isObject(schema) && typeof schema.$ref === "string") continue;
      problems.add(
        "GH1213",
        [...place, "content", type, "schema"],
        "API Gateway gives a model that has no name a new random one at every import",
        "move the schema to components/schemas and refer to it",
      );
    }
  }
  checkClosed(document, request, at, problems);
}

/** A request model that lets unknown members through validates less than it says. */
function checkClosed(
  document: JsonObject,
  request: JsonObject,
  at: readonly string[],
  problems: ProblemCollector,
): void {
  for (const [type, media] of Object.entries(objectAt(request.content))) {
    const seen = new Set<Json>();
    const open = (value: Json | undefined): boolean => {
      const schema = resolve(document, value);
      if (!isObject(schema) || seen.has(schema)) return false;
      seen.add(schema);
      if (schema.type === "object" && schema.additionalProperties !== false) return true;
      return [...Object.values(objectAt(schema.properties)), ...arrayAt([schema.items ?? null])].some(open);
    };
    if (open(objectAt(media).schema)) {
      problems.add(
        "GH1217",
        [...at, "requestBody", "content", type],
        "the request model lets members through that it does not name",
        "write additionalProperties: false in it and in every object below it",
      );
    }
  }
}
