import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import addFormats from "ajv-formats";
import { schemas } from "../../policy/schemas";

const POLICY = join(__dirname, "../../policy");
const read = (file: string): unknown => JSON.parse(readFileSync(join(POLICY, file), "utf8"));
const compile = (file: string) =>
  addFormats(new Ajv({ strict: false })).compile(JSON.parse(schemas().get(file) ?? "false") as object);

describe("the guard's JSON Schemas", () => {
  for (const [file, text] of schemas())
    it(`${file} is the one that the rules give`, () => {
      const same = readFileSync(join(POLICY, file), "utf8") === text;
      assert.ok(same, "it is out of date: node -r ts-node/register policy/docs.ts");
    });

  it("take the files that come with the guard, which name them", () => {
    const stage = compile("config/stage.schema.json");
    for (const name of ["dev", "test", "prod"]) {
      const config = read(`config/${name}.json`) as { $schema: string };
      assert.equal(config.$schema, "./stage.schema.json");
      assert.ok(stage(config), JSON.stringify(stage.errors));
    }
    assert.ok(compile("exemptions/exemptions.schema.json")(read("exemptions.json")));
  });

  it("refuse an unknown rule, an unknown option and a wrong value, as the guard does", () => {
    const valid = compile("config/stage.schema.json");
    const options = (value: object) => ({ rules: { "kms-deletion-window": { options: value } } });
    assert.ok(valid(options({ minimumDays: 20 })));
    assert.ok(!valid(options({ minimumDay: 20 })));
    assert.ok(!valid(options({ minimumDays: "20" })));
    assert.ok(!valid({ rules: { "kms-deletion-windw": {} } }));
    assert.ok(!valid({ levels: { high: "mandatry" } }));
  });

  it("let an editor name the rules of an exemption", () => {
    const entry = { urn: "urn:x", reason: "because of the test", owner: "me", expires: "2026-01-01" };
    const valid = compile("exemptions/exemptions.schema.json");
    assert.ok(valid({ exemptions: [{ ...entry, rule: "kms-deletion-window" }] }));
    assert.ok(!valid({ exemptions: [{ ...entry, rule: "kms-deletion" }] }));
  });
});
