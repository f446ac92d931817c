import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { type Graph, Problem, readDeployment, secret, toDeployment } from "../../local/graph";

const graph: Graph = {
  project: "shop",
  stack: "dev",
  mode: "known",
  resources: [
    resource("pulumi:pulumi:Stack", "shop-dev", { custom: false, outputs: { url: "https://x" } }),
    resource("aws:sqs/queue:Queue", "orders", {
      id: "https://sqs/orders",
      inputs: { name: "orders", kmsMasterKeyId: secret("alias/x") },
      outputs: { name: "orders", arn: "arn:aws:sqs:eu-west-1:123456789012:orders" },
      protect: true,
      dependencies: ["urn:pulumi:dev::shop::aws:kms/key:Key::k"],
      propertyDependencies: { kmsMasterKeyId: ["urn:pulumi:dev::shop::aws:kms/key:Key::k"] },
      sourcePosition: "project:///infra/index.ts#3,1",
    }),
  ],
};

function resource(
  type: string,
  name: string,
  fields: Partial<Graph["resources"][number]>,
): Graph["resources"][number] {
  return {
    urn: `urn:pulumi:dev::shop::${type}::${name}`,
    type,
    name,
    custom: true,
    inputs: {},
    outputs: {},
    dependencies: [],
    propertyDependencies: {},
    protect: false,
    retainOnDelete: false,
    external: false,
    ignoreChanges: [],
    replaceOnChanges: [],
    additionalSecretOutputs: [],
    aliases: [],
    ...fields,
  };
}

describe("deployment files", () => {
  let folder: string;
  const write = (text: string) => {
    const file = join(folder, "graph.json");
    writeFileSync(file, text);
    return file;
  };
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "graph-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it("give back the graph that was written", () => {
    const file = write(JSON.stringify(toDeployment(graph, new Date(0))));
    assert.deepEqual(readDeployment(file), graph);
  });

  it("leave out what is only still to be deleted, which has the URN of what replaced it", () => {
    const deployment = toDeployment(graph, new Date(0));
    const [, queue] = deployment.deployment.resources;
    const old = { ...queue, delete: true, inputs: {}, outputs: { id: "https://sqs/old" } };
    const resources = [...deployment.deployment.resources, old];
    const file = write(
      JSON.stringify({ ...deployment, deployment: { ...deployment.deployment, resources } }),
    );
    assert.deepEqual(readDeployment(file), graph);
  });

  it("have the engine's fields: the id among the outputs, no name, no empty fields", () => {
    const [, queue] = toDeployment(graph, new Date(0)).deployment.resources;
    assert.equal((queue?.outputs as Record<string, unknown>).id, "https://sqs/orders");
    assert.equal(queue && "name" in queue, false);
    assert.equal(queue && "aliases" in queue, false);
  });

  const refuses = (what: string, text: string, code: string) =>
    it(`refuse ${what}, naming the file and the command that makes a good one`, () => {
      const file = write(text);
      assert.throws(
        () => readDeployment(file),
        (error: unknown) =>
          error instanceof Problem && error.code === code && error.what.includes(file) && error.fix !== "",
      );
    });
  refuses("text that is not JSON", "{", "GH1021");
  refuses("JSON that is something else", '{"resources": []}', "GH1022");
  refuses("another version", '{"version": 2, "deployment": {"resources": []}}', "GH1022");
  refuses("a resource without URN", '{"version": 3, "deployment": {"resources": [{"type": "x"}]}}', "GH1023");

  it("name a file that is not there", () => {
    assert.throws(() => readDeployment(join(folder, "none.json")), /GH1020|does not exist/);
  });

  it("never throw anything but a Problem, whatever the file holds", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        try {
          readDeployment(write(text));
        } catch (error) {
          assert.ok(error instanceof Problem, String(error));
        }
      }),
      { numRuns: 200 },
    );
  });
});
