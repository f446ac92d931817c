import assert from "node:assert/strict";
import type { Graph, GraphResource } from "../../../local/graph";
import { evaluateStage, inputsOf, list, ofType, one, outputsOf, statementsOf } from "../evaluateStage";

const FUNCTION = "aws:lambda/function:Function";
const POLICY = "aws:iam/rolePolicy:RolePolicy";

/** Groups of functions in the VPC. The others call nothing private, and what they call has no free way out of a VPC. */
const inTheVpc = /^(functions|functions-v2|backoffice|catalog)-[a-z]+-function$/;

/** What each function is told besides its stage and what Powertools reads; as its handler requires it. */
const environments: Readonly<Record<string, readonly string[]>> = {
  "backoffice-users": ["TABLE_NAME"],
  "catalog-products": ["TABLE_NAME"],
  "functions-products": ["ALLOWED_ORIGINS", "IDEMPOTENCY_TABLE_NAME", "TABLE_NAME"],
  "functions-users": ["ALLOWED_ORIGINS", "IDEMPOTENCY_TABLE_NAME", "TABLE_NAME"],
  "functions-v2-products": ["ALLOWED_ORIGINS", "IDEMPOTENCY_TABLE_NAME", "TABLE_NAME"],
  "functions-v2-users": ["ALLOWED_ORIGINS", "IDEMPOTENCY_TABLE_NAME", "TABLE_NAME"],
  "live-authorizer": ["ALLOWED_ORIGINS", "CLIENT_IDS", "TOKEN_ISSUER"],
  "live-connection": ["TABLE_NAME"],
  "live-publish": ["AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI", "TABLE_NAME"],
  "live-subscriptions": ["TABLE_NAME"],
  "partner-functions-authorizer": ["KEY_PREFIX", "PARTNERS"],
  "partner-functions-events": ["TABLE_NAME"],
  "partner-functions-fulfilment-charge": ["TABLE_NAME"],
  "partner-functions-fulfilment-refund": ["TABLE_NAME"],
  "partner-functions-fulfilment-release": ["TABLE_NAME"],
  "partner-functions-fulfilment-reserve": ["TABLE_NAME"],
  "partner-functions-fulfilment-ship": ["TABLE_NAME"],
  "partner-functions-orders": ["TABLE_NAME"],
  "partner-functions-quote": [],
  "partner-keys-rotator": ["DISABLED_HOURS", "KEY_PREFIX", "OVERLAP_HOURS", "PARTNERS", "USAGE_PLANS"],
};

/** The tables that a function may reach; the storefront's also reach their own records of the idempotency table. */
const tables: Readonly<Record<string, string>> = {
  "backoffice-users": "tables-users",
  "catalog-products": "tables-products",
  "functions-products": "tables-products",
  "functions-users": "tables-users",
  "functions-v2-products": "tables-products",
  "functions-v2-users": "tables-users",
  "live-connection": "live-connections-table",
  "live-publish": "live-connections-table",
  "live-subscriptions": "live-connections-table",
};

const CHANGES = ["GetItem", "PutItem", "UpdateItem", "DeleteItem"];

/** What the storefront's handlers do with each table: no less, or a call is refused, and no more. */
const calls: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  users: { "tables-users": [...CHANGES, "Scan"], "tables-idempotency": CHANGES },
  products: {
    "tables-products": [...CHANGES, "Scan"],
    "tables-products/index/byCategory": ["Query"],
    "tables-idempotency": CHANGES,
  },
};

const baseName = ({ name }: GraphResource) => name.replace(/-function$/, "");
const isStorefront = (name: string) => name.startsWith("functions-");

