import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { taggableTypes } from "../../../infra/stage";
import type { Graph } from "../../../local/graph";
import {
  cloudOf,
  evaluateStage,
  inputsOf,
  list,
  ofType,
  one,
  outputsOf,
  type Settings,
  statementsOf,
} from "../evaluateStage";

const infra = join(__dirname, "../../../infra");
const sdk = join(__dirname, "../../../node_modules/@pulumi/aws");

/**
 * Actions that no resource can be named for (service authorization reference), and who needs them. Nothing else may
 * have the wildcard resource, and nobody else these actions with it.
 */
const withoutResources: Readonly<Record<string, RegExp>> = {
  // Traces: X-Ray has no resource for segments and sampling. Functions, and workflows.
  "xray:PutTraceSegments": /./,
  "xray:PutTelemetryRecords": /./,
  "xray:GetSamplingRules": /^partner-(quote|fulfilment)-policy$/,
  "xray:GetSamplingTargets": /^partner-(quote|fulfilment)-policy$/,
  // Lambda looks at the network before it makes interfaces there: functions in the VPC.
  "ec2:DescribeNetworkInterfaces": /^(functions|functions-v2|backoffice|catalog)-[a-z]+-policy$/,
  "ec2:DescribeSubnets": /^(functions|functions-v2|backoffice|catalog)-[a-z]+-policy$/,
  // A workflow sets up the delivery of its own log (Step Functions, "Logging in CloudWatch Logs").
  ...Object.fromEntries(
    [
      "CreateLogDelivery",
      "GetLogDelivery",
      "UpdateLogDelivery",
      "DeleteLogDelivery",
      "ListLogDeliveries",
      "PutResourcePolicy",
      "DescribeResourcePolicies",
      "DescribeLogGroups",
    ].map((action) => [`logs:${action}`, /^partner-(quote|fulfilment)-policy$/]),
  ),
};

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
            if (!list(Resource).includes("*")) continue;
            assert.ok(withoutResources[action]?.test(policy.name), `${policy.name} ${action}`);
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
        // Lambda says nobody it acts for; the others may act for this account only (the confused deputy).
        if (!principal.includes("lambda.") && principal.includes("Service"))
          assert.match(String(trust?.Condition?.StringEquals?.["aws:SourceAccount"]), /^\d{12}$/, role.name);
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

    it("writes to encrypted log groups with an end, each with a key of its own Region that admits it", () => {
      const admitted = new Map(
        ofType(graph, "aws:kms/key:Key").map((key): [unknown, RegExp[]] => [
          outputsOf(key).arn,
          statementsOf(key)
            .filter(({ Sid }) => Sid === "LogGroupsOfThisStage")
            .flatMap(({ Condition }) => list(Condition?.ArnLike?.["kms:EncryptionContext:aws:logs:arn"]))
            .map((arn) => new RegExp(`^${arn.replaceAll("*", ".*")}$`)),
        ]),
      );
      for (const group of ofType(graph, "aws:cloudwatch/logGroup:LogGroup")) {
        const { kmsKeyId, retentionInDays } = inputsOf(group);
        const arn = String(outputsOf(group).arn);
        const patterns = admitted.get(kmsKeyId) ?? assert.fail(group.name);
        assert.ok(
          patterns.some((pattern) => pattern.test(arn)),
          arn,
        );
        assert.equal(String(kmsKeyId).split(":")[3], arn.split(":")[3], group.name);
        assert.ok(Number(retentionInDays) > 0, group.name);
      }
    });

    it("lets nobody in from everywhere, and has its rules beside the groups", () => {
      for (const rule of ofType(graph, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")) {
        const { cidrIpv4, cidrIpv6 } = inputsOf(rule);
        assert.ok(cidrIpv4 !== "0.0.0.0/0" && cidrIpv6 !== "::/0", rule.name);
      }
      for (const group of ofType(graph, "aws:ec2/securityGroup:SecurityGroup").map(inputsOf))
        assert.deepEqual([group.ingress, group.egress], [undefined, undefined]);
    });

    it("asks its own endpoint or table nothing that another account could answer: each endpoint has a policy", () => {
      for (const endpoint of ofType(graph, "aws:ec2/vpcEndpoint:VpcEndpoint"))
        for (const { Condition } of statementsOf(endpoint))
          assert.match(JSON.stringify(Condition), /"aws:PrincipalAccount":"\d{12}"/, endpoint.name);
    });

    it("has saved queries over the logs that it writes", () => {
      const logs = new Set(
        ofType(graph, "aws:cloudwatch/logGroup:LogGroup").map((log) => inputsOf(log).name),
      );
      const queries = ofType(graph, "aws:cloudwatch/queryDefinition:QueryDefinition").map(inputsOf);
      assert.ok(queries.length >= 5);
      for (const { logGroupNames } of queries)
        for (const name of logGroupNames as string[]) assert.ok(logs.has(name), name);
      const asked = new Set(queries.flatMap(({ logGroupNames }) => logGroupNames as string[]));
      for (const name of logs)
        if (/\/aws\/(lambda|vendedlogs\/[^/]+\/api)\//.test(String(name)))
          assert.ok(asked.has(String(name)), String(name));
    });

    it("has no Output that was written into a text: it would be deployed as words about Outputs", () => {
      for (const resource of graph.resources)
        assert.doesNotMatch(
          JSON.stringify(inputsOf(resource)),
          /Calling \[to(String|JSON)\]|\[object [A-Z]/,
          resource.urn,
        );
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
  it("redeploys an API when its shape changes, and not when anything else does", async () => {
    const hashes = async (change?: (settings: Settings) => void) => {
      const graph = await evaluateStage("dev", { change });
      return new Map(
        ofType(graph, "aws:apigateway/deployment:Deployment").map((deployment) => [
          deployment.name.replace(/-deployment$/, ""),
          JSON.stringify(inputsOf(deployment).triggers),
        ]),
      );
    };
    const before = await hashes();
    const redeployed = async (change: (settings: Settings) => void) => {
      const after = await hashes(change);
      return [...after].flatMap(([api, hash]) => (hash === before.get(api) ? [] : [api])).sort();
    };
    assert.equal(before.size, 4);
    assert.deepEqual(
      await redeployed((settings) => {
        settings.alarms = { latencyMillis: 100 };
        settings.logs = { retentionDays: 30 };
        settings.storefront = { ...(settings.storefront as object), throttle: { requestsPerSecond: 7 } };
      }),
      [],
    );
    assert.deepEqual(
      await redeployed((settings) => {
        settings.storefront = { cors: { allowOrigins: ["https://other.example"] } };
      }),
      ["storefront", "storefront-v2"],
    );
    // A domain closes the addresses of what it stands for; nothing of the back office is public.
    assert.deepEqual(
      await redeployed((settings) => {
        settings.domain = { zoneName: "example.com" };
      }),
      ["partner", "storefront", "storefront-v2"],
    );
  });

  it("holds in other partitions: no ARN of this one is written anywhere", async () => {
    // The platform has parts that other partitions lack, so the stage keeps its Region and the cloud answers as elsewhere.
    const graph = await evaluateStage("dev", { cloud: cloudOf("cn-north-1") });
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
      const placed = ofType(graph, "aws:lambda/function:Function")
        .map((lambda) => inputsOf(lambda).vpcConfig as { subnetIds: string[] } | undefined)
        .filter((vpcConfig) => vpcConfig !== undefined);
      assert.equal(placed.length, 6);
      for (const { subnetIds } of placed) assert.deepEqual([...subnetIds].sort(), [...privateIds].sort());
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
