import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { LEVELS, stageConfigSchema } from "./config/schema";
import { exemptionFileSchema } from "./exemptions/exemptions";
import type { Rule } from "./model/rule";
import { verdictSchema } from "./report/schema";
import { rules } from "./rules/index";

type JsonSchema = Readonly<Record<string, unknown>>;

const schemaOf = (schema: z.ZodType, io: "input" | "output"): JsonSchema =>
  z.toJSONSchema(schema, { io, target: "draft-7" });

const byId = (a: Rule, b: Rule): number => (a.id < b.id ? -1 : 1);

/** A stage's file for editors: every rule by its id, with its title and the type and default of each option. */
function stageSchema(list: readonly Rule[]): JsonSchema {
  const base = schemaOf(stageConfigSchema, "input") as { properties: Record<string, object> };
  const properties = Object.fromEntries(
    [...list].sort(byId).map((rule) => {
      const options = { ...schemaOf(rule.options, "input"), $schema: undefined };
      const level = { enum: [...LEVELS] };
      return [
        rule.id,
        {
          description: `${rule.title} (${rule.severity})`,
          type: "object",
          properties: { level, options },
          additionalProperties: false,
        },
      ];
    }),
  );
  const sets = { ...base.properties.rules, properties, additionalProperties: false };
  return { ...base, properties: { ...base.properties, rules: { ...sets, propertyNames: undefined } } };
}

/** The rule ids of the exemptions file, besides its form. */
function exemptionsSchema(list: readonly Rule[]): JsonSchema {
  const schema = schemaOf(exemptionFileSchema, "input") as {
    properties: { exemptions: { items: { properties: { rule: object } } } };
  };
  schema.properties.exemptions.items.properties.rule = {
    ...schema.properties.exemptions.items.properties.rule,
    enum: list.map(({ id }) => id).sort(),
  };
  return schema;
}

/** The generated JSON Schemas, by file from the guard's folder. */
export function schemas(list: readonly Rule[] = rules): ReadonlyMap<string, string> {
  const text = (schema: JsonSchema): string => `${JSON.stringify(schema, null, 2)}\n`;
  return new Map([
    ["config/stage.schema.json", text(stageSchema(list))],
    ["exemptions/exemptions.schema.json", text(exemptionsSchema(list))],
    ["report/verdict.schema.json", text(schemaOf(verdictSchema, "output"))],
  ]);
}

/** Writes the schemas beside what they describe. */
export function writeSchemas(): void {
  for (const [file, text] of schemas()) writeFileSync(join(__dirname, file), text);
}

if (require.main === module) writeSchemas();
