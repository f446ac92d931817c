import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../infra/compute";
import { type PolicyStatement, list, ofType, outputsOf } from "../infra/evaluateStage";
import { allows } from "./allows";
import { boundaryOf, evaluateAccount, statementsOfRole } from "./evaluateAccount";
import { evaluateStages, type Stage, stages } from "./stages";
import { type Call, type Row, see, takes } from "./takes";

const account = "arn:aws:iam::123456789012:role/";

/** What the provider calls for a data source of the program. */
const asked: Readonly<Record<string, readonly Call[]>> = {
  "aws:cloudfront/getCachePolicy:getCachePolicy": cloudFrontPolicy("ListCachePolicies", "GetCachePolicy"),
  "aws:cloudfront/getOriginRequestPolicy:getOriginRequestPolicy": cloudFrontPolicy(
    "ListOriginRequestPolicies",
    "GetOriginRequestPolicy",
  ),
  "aws:cloudfront/getResponseHeadersPolicy:getResponseHeadersPolicy": cloudFrontPolicy(
    "ListResponseHeadersPolicies",
    "GetResponseHeadersPolicy",
  ),
  "aws:ec2/getNetworkInterface:getNetworkInterface": [{ action: "ec2:DescribeNetworkInterfaces", on: "*" }],
  "aws:index/getAvailabilityZones:getAvailabilityZones": [
    { action: "ec2:DescribeAvailabilityZones", on: "*" },
  ],
  // Anybody may ask who they are, and the other two are known without asking.
  "aws:index/getCallerIdentity:getCallerIdentity": [],
  "aws:index/getPartition:getPartition": [],
  "aws:index/getRegion:getRegion": [],
  "aws:route53/getZone:getZone": [
    { action: "route53:ListHostedZones", on: "*" },
    { action: "route53:GetHostedZone", on: "arn:aws:route53:::hostedzone/Z1" },
    { action: "route53:ListTagsForResource", on: "arn:aws:route53:::hostedzone/Z1" },
  ],
  "aws:secretsmanager/getRandomPassword:getRandomPassword": [
    { action: "secretsmanager:GetRandomPassword", on: "*" },
  ],
};

function cloudFrontPolicy(listed: string, got: string): Call[] {
  const kind = got.replace(/^Get/, "").replace(/(?!^)[A-Z]/g, (letter) => `-${letter}`);
  return [
    { action: `cloudfront:${listed}`, on: "*" },
    { action: `cloudfront:${got}`, on: `arn:aws:cloudfront::123456789012:${kind.toLowerCase()}/p` },
  ];
}

