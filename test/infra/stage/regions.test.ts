import assert from "node:assert/strict";
import { Region } from "@pulumi/aws/types/enums";
import { isInMainPartition, regions } from "../../../infra/stage/regions";
import { Problems } from "../../../local/graph";
import { evaluateStage } from "../evaluateStage";

describe("Regions", () => {
  it("are all that the AWS provider knows, each once", () => {
    assert.deepEqual([...regions].sort(), Object.values(Region).sort());
  });

  it("are in the main partition, or in one with names of its own", () => {
    for (const region of regions)
      assert.equal(isInMainPartition(region), !/^(cn|eusc|us-gov|us-iso[bf]?|eu-isoe)-/.test(region), region);
  });

  it("are refused when there is none of the name: with the nearest, and with where a new one goes", async () => {
    const refused = async (region: string): Promise<string[]> => {
      try {
        await evaluateStage("dev", { region });
      } catch (error) {
        assert.ok(error instanceof Problems, String(error));
        return error.problems.map(({ code, what, fix }) => `${code} ${what} | ${fix}`);
      }
      return [];
    };
    const [typo = "", ...others] = await refused("us-esat-1");
    assert.match(
      typo,
      /^GH1106 Pulumi\.dev\.yaml:4:3: aws:region is "us-esat-1", which is no AWS Region \| /,
    );
    assert.match(typo, /did you mean us-east-1\?.* infra\/stage\/regions\.ts$/);
    assert.deepEqual(others, []);
    assert.match((await refused("eu-west-9"))[0] ?? "", /did you mean eu-west-\d\?/);
    assert.match((await refused("Timbuktu"))[0] ?? "", /name an AWS Region, such as eu-west-1/);
  });
});
