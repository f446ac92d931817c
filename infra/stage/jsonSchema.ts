import { z } from "zod";
import { ownKeys, providerKeys } from "./configKeys";
import { projectName } from "./projectName";
import { regions } from "./regions";
import { stageSchema } from "./schema";

/** A JSON Schema, as far as this folder looks into one. */
export interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly [keyword: string]: unknown;
}

let valueSchema: JsonSchema | undefined;

/** The schema of the value of `gatehouse:stage`, as people write it: what has a default may be left out. Made once. */
export function stageValueSchema(): JsonSchema {
  if (valueSchema) return valueSchema;
  const schema = z.toJSONSchema(stageSchema, { io: "input", target: "draft-7" });
  valueSchema = Object.fromEntries(Object.entries(schema).filter(([keyword]) => keyword !== "$schema"));
  return valueSchema;
}

const ownNames = ownKeys.map((key) => key.slice(projectName.length + 1));

/** The schema of a whole Pulumi.<stage>.yaml, for editors. */
export function stageJsonSchema(): JsonSchema {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "A stage of Gatehouse: Pulumi.<stage>.yaml",
    description: "Generated from infra/stage/schema.ts by infra/stage/writeSchema.ts.",
    type: "object",
    required: ["config"],
    properties: {
      config: {
        description: "Stack configuration.",
        type: "object",
        required: ["aws:region", `${projectName}:stage`],
        properties: {
          ...Object.fromEntries(
            providerKeys.map((key) => [
              key,
              { description: "Setting of the AWS provider; the Pulumi Registry says what it takes." },
            ]),
          ),
          "aws:region": {
            description:
              "AWS Region of the stage. The edge certificate is in us-east-1 whatever stands here.",
            type: "string",
            enum: [...regions],
          },
          [`${projectName}:stage`]: stageValueSchema(),
          [`${projectName}:rehearsal`]: {
            description:
              "How this stage is rehearsed on one's own computer (npm start). AWS never sees it; docs/rehearsal.md has each key.",
            type: "object",
          },
        },
        // Settings of other providers; a key that another project would read is left from a rename.
        patternProperties: { [`^(?!(${projectName}|aws):)(?!.*:(${ownNames.join("|")})$)`]: {} },
        additionalProperties: false,
      },
      secretsprovider: { description: "Written by Pulumi.", type: "string" },
      encryptedkey: { description: "Written by Pulumi.", type: "string" },
      encryptionsalt: { description: "Written by Pulumi.", type: "string" },
      environment: { description: "Pulumi ESC environments that this stack imports." },
    },
    additionalProperties: false,
  };
}
