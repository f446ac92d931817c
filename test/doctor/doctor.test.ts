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

  const look = async (changes: Partial<Surroundings> = {}): Promise<Map<string, Finding>> => {
    const findings = await examine({
      root,
      environment: { AWS_PROFILE: "work" },
      home: root,
      nodeVersion: "22.1.0",
      now,
      run: (program) => Promise.resolve(program === "pulumi" ? "v3.248.0\n" : undefined),
      portIsFree: () => Promise.resolve(true),
      ...changes,
    });
    return new Map(findings.map((finding) => [finding.subject, finding]));
  };

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

  it("names every key of a stack file that its schema does not allow", async () => {
    const file = join(root, "Pulumi.dev.yaml");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace("    storefront:", "    storfront:").replace("eu-west-1", "europe"));
    const { verdict, detail = "" } = (await look()).get("Pulumi.dev.yaml") ?? {};
    assert.equal(verdict, "wrong");
    assert.match(detail, /gatehouse:stage\.storfront is not a known key/);
    assert.match(detail, /aws:region/);
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
