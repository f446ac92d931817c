import assert from "node:assert/strict";
import { type Graph, type GraphResource, UNKNOWN, secret } from "../../local/graph";
import { compareGraphs, countResources, renderBrief, renderTree } from "../../local/plan";
import { graphResource } from "../graph/graphResource";

const cloud = {
  diff: (_type: string, olds: Record<string, unknown>, news: Record<string, unknown>) => {
    const changed = [...new Set([...Object.keys(olds), ...Object.keys(news)])].filter(
      (key) => JSON.stringify(olds[key]) !== JSON.stringify(news[key]),
    );
    return { changed, replaces: changed.filter((key) => key === "name") };
  },
};

function queue(
  name: string,
  inputs: Record<string, unknown>,
  more: Partial<GraphResource> = {},
): GraphResource {
  return graphResource("shop", "aws:sqs/queue:Queue", name, { id: name, inputs, ...more });
}

const graph = (...resources: GraphResource[]): Graph => ({
  project: "shop",
  stack: "dev",
  mode: "known",
  resources,
});
const kinds = (before: Graph, after: Graph) =>
  compareGraphs(before, after, cloud).map(({ kind, name, properties }) => [
    kind,
    name,
    ...properties.map((p) => p.property),
  ]);

describe("compareGraphs", () => {
  it("sees nothing between equal graphs", () => {
    assert.deepEqual(kinds(graph(queue("a", { name: "x" })), graph(queue("a", { name: "x" }))), []);
  });

  it("tells create, update, replace and delete apart", () => {
    const before = graph(queue("kept", { tags: 1 }), queue("renamed", { name: "x" }), queue("gone", {}));
    const after = graph(queue("kept", { tags: 2 }), queue("renamed", { name: "y" }), queue("new", {}));
    assert.deepEqual(kinds(before, after), [
      ["update", "kept", "tags"],
      ["replace", "renamed", "name"],
      ["create", "new"],
      ["delete", "gone"],
    ]);
  });

  it("follows an alias instead of replacing", () => {
    const before = graph(queue("old", { tags: 1 }));
    const after = graph(queue("new", { tags: 1 }, { aliases: [before.resources[0]?.urn ?? ""] }));
    assert.deepEqual(kinds(before, after), []);
  });

  it("leaves ignored properties alone and honours replaceOnChanges", () => {
    const before = graph(queue("a", { tags: 1, delay: 1 }));
    const after = graph(
      queue("a", { tags: 2, delay: 2 }, { ignoreChanges: ["tags.x"], replaceOnChanges: ["delay"] }),
    );
    assert.deepEqual(kinds(before, after), [["replace", "a", "delay"]]);
  });

  it("compares content by its hash and shows neither secrets nor unknowns", () => {
    const sig = "4dabf18193072939515e22adb298388d";
    const code = (path: string, hash: string) => ({ [sig]: "c44067f5952c0a294b673a41bacd8c17", path, hash });
    assert.deepEqual(
      kinds(graph(queue("a", { c: code("/x", "h") })), graph(queue("a", { c: code("/y", "h") }))),
      [],
    );
    const [change] = compareGraphs(
      graph(queue("a", { key: secret("old") })),
      graph(queue("a", { key: secret("new"), url: UNKNOWN })),
      cloud,
    );
    assert.deepEqual(
      change?.properties.map(({ differences }) => differences),
      [
        [{ path: "", before: "[secret]", after: "[secret]" }],
        [{ path: "", before: "(none)", after: "[unknown]" }],
      ],
    );
  });
});

describe("renderTree", () => {
  it("shows children under their parents, and those whose parent is missing at the top", () => {
    const parent = queue("parent", {});
    const lines = renderTree(
      graph(parent, queue("child", {}, { parent: parent.urn }), queue("orphan", {}, { parent: "urn:gone" })),
    );
    assert.deepEqual(lines, ["aws:sqs:Queue  parent", "└─ aws:sqs:Queue  child", "aws:sqs:Queue  orphan"]);
  });

  it("ends on a graph whose parents form a cycle", () => {
    const [a, b] = [queue("a", {}), queue("b", {})];
    const cyclic = graph({ ...a, parent: b.urn }, { ...b, parent: a.urn });
    assert.equal(countResources(cyclic), 2);
    assert.ok(renderTree(cyclic).length <= 4);
  });
});

describe("renderBrief", () => {
  const brief = (before: Graph, after: Graph) => renderBrief(compareGraphs(before, after, cloud));

  it("names what is alone of its kind and type, and counts what is not", () => {
    const before = graph(queue("kept", { tags: 1 }), queue("renamed", { name: "x" }), queue("gone", {}));
    const after = graph(
      queue("kept", { tags: 2 }),
      queue("renamed", { name: "y" }),
      queue("b", {}),
      queue("c", {}),
    );
    assert.equal(brief(before, after), "~ Queue kept, ± Queue renamed, +2 Queue, - Queue gone");
    assert.equal(brief(after, after), "no resource changes");
  });

  it("stays a line, and says how many changes are left out", () => {
    const many = Array.from({ length: 9 }, (_, number) =>
      queue(`q${number}`, {}, { type: `aws:a/b:T${number % 8}` }),
    );
    assert.equal(brief(graph(), graph(...many)), "+2 T0, + T1 q1, + T2 q2, + T3 q3, + T4 q4, and 3 more");
  });
});
