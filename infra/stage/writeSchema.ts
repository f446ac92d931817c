import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stageJsonSchema } from "./jsonSchema";

/** Writes stage.schema.json, which the stack files point editors at. A test tells when it is out of date. */
export const schemaFile = join(__dirname, "stage.schema.json");

/** The text of the file. */
export const schemaText = (): string => `${JSON.stringify(stageJsonSchema(), null, 2)}\n`;

if (require.main === module) writeFileSync(schemaFile, schemaText());
