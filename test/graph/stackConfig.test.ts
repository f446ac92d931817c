import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Problem, readProject, readStackConfig, type StackConfig } from "../../local/graph";

const STACK = `# a comment
config:
  aws:region: eu-west-1
  rehearsal:
    httpTargets:
      https://a.example: { status: 200 }
  shop:stage:
    identity:
      scopes: [one, two]
    list:
      - first
      - second
`;

describe("the stack file", () => {
  let root = "";
  before(() => {
    root = mkdtempSync(join(tmpdir(), "stack-"));
    writeFileSync(join(root, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
    writeFileSync(join(root, "Pulumi.dev.yaml"), STACK);
    writeFileSync(join(root, "Pulumi.empty.yaml"), "");
  });
  after(() => rmSync(root, { recursive: true }));

  const config = (stack = "dev"): StackConfig => readStackConfig(readProject(root), stack);
  /** The line and column of a word of the file. */
  const placeOf = (word: string) => {
    const before = STACK.slice(0, STACK.indexOf(word)).split("\n");
    return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
  };
  const located = (key: string) => {
    const { line, column } = config().locate(key) ?? {};
    return { line, column };
  };

  it("knows where a key stands, in a list and by a name with dots, too", () => {
    assert.deepEqual(located("aws:region"), placeOf("aws:region"));
    assert.deepEqual(located("shop:stage.identity.scopes.1"), placeOf("two"));
    assert.deepEqual(located("shop:stage.list.0"), placeOf("first"));
    assert.deepEqual(
      located('shop:rehearsal.httpTargets["https://a.example"].status'),
      placeOf("status: 200"),
    );
  });

  it("takes a key without a namespace for the project's own", () => {
    assert.deepEqual(located("shop:rehearsal"), placeOf("rehearsal"));
    assert.deepEqual(
      config().values["shop:rehearsal"],
      '{"httpTargets":{"https://a.example":{"status":200}}}',
    );
  });

  for (const [what, write, problem] of [
    [
      "is no YAML",
      (file: string) => writeFileSync(file, "config:\n  shop:stage: [\n"),
      /^Pulumi\.odd\.yaml:3:1: this is not YAML: [^\n]+$/,
    ],
    [
      "names an anchor that it does not have",
      (file: string) => writeFileSync(file, "config: *common\n"),
      /^Pulumi\.odd\.yaml: this is not YAML: Unresolved alias [^\n]+$/,
    ],
    [
      "is no mapping",
      (file: string) => writeFileSync(file, "config\n"),
      /^Pulumi\.odd\.yaml does not hold a YAML mapping\.$/,
    ],
    ["cannot be read", (file: string) => mkdirSync(file), /^Pulumi\.odd\.yaml cannot be read: EISDIR/],
  ] as const)
    it(`is refused on one line that names it when it ${what}`, () => {
      const file = join(root, "Pulumi.odd.yaml");
      write(file);
      try {
        assert.throws(
          () => config("odd"),
          (error: unknown) =>
            error instanceof Problem &&
            error.code === "GH1005" &&
            problem.test(error.what) &&
            error.fix !== "",
        );
      } finally {
        rmSync(file, { recursive: true });
      }
    });

  it("names keys beside config that Pulumi does not read, and leaves the rest to be judged", () => {
    const file = join(root, "Pulumi.odd.yaml");
    const strays = (text: string) => {
      writeFileSync(file, text);
      return config("odd").strays.map(({ code, what, fix }) => `${code} ${what} ${fix}`);
    };
    try {
      assert.deepEqual(
        strays("secretsprovider: awskms://x\nencryptedkey: a\nencryptionsalt: b\nenvironment: [c]\n"),
        [],
      );
      assert.deepEqual(strays("config: {}\nenvironmnet: [c]\nextra: 3\n"), [
        "GH1102 Pulumi.odd.yaml:2:1: environmnet is not a known key did you mean environment?",
        "GH1102 Pulumi.odd.yaml:3:1: extra is not a known key known here: config, environment, secretsprovider, encryptedkey, encryptionsalt",
      ]);
      // Without its configuration nothing else of the file can be judged.
      assert.throws(
        () => strays("cofnig:\n  aws:region: eu-west-1\n"),
        (error: unknown) =>
          error instanceof Problem &&
          error.code === "GH1102" &&
          error.what === "Pulumi.odd.yaml:1:1: cofnig is not a known key" &&
          error.fix === "did you mean config?",
      );
    } finally {
      rmSync(file);
    }
  });

  it("gives the nearest key above one that the file does not have", () => {
    assert.deepEqual(located("shop:stage.identity.browserClient.urls"), placeOf("identity"));
    assert.deepEqual(located("shop:other"), placeOf("config"));
  });

  it("knows no place for what is no key, or in an empty file", () => {
    assert.equal(config().locate("stack"), undefined);
    assert.equal(config("empty").locate("shop:stage"), undefined);
  });
});