describe("functions", () => {
  let graph: Graph;
  let functions: readonly GraphResource[];
  before(async () => {
    graph = await evaluateStage("dev");
    functions = ofType(graph, FUNCTION);
  });

  const policyOf = (lambda: GraphResource) => statementsOf(one(graph, POLICY, `${baseName(lambda)}-policy`));

  it("run on arm64, traced, with an encrypted environment, and a role and a log group of their own", () => {
    for (const lambda of functions.map(inputsOf)) {
      const name = String(lambda.name);
      assert.deepEqual(lambda.architectures, ["arm64"], name);
      assert.deepEqual(lambda.tracingConfig, { mode: "Active" }, name);
      assert.match(String(lambda.kmsKeyArn), /:key\//, name);
      const { logGroup, logFormat } = lambda.loggingConfig as Record<string, string>;
      assert.deepEqual([logGroup, logFormat], [`/aws/lambda/${name}`, "JSON"]);
    }
    const logs = new Set(ofType(graph, "aws:cloudwatch/logGroup:LogGroup").map((log) => inputsOf(log).name));
    assert.deepEqual(
      functions.filter((lambda) => !logs.has(`/aws/lambda/${String(inputsOf(lambda).name)}`)),
      [],
    );
    assert.equal(new Set(functions.map((lambda) => inputsOf(lambda).role)).size, functions.length);
  });

  it("all run on the one runtime of the table, so that patching is one line", () => {
    assert.equal(new Set(functions.map((lambda) => inputsOf(lambda).runtime)).size, 1);
  });

  it("stand in two zones where they read the storefront's tables, and outside of the VPC where they call nothing private", () => {
    const placed = functions.filter((lambda) => inputsOf(lambda).vpcConfig !== undefined);
    assert.deepEqual(
      placed.map(({ name }) => name).sort(),
      functions
        .map(({ name }) => name)
        .filter((name) => inTheVpc.test(name))
        .sort(),
    );
    assert.equal(placed.length, 6);
    for (const lambda of placed) {
      const { subnetIds, securityGroupIds } = inputsOf(lambda).vpcConfig as Record<string, string[]>;
      assert.equal(subnetIds?.length, 2, lambda.name);
      assert.equal(securityGroupIds?.length, 1, lambda.name);
    }
  });

  it("reach DynamoDB and nothing else from the VPC, in a security group for each API", () => {
    const rules = ofType(graph, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule").map(inputsOf);
    for (const rule of rules) {
      assert.match(String(rule.prefixListId), /^pl-/);
      assert.deepEqual([rule.cidrIpv4, rule.cidrIpv6], [undefined, undefined]);
      assert.deepEqual([rule.fromPort, rule.toPort, rule.ipProtocol], [443, 443, "tcp"]);
    }
    const groups = ofType(graph, "aws:ec2/securityGroup:SecurityGroup");
    assert.deepEqual(groups.map(({ name }) => name).sort(), [
      "backoffice-functions-group",
      "catalog-functions-group",
      "functions-group",
      "functions-v2-group",
    ]);
    // A rule inside a group would fight with the rule resources.
    for (const group of groups.map(inputsOf))
      assert.deepEqual([group.ingress, group.egress], [undefined, undefined]);
    assert.deepEqual(
      rules.map(({ securityGroupId }) => securityGroupId).sort(),
      groups.map(({ id }) => id).sort(),
    );
    assert.deepEqual(ofType(graph, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"), []);
  });

  it("read and write their own table only, with actions by name", () => {
    const ofTable = new Map(
      ofType(graph, "aws:dynamodb/table:Table").map((table) => [String(outputsOf(table).arn), table.name]),
    );
    for (const lambda of functions) {
      const name = baseName(lambda);
      const reached = policyOf(lambda)
        .filter(({ Action }) => list(Action).some((action) => action.startsWith("dynamodb:")))
        .flatMap(({ Resource }) => list(Resource))
        // An index is a part of its table.
        .map((arn) => ofTable.get(arn.replace(/\/index\/\w+$/, "")) ?? arn);
      const own = tables[name] ?? (name.startsWith("partner-") ? "partner-data-table" : undefined);
      const needsNone = environments[name]?.includes("TABLE_NAME") !== true;
      const expected = needsNone ? [] : [own, ...(isStorefront(name) ? ["tables-idempotency"] : [])];
      assert.deepEqual([...new Set(reached)].sort(), expected.sort(), name);
    }
  });

  it("of the storefront may make the calls that their handlers make, list by category too, and no others", () => {
    const tableOf = new Map(
      ofType(graph, "aws:dynamodb/table:Table").map((table) => [String(outputsOf(table).arn), table.name]),
    );
    for (const lambda of functions.filter((each) => isStorefront(baseName(each)))) {
      const granted: Record<string, string[]> = {};
      for (const { Action, Resource } of policyOf(lambda)) {
        const actions = list(Action).filter((action) => action.startsWith("dynamodb:"));
        if (actions.length === 0) continue;
        for (const arn of list(Resource)) {
          const [, table = "", index = ""] = /^(.*?table\/[^/]+)(\/index\/\w+)?$/.exec(arn) ?? [];
          granted[`${tableOf.get(table) ?? arn}${index}`] = actions.map((action) => action.slice(9));
        }
      }
      assert.deepEqual(granted, calls[baseName(lambda).replace(/^.*-/, "")], lambda.name);
    }
  });

  it("of partners touch rows of their own kind only", () => {
    for (const lambda of functions.filter(({ name }) => name.startsWith("partner-functions-"))) {
      for (const { Action, Condition } of policyOf(lambda)) {
        if (!list(Action).some((action) => action.startsWith("dynamodb:"))) continue;
        const keys = Condition?.["ForAllValues:StringLike"]?.["dynamodb:LeadingKeys"];
        assert.match(String(list(keys)[0]), /^[a-z]+#\*$/, lambda.name);
        // Calls without a key would pass a condition on all of no values.
        for (const action of list(Action)) assert.doesNotMatch(action, /Scan|Query|Batch/, lambda.name);
      }
    }
  });

  it("touch no idempotency record of another function, of another version of the API neither", () => {
    for (const lambda of functions.filter(({ name }) => isStorefront(name))) {
      const guarded = policyOf(lambda).find(({ Condition }) => Condition?.["ForAllValues:StringLike"]);
      assert.deepEqual(guarded?.Condition, {
        "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [`${String(inputsOf(lambda).name)}#*`] },
      });
      for (const action of list(guarded.Action)) assert.doesNotMatch(action, /Scan|Query|Batch/);
    }
  });

  it("use keys through the service that holds the data, except for their own environment", () => {
    for (const lambda of functions) {
      for (const { Sid, Action, Condition, Resource } of policyOf(lambda)) {
        if (!list(Action).some((action) => action.startsWith("kms:"))) continue;
        if (Sid === "OwnEnvironment") assert.deepEqual(list(Action), ["kms:Decrypt"], lambda.name);
        else assert.ok(Condition?.StringEquals?.["kms:ViaService"], `${lambda.name} ${String(Sid)}`);
        for (const arn of list(Resource)) assert.match(arn, /:key\/[0-9a-f-]+$/, lambda.name);
      }
    }
  });

  it("keep their role until they are gone: network interfaces and last log lines need it", () => {
    for (const lambda of functions) {
      assert.ok(
        lambda.dependencies.some((urn) => urn.endsWith(`::${baseName(lambda)}-policy`)),
        lambda.name,
      );
    }
  });

  it("are told what their handlers require, and no more", () => {
    const told = functions.map((lambda): [string, string[]] => {
      const { variables } = inputsOf(lambda).environment as { variables: Record<string, string> };
      const common = [
        "POWERTOOLS_LOG_LEVEL",
        "POWERTOOLS_METRICS_NAMESPACE",
        "POWERTOOLS_SERVICE_NAME",
        "STAGE",
      ];
      for (const name of common) assert.ok(variables[name], `${lambda.name} ${name}`);
      return [
        baseName(lambda),
        Object.keys(variables)
          .filter((name) => !common.includes(name))
          .sort(),
      ];
    });
    assert.deepEqual(Object.fromEntries(told), environments);
  });

  it("are called by an alias only: whoever may invoke names it", () => {
    const permissions = ofType(graph, "aws:lambda/permission:Permission").map(inputsOf);
    for (const { qualifier, action, sourceArn } of permissions) {
      assert.deepEqual([qualifier, action], ["live", "lambda:InvokeFunction"]);
      assert.ok(sourceArn);
    }
    const aliases = ofType(graph, "aws:lambda/alias:Alias").map(inputsOf);
    assert.equal(aliases.length, functions.length);
    // A version is published with each change; $LATEST would change under those who call it.
    for (const lambda of functions) {
      const { name, publish } = inputsOf(lambda);
      assert.equal(publish, true, lambda.name);
      const alias = aliases.find(({ functionName }) => functionName === name);
      assert.equal(alias?.functionVersion, outputsOf(lambda).version, lambda.name);
    }
  });
});
