import assert from "node:assert/strict";
import { createCloud } from "../../local/cloud";
import { models } from "../../local/cloud/resources";
import { registration } from "./registration";
import { readSdkType } from "./sdk";

describe("the resource tables against the AWS SDK", () => {
  for (const [type, model] of models) {
    it(`${type}: known to the SDK, every output answered, every named property real`, () => {
      const sdk = readSdkType(type);
      assert.ok(sdk, "the SDK has no such type");
      const properties = new Set([...sdk.inputs, ...sdk.outputs]);
      const { outputs } = createCloud().create(registration(type));
      const unanswered = sdk.outputs.filter((name) => outputs[name] === undefined);
      assert.deepEqual(unanswered, [], "outputs without an answer");
      const invented = Object.keys(outputs).filter((name) => !properties.has(name));
      assert.deepEqual(invented, [], "outputs that the SDK does not know");
      const named = [...(model.replaceOnChange ?? []), ...(model.autoname ? [model.autoname.property] : [])];
      assert.deepEqual(
        named.filter((name) => !sdk.inputs.includes(name)),
        [],
        "inputs that the SDK does not know",
      );
      assert.equal(
        model.taggable ?? false,
        sdk.inputs.includes("tags") && properties.has("tagsAll"),
        "taggable",
      );
      assert.equal(model.regional ?? true, sdk.inputs.includes("region"), "regional");
    });
  }
});
