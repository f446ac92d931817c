import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { taggableTypes } from "../../../infra/stage";
import type { Graph } from "../../../local/graph";
import { evaluateStage, inputsOf, list, ofType, one, type Settings, statementsOf } from "../evaluateStage";

const infra = join(__dirname, "../../../infra");
const sdk = join(__dirname, "../../../node_modules/@pulumi/aws");

/** Actions that no resource can be named for (service authorization reference). */
const withoutResources = [
  "xray:PutTraceSegments",
  "xray:PutTelemetryRecords",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
];

function takesTags(type: string): boolean {
  const [, path = ""] = /^aws:([^:]+):/.exec(type) ?? [];
  const text = readFileSync(join(sdk, `${path.replace("index/", "")}.d.ts`), "utf8");
  return /Args \{[^]*\n {4}tags\?: /.test(text);
}

for (const stage of ["dev", "test", "prod"]) {
  describe(`stage ${stage}`, () => {
    let graph: Graph;
    before(async () => {
      graph = await evaluateStage(stage);
    });

    it("grants no wildcard action, and the wildcard resource only where AWS knows no other", () => {
      for (const policy of ofType(graph, "aws:iam/rolePolicy:RolePolicy")) {
        for (const { Action, Resource, Effect } of statementsOf(policy)) {
          if (Effect !== "Allow") continue;
          for (const action of list(Action)) {
            assert.doesNotMatch(action, /\*/, policy.name);
            if (list(Resource).includes("*"))
              assert.ok(withoutResources.includes(action), `${policy.name} ${action}`);
          }
        }
      }
    });

    it("has one role for each function and each service, trusted by that service only, and roles for people by condition", () => {
      for (const role of ofType(graph, "aws:iam/role:Role")) {
        const [trust, ...more] = statementsOf(role, "assumeRolePolicy");
        assert.deepEqual(more, []);
        const principal = JSON.stringify(trust?.Principal);
        if (/^\{"(AWS|Federated)":/.test(principal)) assert.ok(trust?.Condition, role.name);
        else assert.match(principal, /^\{"Service":"[a-z-]+\.amazonaws\.com"\}$/);
      }
    });

    it("tags everything that takes tags with project and stage", () => {
      for (const resource of graph.resources) {
        const plugin = graph.resources.find(({ urn }) => urn === resource.parent)?.type.startsWith("awsx:");
        if (!resource.type.startsWith("aws:") || plugin || resource.name.startsWith("network-vpc")) continue;
        assert.equal(taggableTypes.has(resource.type), takesTags(resource.type), resource.type);
        if (!taggableTypes.has(resource.type)) continue;
        const tags = inputsOf(resource).tags as Record<string, string>;
        assert.equal(tags.project, "gatehouse", resource.name);
        assert.equal(tags.stage, stage, resource.name);
        assert.equal(tags["managed-by"], "pulumi", resource.name);
      }
    });

    it("writes to log groups that the platform key admits", () => {
      const statements = statementsOf(one(graph, "aws:kms/key:Key", "platform-key"));
      const logs = statements.find(({ Sid }) => Sid === "LogGroupsOfThisStage");
      const patterns = list(logs?.Condition?.ArnLike?.["kms:EncryptionContext:aws:logs:arn"]).map(
        (arn) => new RegExp(`^${(arn.split(":log-group:")[1] ?? "").replaceAll("*", ".*")}$`),
      );
      for (const group of ofType(graph, "aws:cloudwatch/logGroup:LogGroup")) {
        const name = String(inputsOf(group).name);
        assert.ok(
          patterns.some((pattern) => pattern.test(name)),
          name,
        );
      }
    });

    it("names children after their component", () => {
      for (const resource of graph.resources) {
        const parent = graph.resources.find(({ urn }) => urn === resource.parent);
        if (!parent?.type.startsWith("gatehouse:")) continue;
        assert.ok(resource.name.startsWith(`${parent.name}-`), `${resource.name} in ${parent.name}`);
      }
    });

    it("gives every resource of its own to a component", () => {
      const loose = graph.resources.filter(
        ({ type, parent }) => type.startsWith("aws:") && !parent?.includes("gatehouse:"),
      );
      assert.deepEqual(
        loose.map(({ name }) => name),
        [],
      );
    });
  });
}

describe("the program", () => {
  it("redeploys when the shape of the API changes, and not when anything else does", async () => {
    const hashOf = async (change?: (settings: Settings) => void) => {
      const graph = await evaluateStage("dev", { change });
      return inputsOf(one(graph, "aws:apigateway/deployment:Deployment")).triggers;
    };
    const before = await hashOf();
    const beside = await hashOf((settings) => {
      settings.alarms = { latencyMillis: 100 };
      settings.logs = { retentionDays: 30 };
    });
    assert.deepEqual(beside, before);
    const cors = await hashOf((settings) => {
      settings.storefront = { cors: { allowOrigins: ["https://other.example"] } };
    });
    assert.notDeepEqual(cors, before);
    const domain = await hashOf((settings) => {
      settings.domain = { zoneName: "example.com" };
    });
    assert.notDeepEqual(domain, before);
  });

  it("holds in other partitions: no ARN of this one is written anywhere", async () => {
    const graph = await evaluateStage("dev", { region: "cn-north-1" });
    for (const resource of graph.resources) {
      assert.doesNotMatch(JSON.stringify(inputsOf(resource)), /arn:aws:/, resource.urn);
    }
    assert.match(JSON.stringify(inputsOf(one(graph, "aws:kms/key:Key", "data-key"))), /arn:aws-cn:iam::/);
  });

  it("has no literal ARN or account in its source", () => {
    const files = readdirSync(infra, { recursive: true, encoding: "utf8" });
    for (const file of files.filter((name) => name.endsWith(".ts") && !name.startsWith("contract"))) {
      assert.doesNotMatch(readFileSync(join(infra, file), "utf8"), /arn:aws[:-]|\b\d{12}\b/, file);
    }
  });

  it("previews in full: no resource waits for an Output to be made", async () => {
    const known = await evaluateStage("prod");
    const preview = await evaluateStage("prod", { mode: "preview" });
    assert.deepEqual(
      preview.resources.map(({ urn }) => urn).sort(),
      known.resources.map(({ urn }) => urn).sort(),
    );
  });

  it("has NAT gateways where the stage asks for them, and functions in private subnets then", async () => {
    for (const [natGateways, expected] of [
      ["single", 1],
      ["onePerAz", 2],
    ] as const) {
      const graph = await evaluateStage("dev", {
        change: (settings) => {
          settings.network = { natGateways };
        },
      });
      assert.equal(ofType(graph, "aws:ec2/natGateway:NatGateway").length, expected);
      const privateIds = ofType(graph, "aws:ec2/subnet:Subnet")
        .filter(({ name }) => name.includes("private"))
        .map(({ id }) => id);
      for (const lambda of ofType(graph, "aws:lambda/function:Function")) {
        const { subnetIds } = inputsOf(lambda).vpcConfig as { subnetIds: string[] };
        assert.deepEqual([...subnetIds].sort(), [...privateIds].sort());
      }
    }
  });

  it("reports every mistake in the stage file with its key", async () => {
    await assert.rejects(
      evaluateStage("dev", {
        region: "Ireland",
        change: (settings) => {
          settings.netwrok = {};
          settings.logs = { retentionDays: 15 };
        },
      }),
      (error: Error) =>
        ["aws:region", "network", "gatehouse:stage.logs.retentionDays"].every((part) =>
          error.message.includes(part),
        ),
    );
  });
});
