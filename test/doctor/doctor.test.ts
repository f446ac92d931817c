import assert from "node:assert/strict";
import { cpSync, mkdtempSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { examine, type Finding, type Surroundings } from "../../local/doctor";

const checkout = resolve(__dirname, "../..");
const now = Date.parse("2030-01-02T03:04:05Z");

describe("doctor", () => {
  let root = "";
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "doctor-"));
    mkdirSync(join(root, "infra/stage"), { recursive: true });
    cpSync(join(checkout, "Pulumi.yaml"), join(root, "Pulumi.yaml"));
    cpSync(join(checkout, "Pulumi.dev.yaml"), join(root, "Pulumi.dev.yaml"));
    cpSync(join(checkout, "infra/stage/stage.schema.json"), join(root, "infra/stage/stage.schema.json"));
    mkdirSync(join(root, "node_modules/left"), { recursive: true });
    writeFileSync(join(root, "package.json"), JSON.stringify({ dependencies: { left: "1.2.3" } }));
    writeFileSync(join(root, "node_modules/left/package.json"), JSON.stringify({ version: "1.2.3" }));
    writeFileSync(join(root, "package-lock.json"), "{}");
    utimesSync(join(root, "package-lock.json"), now / 1000, now / 1000);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const lookAtAll = (changes: Partial<Surroundings> = {}): Promise<Finding[]> =>
    examine({
      root,
      environment: { AWS_PROFILE: "work" },
      home: root,
      nodeVersion: "22.1.0",
      now,
      run: (program) => Promise.resolve(program === "pulumi" ? "v3.248.0\n" : undefined),
      portIsFree: () => Promise.resolve(true),
      ...changes,
    });
  const look = async (changes: Partial<Surroundings> = {}): Promise<Map<string, Finding>> =>
    new Map((await lookAtAll(changes)).map((finding) => [finding.subject, finding]));

  it("finds nothing wrong with a machine that has everything", async () => {
    const found = await look();
    assert.deepEqual(
      [...found.values()].filter(({ verdict }) => verdict !== "ok"),
      [],
    );
    assert.deepEqual(
      [...found.keys()],
      ["Node", "Packages", "Port 8787", "Pulumi.dev.yaml", "Clock", "Pulumi CLI", "AWS credentials"],
    );
  });

  it("says what a rehearsal does without, as a note with what helps", async () => {
    const found = await look({
      environment: {},
      run: () => Promise.resolve(undefined),
      portIsFree: () => Promise.resolve(false),
      now: now - 3_600_000,
    });
    for (const subject of ["Port 8787", "Clock", "Pulumi CLI", "AWS credentials"]) {
      assert.equal(found.get(subject)?.verdict, "note", subject);
      assert.ok(found.get(subject)?.fix, subject);
    }
  });

  it("calls an old Node wrong", async () => {
    assert.equal((await look({ nodeVersion: "20.18.3" })).get("Node")?.verdict, "wrong");
    assert.equal((await look({ nodeVersion: "20.19.0" })).get("Node")?.verdict, "ok");
  });

  it("calls packages wrong that are missing or of another version", async () => {
    writeFileSync(join(root, "node_modules/left/package.json"), JSON.stringify({ version: "1.2.4" }));
    assert.match((await look()).get("Packages")?.detail ?? "", /left not installed/);
    rmSync(join(root, "node_modules"), { recursive: true });
    assert.equal((await look()).get("Packages")?.verdict, "wrong");
  });

  /** What is said of the stack file after edits, each as `verdict detail | fix`. */
  const lookAtStackFile = async (...edits: [string, string][]): Promise<string[]> => {
    const file = join(root, "Pulumi.dev.yaml");
    let text = readFileSync(file, "utf8");
    for (const [from, to] of edits) {
      assert.ok(text.includes(from), from);
      text = text.replace(from, to);
    }
    writeFileSync(file, text);
    return (await lookAtAll())
      .filter(({ subject }) => subject === "Pulumi.dev.yaml")
      .map(({ verdict, detail, fix }) => `${verdict} ${detail} | ${fix}`);
  };

  it("names every key of a stack file that its schema does not allow, with its place and the nearest", async () => {
    const found = await lookAtStackFile(["    storefront:", "    storfront:"], ["eu-west-1", "europe"]);
    assert.equal(found.length, 2);
    assert.match(
      found[0] ?? "",
      /^wrong \d+:5: gatehouse:stage\.storfront is not a known key \| did you mean storefront\?$/,
    );
    assert.match(found[1] ?? "", /^wrong 4:3: aws:region is "europe" \| /);
  });

  it("names mistyped keys of the project and of the provider, and those of another project", async () => {
    const found = await lookAtStackFile(
      ["aws:region", "aws:regoin"],
      ["gatehouse:stage", "gatehouse:stgae"],
      ["gatehouse:rehearsal", "acme:rehearsal"],
    );
    assert.deepEqual(
      found.map((text) => text.replace(/\d+:\d+: /, "")),
      [
        "wrong aws:regoin is not a known key | did you mean aws:region?",
        "wrong gatehouse:stgae is not a known key | did you mean gatehouse:stage?",
        "wrong acme:rehearsal is not a known key | did you mean gatehouse:rehearsal?",
      ],
    );
  });

  it("takes a key without a namespace for the project's own, as the engine does", async () => {
    assert.deepEqual(await lookAtStackFile(["gatehouse:stage:", "stage:"]), ["ok valid | undefined"]);
  });

  it("names what npm start would say of the rehearsal's settings", async () => {
    const [only, ...others] = await lookAtStackFile(["httpTargets:", "httpTarget:"]);
    assert.match(
      only ?? "",
      /^wrong \d+:5: gatehouse:rehearsal\.httpTarget is not a known key \| did you mean httpTargets\?$/,
    );
    assert.deepEqual(others, []);
  });

  it("notes stages whose VPCs overlap, by default too; they need not ever meet", async () => {
    const dev = readFileSync(join(root, "Pulumi.dev.yaml"), "utf8");
    const withBlock = (block: string) =>
      dev.replace("  gatehouse:stage:\n", `  gatehouse:stage:\n    network: { cidrBlock: ${block} }\n`);
    const said = async (block: string) => {
      writeFileSync(join(root, "Pulumi.other.yaml"), withBlock(block));
      return (await lookAtAll())
        .filter(({ subject }) => subject === "VPC networks")
        .map(({ verdict, detail }) => `${verdict} ${detail}`);
    };
    assert.deepEqual(await said("10.21.0.0/16"), []);
    assert.deepEqual(await said("10.20.0.0/16"), [
      "note dev and other both have 10.20.0.0/16, so their VPCs cannot be peered",
    ]);
    assert.deepEqual(await said("10.20.128.0/20"), [
      "note dev has 10.20.0.0/16 and other 10.20.128.0/20, which overlap, so their VPCs cannot be peered",
    ]);
  });

  it("reports a stack file that is not YAML instead of throwing", async () => {
    writeFileSync(join(root, "Pulumi.dev.yaml"), "config: [");
    assert.equal((await look()).get("Stack files")?.verdict, "wrong");
  });

  it("notes a stage that still holds example.com", async () => {
    cpSync(join(checkout, "Pulumi.prod.yaml"), join(root, "Pulumi.prod.yaml"));
    assert.match((await look()).get("Pulumi.prod.yaml")?.detail ?? "", /example\.com/);
  });
});
