import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { shortOf, summary } from "../../local/commands/summary";
import type { Graph } from "../../local/graph";
import { DESCRIBES, NOT_EXECUTED, SERVED } from "../../local/server/resourceTypes";
import { unrehearsed } from "../../local/server/unrehearsed";
import { graphResource } from "../graph/graphResource";
import { evaluateStage } from "../infra/evaluateStage";
import { serveGraph } from "./serveGraph";

const local = join(__dirname, "..", "..", "local");
const STAGES = ["dev", "test", "prod"];

/** A graph of one resource for each type. */
const graphOf = (...types: string[]): Graph => ({
  project: "shop",
  stack: "dev",
  mode: "known",
  resources: types.map((type) => graphResource("shop", type, "one")),
});

describe("what is declared and not rehearsed", () => {
  const named = NOT_EXECUTED.flatMap(({ types }) => types);

  it("sorts each type once", () => {
    const all = [...SERVED, ...DESCRIBES, ...named];
    assert.deepEqual(
      all.filter((type, index) => all.indexOf(type) !== index),
      [],
    );
  });

  for (const stage of STAGES) {
    it(`sorts every type that ${stage} declares, and names those that nothing executes`, async () => {
      const graph = await evaluateStage(stage);
      const types = new Set(
        graph.resources
          .filter(({ custom, type }) => custom && !type.startsWith("pulumi:"))
          .map(({ type }) => type),
      );
      assert.ok(types.size > 50);
      assert.deepEqual(
        [...types].filter((type) => ![...SERVED, ...DESCRIBES, ...named].includes(type)),
        [],
      );
      const told = unrehearsed(graph)
        .map(({ message }) => message)
        .join("\n");
      for (const type of types) assert.equal(told.includes(`× ${type}`), named.includes(type), type);
    });
  }

  it("calls served only what a room of the rehearsal reads", () => {
    const source = ["gateway", "backends", "identity", "server"]
      .flatMap((room) =>
        readdirSync(join(local, room), { recursive: true, encoding: "utf8" })
          .filter((file) => file.endsWith(".ts") && !file.endsWith("resourceTypes.ts"))
          .map((file) => readFileSync(join(local, room, file), "utf8")),
      )
      .join("\n");
    // Some readers put the service before a kind: `aws:apigatewayv2/${"route:Route"}`.
    assert.deepEqual(
      SERVED.filter((type) => !source.includes(`${type.split("/").pop()}"`)),
      [],
    );
  });

  it("counts the resources of a group", () => {
    const [only, ...others] = unrehearsed(
      graphOf("aws:route53/record:Record", "aws:route53/record:Record", "aws:route53/zone:Zone"),
    );
    assert.deepEqual(others, []);
    assert.match(only?.message ?? "", /2 × aws:route53\/record:Record, 1 × aws:route53\/zone:Zone/);
    assert.match(only?.short ?? "", /DNS/);
  });

  it("names types that it does not know, too", () => {
    const [only, ...others] = unrehearsed(
      graphOf("aws:ecs/service:Service", "aws:ecs/service:Service", "random:index/randomId:RandomId"),
    );
    assert.deepEqual(others, []);
    assert.equal(only?.short, "2 other types, such as aws:ecs/service:Service");
    assert.match(only?.message ?? "", /2 × aws:ecs\/service:Service, 1 × random:index\/randomId:RandomId/);
  });

  it("says nothing of components and providers", () => {
    const graph = graphOf("pulumi:providers:aws", "gatehouse:api:RestApi");
    const component = graph.resources.map((each) =>
      each.type.startsWith("gatehouse") ? { ...each, custom: false } : each,
    );
    assert.deepEqual(unrehearsed({ ...graph, resources: component }), []);
  });

  it("fits on a line of prod's start-up, each in a few whole words", async () => {
    const served = await serveGraph(await evaluateStage("prod"));
    try {
      const lines = summary(served.rehearsal, served.url);
      assert.ok(lines.length <= 24, `${lines.length} lines`);
      const line = lines.find((each) => each.startsWith("Declared and not rehearsed")) ?? "";
      for (const what of [
        "DNS",
        "certificates",
        "S3",
        "SNS",
        "flow logs",
        "EventBridge",
        "CloudFront",
        "threat protection",
      ])
        assert.ok(line.includes(what), `${what} in ${line}`);
      for (const notice of served.rehearsal.notices()) {
        const short = shortOf(notice);
        assert.ok(line.includes(short), short);
        assert.ok(short.length <= 80 && !short.includes("…"), short);
      }
    } finally {
      await served.close();
    }
  });
});
