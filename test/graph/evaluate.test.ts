import assert from "node:assert/strict";
import { join, relative } from "node:path";
import { createCloud } from "../../local/cloud";
import {
  type Graph,
  Problems,
  UNKNOWN,
  evaluate,
  isSecret,
  readProject,
  readStackConfig,
  reveal,
} from "../../local/graph";

const programs = join(__dirname, "programs");

async function evaluateProgram(
  name: string,
  mode: Graph["mode"] = "known",
  root = join(programs, name),
): Promise<Graph> {
  const project = readProject(root);
  return evaluate({
    project,
    stack: "dev",
    config: readStackConfig(project, "dev"),
    cloud: createCloud(),
    mode,
  });
}

const find = (graph: Graph, name: string) => {
  const resource = graph.resources.find((candidate) => candidate.name === name);
  assert.ok(resource, `no resource ${name}`);
  return resource;
};

describe("evaluate", () => {
  it("keeps the whole registration: URN, parent, provider, dependencies, options", async () => {
    const graph = await evaluateProgram("small");
    const queue = find(graph, "mailroom-queue");
    const topic = find(graph, "topic");
    assert.equal(
      queue.urn,
      "urn:pulumi:dev::small::small:index:Mailroom$aws:sqs/queue:Queue::mailroom-queue",
    );
    assert.equal(queue.parent, find(graph, "mailroom").urn);
    assert.deepEqual(queue.aliases, [
      "urn:pulumi:dev::small::small:index:Mailroom$aws:sqs/queue:Queue::old-queue",
    ]);
    assert.deepEqual(topic.dependencies, [queue.urn]);
    assert.deepEqual(topic.propertyDependencies, { displayName: [queue.urn] });
    assert.equal(topic.protect, true);
    assert.equal(topic.retainOnDelete, true);
    assert.deepEqual(topic.ignoreChanges, ["tags"]);
    assert.ok(topic.provider?.startsWith(`${find(graph, "elsewhere").urn}::`));
    assert.ok(queue.provider?.includes("pulumi:providers:aws::default"));
  });

  it("takes a folder relative to where it was started", async () => {
    const graph = await evaluateProgram("small", "known", relative(process.cwd(), join(programs, "small")));
    assert.ok(find(graph, "topic"));
  });

  it("asks the cloud in the provider's region and with its default tags", async () => {
    const graph = await evaluateProgram("small");
    assert.match(
      String(find(graph, "mailroom-queue").outputs.arn),
      /^arn:aws:sqs:eu-west-1:\d{12}:mailroom-queue-/,
    );
    const topic = find(graph, "topic");
    assert.match(String(topic.outputs.arn), /:us-east-1:/);
    assert.deepEqual(topic.outputs.tagsAll, { owner: "small" });
  });

  it("resolves outputs into the inputs that are computed from them", async () => {
    const graph = await evaluateProgram("small");
    const { arn } = find(graph, "mailroom-queue").outputs;
    assert.equal(find(graph, "topic").inputs.displayName, `for ${String(arn)}`);
  });

  it("keeps secrets secret, in inputs and in the outputs of the same name", async () => {
    const queue = find(await evaluateProgram("small"), "mailroom-queue");
    assert.ok(isSecret(queue.inputs.kmsMasterKeyId));
    assert.ok(isSecret(queue.outputs.kmsMasterKeyId));
    assert.equal(reveal(queue.inputs.kmsMasterKeyId), "stand-in-for-small-password");
  });

  it("says where each resource is declared", async () => {
    const graph = await evaluateProgram("small");
    assert.match(String(find(graph, "mailroom-queue").sourcePosition), /^project:\/\/\/infra\/index\.ts#8,/);
    assert.match(String(find(graph, "topic").sourcePosition), /^project:\/\/\/infra\/index\.ts#22,/);
  });

  it("is the same from run to run", async () => {
    assert.deepEqual(await evaluateProgram("small"), await evaluateProgram("small"));
  });

  it("leaves outputs of new resources unknown in preview mode", async () => {
    const graph = await evaluateProgram("small", "preview");
    const queue = find(graph, "mailroom-queue");
    assert.equal(queue.id, undefined);
    assert.equal(queue.outputs.arn, undefined);
    assert.equal(find(graph, "topic").inputs.displayName, UNKNOWN);
    assert.deepEqual(find(graph, "topic").propertyDependencies, { displayName: [queue.urn] });
  });

  it("knows which of a remote component's children an output comes from, as the engine does", async () => {
    const graph = await evaluateProgram("network", "preview");
    const { inputs, propertyDependencies } = find(graph, "endpoint");
    assert.equal(inputs.subnetIds, UNKNOWN);
    const urns = (...types: readonly string[]) =>
      graph.resources.filter(({ type }) => types.includes(type)).map(({ urn }) => urn);
    const { subnetIds = [], vpcId = [] } = propertyDependencies;
    assert.deepEqual([...subnetIds].sort(), urns("awsx:ec2:Vpc", "aws:ec2/subnet:Subnet").sort());
    assert.deepEqual([...vpcId].sort(), urns("awsx:ec2:Vpc", "aws:ec2/vpc:Vpc").sort());
  });

  it("stores stack outputs on the stack resource", async () => {
    const graph = await evaluateProgram("small");
    assert.equal(find(graph, "small-dev").outputs.queueUrl, find(graph, "mailroom-queue").outputs.url);
  });

  it("reports every failure of a program at once, each with its place", async () => {
    await assert.rejects(evaluateProgram("broken"), (error: unknown) => {
      assert.ok(error instanceof Problems);
      const texts = error.problems.map((problem) => problem.message);
      assert.ok(
        texts.some(
          (text) => text.includes("two resources have the URN") && text.includes("infra/index.ts:4"),
        ),
      );
      assert.ok(texts.some((text) => text.includes("no name can be made")));
      return true;
    });
  });

  it("outlives a program that ends the process, and says where it does", async () => {
    const { exit } = process;
    await assert.rejects(evaluateProgram("ending"), (error: unknown) => {
      assert.ok(error instanceof Problems);
      assert.deepEqual(
        error.problems.map(({ code, what }) => `${code} ${what}`),
        ["GH1010 infra/index.ts:4:9: the program calls process.exit(3)"],
      );
      return true;
    });
    assert.equal(process.exit, exit);
  });

  it("evaluates again after a failure", async () => {
    await assert.rejects(evaluateProgram("broken"));
    assert.ok((await evaluateProgram("small")).resources.length > 4);
  });
});
