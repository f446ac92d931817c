import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { type Graph, Problem, readDeployment, secret, toDeployment } from "../../local/graph";
import { graphResource } from "./graphResource";

const graph: Graph = {
  project: "shop",
  stack: "dev",
  mode: "known",
  resources: [
    graphResource("shop", "pulumi:pulumi:Stack", "shop-dev", {
      custom: false,
      outputs: { url: "https://x" },
    }),
    graphResource("shop", "aws:sqs/queue:Queue", "orders", {
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

  const refuses = (what: string, text: string, code: string, says = /./) =>
    it(`refuse ${what}, naming the file and the command that makes a good one`, () => {
      const file = write(text);
      assert.throws(
        () => readDeployment(file),
        (error: unknown) =>
          error instanceof Problem &&
          error.code === code &&
          error.what.includes(file) &&
          says.test(error.what) &&
          error.fix !== "",
      );
    });
  refuses("text that is not JSON", "{", "GH1021");
  refuses("JSON that is something else", '{"resources": []}', "GH1022");
  refuses("another version", '{"version": 2, "deployment": {"resources": []}}', "GH1022");
  refuses("a file that holds nothing", "null", "GH1022", /it has no `version`\.$/);
  refuses("a deployment that is missing", '{"version": 3}', "GH1022", /it has no `deployment`\.$/);
  refuses("a deployment that is a text", '{"version": 3, "deployment": "x"}', "GH1022", /no `deployment`\.$/);
  refuses(
    "resources that are no list",
    '{"version": 3, "deployment": {"resources": {}}}',
    "GH1022",
    /its `deployment\.resources` is no list\.$/,
  );
  refuses("a resource without URN", '{"version": 3, "deployment": {"resources": [{"type": "x"}]}}', "GH1023");

  it("read a stack without resources, whose export has no list of them", () => {
    assert.deepEqual(readDeployment(write('{"version": 3, "deployment": {"manifest": {}}}')).resources, []);
  });

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
