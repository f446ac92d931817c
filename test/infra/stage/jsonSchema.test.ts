import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import addFormats from "ajv-formats";
import { parse } from "yaml";
import { stageJsonSchema } from "../../../infra/stage";
import { projectName } from "../../../infra/stage/projectName";
import { schemaFile, schemaText } from "../../../infra/stage/writeSchema";

interface Node {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Node>>;
}

function undescribed(node: Node, path = ""): string[] {
  return Object.entries(node.properties ?? {}).flatMap(([name, inner]) => [
    ...(inner.description ? [] : [`${path}${name}`]),
    ...undescribed(inner, `${path}${name}.`),
  ]);
}

describe("stage.schema.json", () => {
  it("is what the schema says: else run node -r ts-node/register infra/stage/writeSchema.ts", () => {
    assert.equal(readFileSync(schemaFile, "utf8"), schemaText());
  });

  it("describes every key", () => {
    assert.deepEqual(undescribed(stageJsonSchema() as Node), []);
  });

  // zod's own names, beside a pattern that says the same.
  const formats = { cidrv4: true, cidrv6: true } as const;
  const ajv = addFormats(new Ajv({ allErrors: true, strict: false, formats }));
  const validate = ajv.compile(stageJsonSchema());
  const file = (stage: string): unknown =>
    parse(readFileSync(join(__dirname, `../../../Pulumi.${stage}.yaml`), "utf8"));

  for (const stage of ["dev", "test", "prod"]) {
    it(`accepts Pulumi.${stage}.yaml`, () => {
      assert.ok(validate(file(stage)), JSON.stringify(validate.errors));
    });
  }

  it("refuses an unknown key, and a key of gatehouse's that does not exist", () => {
    const dev = file("dev") as { config: Record<string, Record<string, unknown>> };
    const misspelt = {
      config: { ...dev.config, "gatehouse:stage": { ...dev.config["gatehouse:stage"], netwrok: {} } },
    };
    assert.equal(validate(misspelt), false);
    assert.equal(validate({ config: { ...dev.config, "gatehouse:stages": {} } }), false);
  });

  it("speaks of the project by the name that Pulumi.yaml has", () => {
    const text = readFileSync(join(__dirname, "../../../Pulumi.yaml"), "utf8");
    assert.equal(/^name: (.+)$/m.exec(text)?.[1], projectName);
  });
});