describe("the roles of GitHub Actions", function () {
  this.timeout(240_000);
  let evaluated: Stage[];
  let rows: Readonly<Record<string, Row>>;
  let boundary: ReturnType<typeof boundaryOf>;
  const roles: Record<string, PolicyStatement[]> = {};
  const may = (role: string, call: Call) => allows(roles[role] ?? [], call);

  before(async () => {
    const graph = await evaluateAccount();
    for (const part of ["preview", "drift", "deploy"]) roles[part] = statementsOfRole(graph, part);
    boundary = boundaryOf(graph);
    rows = takes(boundary.arn);
    evaluated = await evaluateStages(boundary.arn);
  });

  const stage = (name: string) => evaluated.find((one) => one.name === name) ?? assert.fail(name);
  const resourcesOf = (name: string) =>
    stage(name).graph.resources.filter(({ type }) => type.startsWith("aws:"));

  /** What a role is refused, each action and resource once. */
  function refused(role: string, name: string, kinds: readonly ("read" | "change")[]): string[] {
    const calls = resourcesOf(name).flatMap((resource) => {
      const all = rows[resource.type]?.callsFor(see(resource)) ?? { read: [], change: [] };
      return kinds.flatMap((kind) => all[kind]);
    });
    assert.ok(calls.length > 500, String(calls.length));
    return [
      ...new Set(calls.filter((call) => !may(role, call)).map(({ action, on }) => `${action} on ${on}`)),
    ];
  }

  it("are held to a row for every resource type that infra/ can make", () => {
    const made = readdirSync(join(projectRoot, "infra"), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .flatMap((file) => [
        ...readFileSync(join(projectRoot, "infra", file), "utf8").matchAll(/new aws\.(\w+)\.(\w+)\(/g),
      ])
      .map(([, module = "", kind = ""]) => {
        const token = `${kind.charAt(0).toLowerCase()}${kind.slice(1)}`;
        return `aws:${module}/${token}:${kind}`;
      });
    assert.ok(made.length > 50);
    const evaluatedTypes = evaluated.flatMap(({ name }) => resourcesOf(name).map(({ type }) => type));
    const missing = [...new Set([...made, ...evaluatedTypes])].filter((type) => !(type in rows));
    assert.deepEqual(missing, []);
    assert.deepEqual(
      Object.keys(rows).filter((type) => !evaluatedTypes.includes(type)),
      [],
      "a row that no stage meets is not tested",
    );
  });

  for (const [name] of stages) {
    it(`let a deployment of ${name} make, read, change and delete all that it has`, () => {
      assert.deepEqual(refused("deploy", name, ["read", "change"]), []);
    });

    it(`let the look for drift refresh all that ${name} has`, () => {
      assert.deepEqual(refused("drift", name, ["read"]), []);
    });

    it(`answer every data source of ${name}, and a definition that changed, in each way in`, () => {
      const { dataSources } = stage(name);
      assert.ok(dataSources.size > 0);
      const unknown = [...dataSources].filter((token) => !(token in asked));
      assert.deepEqual(unknown, [], "a data source needs a row in this test");
      const calls = [...dataSources].flatMap((token) => asked[token] ?? []);
      calls.push({ action: "states:ValidateStateMachineDefinition", on: "*" });
      for (const role of Object.keys(roles))
        assert.deepEqual(
          calls.filter((call) => !may(role, call)),
          [],
          role,
        );
    });

    it(`leave every role of ${name} what it may do inside the boundary`, () => {
      const outside = ofType(stage(name).graph, "aws:iam/rolePolicy:RolePolicy").flatMap((policy) => {
        const { Statement } = JSON.parse(String(outputsOf(policy).policy)) as {
          Statement: PolicyStatement[];
        };
        return Statement.filter(({ Effect }) => Effect === "Allow")
          .flatMap(({ Action }) => list(Action))
          .filter((action) => !allows(boundary.statements, { action, on: "*" }))
          .map((action) => `${policy.name}: ${action}`);
      });
      assert.deepEqual(outside, []);
    });
  }

  it("pass no role of their own, and none to another service", () => {
    const passed = (role: string, service: string) =>
      may("deploy", {
        action: "iam:PassRole",
        on: `${account}${role}`,
        context: { "iam:PassedToService": service },
      });
    assert.ok(passed("catalog-products-role-1", "lambda.amazonaws.com"));
    assert.ok(!passed("gatehouse-github-deploy", "lambda.amazonaws.com"));
    assert.ok(!passed("catalog-products-role-1", "ec2.amazonaws.com"));
  });

  it("change no role that has not the boundary, by its trust either", () => {
    const changes = ["CreateRole", "PutRolePolicy", "UpdateAssumeRolePolicy", "DeleteRole"];
    for (const name of changes) {
      const call = { action: `iam:${name}`, on: `${account}Administrator` };
      assert.ok(!may("deploy", call), name);
      const context = { "iam:PermissionsBoundary": boundary.arn };
      assert.ok(may("deploy", { ...call, context }), name);
    }
  });

  it("use keys through services only, and give grants to services only", () => {
    const on = "arn:aws:kms:eu-west-1:123456789012:key/1";
    for (const action of ["kms:Decrypt", "kms:Encrypt", "kms:CreateGrant"])
      assert.ok(!may("deploy", { action, on }), action);
    const forPerson = { "kms:GrantIsForAWSResource": "false" };
    assert.ok(!may("deploy", { action: "kms:CreateGrant", on, context: forPerson }));
    const throughLambda = { "kms:ViaService": "lambda.eu-west-1.amazonaws.com" };
    assert.ok(!may("preview", { action: "kms:Decrypt", on, context: throughLambda }));
  });

  it("read the secrets that a deployment makes, and no partner's; a preview reads none", () => {
    const on = (name: string) => ({
      action: "secretsmanager:GetSecretValue",
      on: `arn:aws:secretsmanager:eu-west-1:123456789012:secret:gatehouse-prod${name}`,
    });
    for (const role of ["deploy", "drift"]) {
      assert.ok(may(role, on("-catalog-origin-AbCdEf")), role);
      assert.ok(!may(role, on("/partner/acme-AbCdEf")), role);
    }
    assert.ok(!may("preview", on("-catalog-origin-AbCdEf")));
    assert.ok(!may("drift", { ...on("-catalog-origin-AbCdEf"), action: "secretsmanager:PutSecretValue" }));
  });

  it("read nothing of what customers store", () => {
    const stored: Call[] = [
      { action: "dynamodb:GetItem", on: "arn:aws:dynamodb:eu-west-1:123456789012:table/tables-users-1" },
      { action: "dynamodb:Scan", on: "arn:aws:dynamodb:eu-west-1:123456789012:table/tables-users-1" },
      { action: "kinesis:GetRecords", on: "arn:aws:kinesis:eu-west-1:123456789012:stream/gatehouse-prod-x" },
      { action: "logs:GetLogEvents", on: "arn:aws:logs:eu-west-1:123456789012:log-group:x:log-stream:y" },
      { action: "logs:StartQuery", on: "arn:aws:logs:eu-west-1:123456789012:log-group:x" },
      { action: "s3:GetObject", on: "arn:aws:s3:::gatehouse-prod-avatars-123456789012-eu-west-1/a.png" },
      { action: "s3:GetObject", on: "arn:aws:s3:::avatars-log-bucket-31937c5/avatars/1" },
      {
        action: "sqs:ReceiveMessage",
        on: "arn:aws:sqs:eu-west-1:123456789012:gatehouse-prod-partner-orders",
      },
    ];
    for (const role of Object.keys(roles))
      for (const call of stored) assert.ok(!may(role, call), `${role}: ${call.action} on ${call.on}`);
  });

  it("list nobody who has signed up", () => {
    const on = "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_a";
    for (const role of Object.keys(roles))
      for (const name of ["ListUsers", "ListUsersInGroup", "AdminGetUser", "AdminCreateUser"])
        assert.ok(!may(role, { action: `cognito-idp:${name}`, on }), `${role}: ${name}`);
  });

  it("make no other service's resources: every service of the deployment has a row", () => {
    const called = new Set(
      evaluated.flatMap(({ name }) =>
        resourcesOf(name).flatMap((resource) => {
          const { read = [], change = [] } = rows[resource.type]?.callsFor(see(resource)) ?? {};
          return [...read, ...change].map(({ action }) => action.split(":")[0]);
        }),
      ),
    );
    const given = new Set(
      (roles.deploy ?? []).flatMap(({ Action }) => list(Action)).map((action) => action.split(":")[0]),
    );
    // Anybody may ask who they are.
    given.delete("sts");
    assert.deepEqual(
      [...given].filter((service) => !called.has(service)),
      [],
    );
  });
});
