import assert from "node:assert/strict";
import { createCloud } from "../../local/cloud";
import { isUnknown, secret, type Graph, type GraphResource } from "../../local/graph";
import { compareGraphs, deployedIn } from "../../local/plan";
import { graphResource } from "../graph/graphResource";
import { evaluateStage, type Settings } from "../infra/evaluateStage";

const QUEUE = "aws:sqs/queue:Queue";
const graphOf = (...resources: GraphResource[]): Graph => ({
  project: "shop",
  stack: "dev",
  mode: "known",
  resources,
});
const queue = (inputs: Record<string, unknown>, fields: Partial<GraphResource> = {}): GraphResource =>
  graphResource("shop", QUEUE, "orders", { inputs, ...fields });

describe("what stands when a change is previewed", () => {
  const cloud = createCloud();
  const inputs = { name: "orders", delaySeconds: 1, kmsMasterKeyId: secret("alias/orders") };
  const outputs = { ...inputs, arn: "arn:aws:sqs:eu-west-1:123456789012:orders" };
  const deployed = deployedIn(graphOf(queue(inputs, { id: "https://sqs/orders", outputs })), cloud);

  it("is all of a resource that stays as it is", () => {
    assert.deepEqual(deployed(queue(inputs)), { id: "https://sqs/orders", outputs });
  });

  it("is what an update leaves, with what it sets", () => {
    assert.deepEqual(deployed(queue({ ...inputs, delaySeconds: 2 })), {
      id: "https://sqs/orders",
      outputs: { ...outputs, delaySeconds: 2 },
    });
    assert.equal(deployed(queue({ name: "orders" }))?.outputs.delaySeconds, undefined);
    const ignoring = { ignoreChanges: ["delaySeconds"] };
    assert.deepEqual(deployed(queue({ ...inputs, delaySeconds: 2 }, ignoring))?.outputs, outputs);
  });

  it("is nothing of a resource that is replaced, or new", () => {
    assert.equal(deployed(queue({ ...inputs, name: "others" })), undefined);
    assert.equal(
      deployed(queue({ ...inputs, delaySeconds: 2 }, { replaceOnChanges: ["delaySeconds"] })),
      undefined,
    );
    assert.equal(deployed(graphResource("shop", QUEUE, "others", { inputs })), undefined);
  });

  it("is found under the name that a resource had", () => {
    const renamed = graphResource("shop", QUEUE, "sales", { inputs, aliases: [queue({}).urn] });
    assert.deepEqual(deployed(renamed), { id: "https://sqs/orders", outputs });
  });
});

describe("a preview against a stack that is deployed", () => {
  const cloud = createCloud();
  const previewed = async (change?: (settings: Settings) => void): Promise<Graph> =>
    evaluateStage("dev", {
      mode: "preview",
      deployed: deployedIn(await evaluateStage("dev"), cloud),
      ...(change && { change }),
    });
  const told = async (graph: Graph): Promise<readonly string[]> =>
    compareGraphs(await evaluateStage("dev"), graph, cloud).map(({ kind, urn }) => `${kind} ${urn}`);

  it("shows no change where nothing has changed, and all values", async () => {
    const graph = await previewed();
    assert.deepEqual(await told(graph), []);
    const unknown = graph.resources.filter(({ inputs }) => Object.values(inputs).some(isUnknown));
    assert.deepEqual(
      unknown.map(({ urn }) => urn),
      [],
    );
  });

  it("shows the changes that the update makes", async () => {
    const change = (settings: Settings): void => {
      settings.alarms = { ...(settings.alarms as object), emails: ["operations@example.com"] };
    };
    const update = await told(await evaluateStage("dev", { change }));
    assert.ok(update.length > 0);
    assert.deepEqual(await told(await previewed(change)), update);
  });
});
