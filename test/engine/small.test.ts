import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { engineTest, Simulation, summary, type ExportedResource } from "./simulation";

const ROOT = join(__dirname, "programs", "small");

describe("a small program on the real Pulumi engine", () => {
  let simulation: Simulation;
  before(() => (simulation = new Simulation(ROOT)));
  after(() => simulation.dispose());

  const named = (resources: readonly ExportedResource[], type: string, name: string): ExportedResource => {
    const found = resources.find((resource) => resource.type === type && resource.urn.endsWith(`::${name}`));
    assert.ok(found, `${type} ${name} is missing`);
    return found;
  };

  engineTest("previews everything as new, and writes nothing into the project", async () => {
    const before = readFileSync(join(ROOT, "Pulumi.dev.yaml"), "utf8");
    const changes = await simulation.changes();
    assert.deepEqual([...new Set(changes.map(({ op }) => op))], ["create"]);
    assert.ok(changes.length >= 30, `${changes.length} resources`);
    assert.equal(readFileSync(join(ROOT, "Pulumi.dev.yaml"), "utf8"), before);
  });

  engineTest("deploys, with the component's children below it", async () => {
    await simulation.up();
    const resources = await simulation.resources();
    const component = resources.find(({ type }) => type === "awsx:ec2:Vpc");
    const vpc = named(resources, "aws:ec2/vpc:Vpc", "network");
    assert.equal(vpc.parent, component?.urn);
    const subnet = named(resources, "aws:ec2/subnet:Subnet", "network-isolated-2");
    assert.equal(subnet.parent, vpc.urn);
    assert.equal(subnet.inputs?.vpcId, vpc.id);
    assert.deepEqual(
      (
        named(resources, "aws:lambda/function:Function", "reader").inputs?.vpcConfig as {
          subnetIds: string[];
        }
      ).subnetIds,
      resources
        .filter((resource) => /::network-isolated-\d$/.test(resource.urn) && resource.type.includes("subnet"))
        .map(({ id }) => id),
    );
    const group = named(resources, "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "closed");
    assert.equal(group.id, vpc.outputs?.defaultSecurityGroupId);
  });

  engineTest("keeps the Regions and default tags of its providers apart", async () => {
    const resources = await simulation.resources();
    const certificate = named(resources, "aws:acm/certificate:Certificate", "site");
    assert.match(String(certificate.id), /^arn:aws:acm:us-east-1:/);
    assert.deepEqual(certificate.outputs?.tagsAll, { "managed-by": "small" });
    assert.match(String(named(resources, "aws:kms/key:Key", "data").outputs?.arn), /^arn:aws:kms:eu-west-1:/);
  });

  engineTest("stores no secret in plain text", async () => {
    const text = JSON.stringify(await simulation.resources());
    assert.ok(!text.includes("a secret value"));
    const { stdout } = await simulation.ok("stack", "output", "parameterValue", "--show-secrets");
    assert.equal(stdout.trim(), "a secret value");
  });

  engineTest("has nothing to do the second time, nor after a refresh", async () => {
    await simulation.up("--expect-no-changes");
    await simulation.ok("refresh", "--yes", "--expect-no-changes");
  });

  engineTest("shows one changed setting as exactly that", async () => {
    const changes = await simulation.changes("-c", "small:retentionInDays=60");
    assert.deepEqual(changes.map(summary), [
      "update aws:cloudwatch/logGroup:LogGroup reader retentionInDays",
    ]);
  });

  engineTest("applies the change, and finds none afterwards", async () => {
    await simulation.up("-c", "small:retentionInDays=60");
    await simulation.up("-c", "small:retentionInDays=60", "--expect-no-changes");
    const group = named(await simulation.resources(), "aws:cloudwatch/logGroup:LogGroup", "reader");
    assert.equal(group.outputs?.retentionInDays, 60);
  });

  engineTest("replaces the network, and what cannot move, when its addresses change", async () => {
    const setting = ["-c", "small:retentionInDays=60", "-c", "small:cidrBlock=10.30.0.0/16"];
    const changes = await simulation.changes(...setting);
    const replaced = changes
      .filter(({ op }) => op === "replace")
      .map(({ urn }) => urn.split("::").slice(2).join(" "));
    assert.ok(replaced.some((resource) => resource.endsWith("aws:ec2/vpc:Vpc network")));
    assert.equal(replaced.filter((resource) => resource.includes("aws:ec2/subnet:Subnet ")).length, 4);
    assert.ok(
      !replaced.some((resource) => resource.includes("aws:lambda")),
      "functions move to other subnets",
    );
    const before = named(await simulation.resources(), "aws:ec2/vpc:Vpc", "network").id;
    await simulation.up(...setting);
    assert.notEqual(named(await simulation.resources(), "aws:ec2/vpc:Vpc", "network").id, before);
  });

  engineTest("is refused, and left as it was, when the provider finds a mistake", async () => {
    const before = await simulation.resources();
    const { code, all } = await simulation.pulumi(
      "up",
      "--yes",
      "--skip-preview",
      "-c",
      "small:retentionInDays=61",
    );
    assert.notEqual(code, 0);
    assert.match(all, /property retentionInDays value \{61\} has a problem.*cannot keep logs for 61 days/);
    // The engine orders its state by what happened to finish first.
    const identities = (resources: readonly ExportedResource[]) =>
      resources.map(({ urn, id }) => `${urn} ${id ?? ""}`).sort();
    assert.deepEqual(identities(await simulation.resources()), identities(before));
  });

  engineTest("leaves nothing when it is destroyed, but what it is told to retain", async () => {
    const { all } = await simulation.ok("destroy", "--yes", "--skip-preview");
    assert.deepEqual(await simulation.resources(), []);
    assert.match(all, /LogGroup kept deleted.*\[retain\]/);
  });
});
