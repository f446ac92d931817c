import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Problems, readProject } from "../../local/graph";
import { readSettings, requireExamplesOf } from "../../local/server";

describe("settings of the rehearsal", () => {
  let root = "";
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "settings-"));
    writeFileSync(join(root, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const write = (...lines: string[]) => {
    const text = ["config:", "  shop:rehearsal:", ...lines.map((line) => `    ${line}`), ""].join("\n");
    writeFileSync(join(root, "Pulumi.dev.yaml"), text);
    return readProject(root);
  };
  const problems = (run: () => unknown): string[] => {
    try {
      run();
    } catch (error) {
      assert.ok(error instanceof Problems, String(error));
      return error.problems.map(({ code, what, fix }) => `${code} ${what} | ${fix}`);
    }
    return [];
  };

  it("are what the stack file says, and defaults else", () => {
    const settings = readSettings(write("trace: false"), "dev");
    assert.equal(settings.trace, false);
    assert.deepEqual(settings.accountThrottle, { rateLimit: 10_000, burstLimit: 5_000 });
    assert.equal(readSettings(readProject(root), "elsewhere").trace, true);
  });

  it("name each mistake on its own, with its place and the nearest key", () => {
    const project = write(
      "httpTarget: {}",
      "trace: perhaps",
      "accountThrottle: { rateLimit: 0 }",
      "httpTargets:",
      "  https://a.example: { staus: 200 }",
      "  https://b.example: { status: 99 }",
      "  https://c.example: http://example.com",
      "  https://d.example: 7",
      "  inventory: { status: 200 }",
      "examples:",
      "  live: { reqest: GET / }",
    );
    const expected: [string, string, string][] = [
      ["3:5", ".httpTarget is not a known key", "did you mean httpTargets?"],
      ["4:5", '.trace is "perhaps"', "it has to be true or false"],
      ["5:24", ".accountThrottle.rateLimit is 0", "it has to be more than 0"],
      ["5:5", ".accountThrottle.burstLimit is missing", "add it: a number"],
      ["7:28", '.httpTargets["https://a.example"].staus is not a known key', "did you mean status?"],
      ["8:28", '.httpTargets["https://b.example"].status is 99', "it has to be at least 200"],
      [
        "9:7",
        '.httpTargets["https://c.example"] is "http://example.com"',
        "it has to be a URL on loopback, such as http://127.0.0.1:9000: nothing connects outside",
      ],
      ["10:7", '.httpTargets["https://d.example"] is 7', "it has to be a string, or a mapping"],
      [
        "11:7",
        ".httpTargets.inventory is not a key that may stand here",
        "it has to be a URL such as https://inventory.example.com, vpclink://<name of a VPC link>, or a listener's ARN",
      ],
      ["13:15", ".examples.live.reqest is not a known key", "did you mean request?"],
    ];
    assert.deepEqual(
      problems(() => readSettings(project, "dev")).sort(),
      expected
        .map(([place, what, fix]) => `GH1006 Pulumi.dev.yaml:${place}: shop:rehearsal${what} | ${fix}`)
        .sort(),
    );
  });

  it("have examples of the stage's own APIs, by their names with or without the stage", () => {
    const project = write("examples:", "  partner-v1: {}", "  shop-dev-live: {}", "  partner-v11: {}");
    assert.deepEqual(
      problems(() => requireExamplesOf(readSettings(project, "dev"), project, "dev", ["partner-v1", "live"])),
      [
        "GH1006 Pulumi.dev.yaml:6:7: shop:rehearsal.examples.partner-v11 is an example of an API that the stage does not have" +
          " | did you mean partner-v1?",
      ],
    );
    assert.deepEqual(
      problems(() =>
        requireExamplesOf(readSettings(project, "dev"), project, "dev", [
          "partner-v1",
          "live",
          "partner-v11",
        ]),
      ),
      [],
    );
  });
});
