import assert from "node:assert/strict";
import { strayKeys } from "../../../infra/stage/checks/stackKeys";
import { Problems } from "../../../local/graph";
import { evaluateStage } from "../evaluateStage";

const said = (...keys: string[]) =>
  strayKeys(keys).map(({ problem: { code, key, fix } }) => `${code} ${key}: ${fix}`);

describe("keys of a stack's configuration", () => {
  it("are those of the project, of the AWS provider and of other providers", () => {
    assert.deepEqual(
      said(
        "gatehouse:stage",
        "gatehouse:rehearsal",
        "aws:region",
        "aws:profile",
        "aws:defaultTags",
        "aws:assumeRoles",
      ),
      [],
    );
    assert.deepEqual(said("datadog:apiKey", "aws-native:region", "pulumi:tags"), []);
  });

  it("are refused with the nearest when nothing reads them", () => {
    assert.deepEqual(said("gatehouse:rehersal", "gatehouse:stages", "gatehouse:stgae", "aws:regoin"), [
      "GH1102 gatehouse:rehersal: did you mean gatehouse:rehearsal?",
      "GH1102 gatehouse:stages: did you mean gatehouse:stage?",
      "GH1102 gatehouse:stgae: did you mean gatehouse:stage?",
      "GH1102 aws:regoin: did you mean aws:region?",
    ]);
    const [far = ""] = said("gatehouse:databaseUrl");
    assert.equal(
      far,
      "GH1102 gatehouse:databaseUrl: take it out; this project has gatehouse:stage, gatehouse:rehearsal",
    );
  });

  it("that another project would read are left from a rename", () => {
    assert.deepEqual(said("acme:rehearsal", "acme:stage", "acme:other"), [
      "GH1102 acme:rehearsal: rename it to gatehouse:rehearsal",
      "GH1102 acme:stage: rename it to gatehouse:stage",
    ]);
  });

  const problemsWith = async (keys: Readonly<Record<string, string | undefined>>): Promise<string[]> => {
    try {
      await evaluateStage("dev", { keys });
    } catch (error) {
      assert.ok(error instanceof Problems, String(error));
      return error.problems.map(({ code, what }) => `${code} ${what}`).sort();
    }
    return [];
  };

  it("are judged when the program loads its configuration, and a mistyped one is not missing as well", async () => {
    assert.deepEqual(await problemsWith({ "gatehouse:rehersal": "{}", "datadog:site": "eu" }), [
      "GH1102 Pulumi.dev.yaml:3:1: gatehouse:rehersal is not a known key",
    ]);
    assert.deepEqual(
      await problemsWith({
        "aws:region": undefined,
        "aws:regoin": "eu-west-1",
        "gatehouse:stage": undefined,
        "gatehouse:stgae": "{}",
      }),
      [
        "GH1102 Pulumi.dev.yaml:3:1: aws:regoin is not a known key",
        "GH1102 Pulumi.dev.yaml:3:1: gatehouse:stgae is not a known key",
      ],
    );
    assert.deepEqual(await problemsWith({ "aws:region": undefined, "gatehouse:stage": undefined }), [
      "GH1101 Pulumi.dev.yaml:5:3: gatehouse:stage is missing",
      "GH1106 Pulumi.dev.yaml:4:3: aws:region is missing",
    ]);
  });
});
