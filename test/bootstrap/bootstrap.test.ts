import assert from "node:assert/strict";
import type { Graph } from "../../local/graph";
import { runGuard } from "../../policy/guard";
import { inputsOf, list, ofType, outputsOf, statementsOf } from "../infra/evaluateStage";
import { allows } from "./allows";
import { evaluateAccount, statementsOfRole } from "./evaluateAccount";

describe("bootstrap", function () {
  this.timeout(60_000);
  let graph: Graph;
  before(async () => {
    graph = await evaluateAccount();
  });
  const policy = (nameEnd: string) => {
    const [found] = ofType(graph, "aws:iam/policy:Policy").filter(({ name }) => name.endsWith(nameEnd));
    assert.ok(found, nameEnd);
    return statementsOf(found);
  };
  const subjects = (part: string) => {
    const [role] = ofType(graph, "aws:iam/role:Role").filter(({ name }) => name.endsWith(part));
    assert.ok(role);
    const [statement] = statementsOf(role, "assumeRolePolicy");
    return list(statement?.Condition?.StringEquals?.["token.actions.githubusercontent.com:sub"]);
  };

  it("lets in pull requests to preview, and protected environments to deploy, of this repository only", () => {
    assert.deepEqual(subjects("preview"), ["repo:example/gatehouse:pull_request"]);
    assert.deepEqual(
      subjects("deploy"),
      ["dev", "test", "prod"].map((stage) => `repo:example/gatehouse:environment:${stage}`),
    );
  });

  it("gives the preview nothing that changes anything but its lock", () => {
    const allowed = policy("preview-state").flatMap(({ Action, Resource }) =>
      list(Action)
        .filter((action) => !/:(Get|List|Describe|Decrypt|GenerateDataKey|Validate)/.test(action))
        .map((action) => [action, Resource]),
    );
    assert.deepEqual(
      allowed.map(([action]) => action),
      ["s3:PutObject", "s3:DeleteObject"],
    );
    for (const [, resource] of allowed) assert.match(String(resource), /\/\.pulumi\/locks\/\*$/);
  });

  it("gives the drift role nothing that changes anything but its lock", () => {
    assert.deepEqual(subjects("drift"), ["repo:example/gatehouse:environment:drift"]);
    const changing = statementsOfRole(graph, "drift")
      .flatMap(({ Action }) => list(Action))
      .filter(
        (action) => !/:(BatchGet|Decrypt$|Describe|Get|List|Validate|View)|apigateway:GET$/.test(action),
      );
    assert.deepEqual(changing, ["s3:PutObject", "s3:DeleteObject", "kms:GenerateDataKey"]);
  });

  it("lets a deployment make roles with the boundary only, and never loosen it", () => {
    const statements = policy("deploy-roles");
    const making = statements.filter(
      ({ Effect, Action }) => Effect === "Allow" && list(Action).includes("iam:CreateRole"),
    );
    assert.equal(making.length, 1);
    assert.match(String(making[0]?.Condition?.StringEquals?.["iam:PermissionsBoundary"]), /github-boundary$/);
    const denied = statements.filter(({ Effect }) => Effect === "Deny").flatMap(({ Action }) => list(Action));
    for (const action of ["iam:CreatePolicyVersion", "iam:DeleteRolePermissionsBoundary", "iam:PassRole"])
      assert.ok(denied.includes(action), action);
  });

  it("keeps every policy within IAM's limit of 6,144 characters, where names are long too", async () => {
    const long = await evaluateAccount(
      { repository: "acme/api", project: "a".repeat(20) },
      { "aws:region": "ap-southeast-1" },
    );
    for (const policies of [graph, long])
      for (const found of ofType(policies, "aws:iam/policy:Policy")) {
        const size = String(inputsOf(found).policy).replace(/\s/g, "").length;
        assert.ok(size <= 6_144, `${found.name} has ${size}`);
      }
  });

  it("attaches no more than the ten policies that a role may have", () => {
    const attached = ofType(graph, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").map(({ name }) =>
      name.split("-").slice(0, 2).join("-"),
    );
    for (const role of new Set(attached))
      assert.ok(attached.filter((one) => one === role).length <= 10, role);
  });

  it("protects state from deletion and keeps its history", () => {
    const bucket = ofType(graph, "aws:s3/bucket:Bucket")[0];
    assert.equal(bucket?.protect, true);
    assert.equal(ofType(graph, "aws:s3/bucketVersioning:BucketVersioning").length, 1);
  });

  it("lets a deployment change neither the settings of the state's bucket, nor its key and where its alias leads", () => {
    const bucket = "arn:aws:s3:::gatehouse-pulumi-123456789012-eu-west-1";
    const [key] = ofType(graph, "aws:kms/key:Key").map((found) => String(outputsOf(found).arn));
    assert.ok(key);
    const deploy = statementsOfRole(graph, "deploy");
    const calls = ["DeleteBucket", "DeleteBucketPolicy", "PutBucketPolicy", "PutBucketPublicAccessBlock"]
      .concat("PutReplicationConfiguration", "PutEncryptionConfiguration", "PutBucketVersioning")
      .map((name) => ({ action: `s3:${name}`, on: bucket }))
      .concat(
        ["PutKeyPolicy", "ScheduleKeyDeletion", "UpdateAlias", "DeleteAlias"].map((name) => ({
          action: `kms:${name}`,
          on: key,
        })),
      );
    assert.deepEqual(
      calls.filter((call) => allows(deploy, call)),
      [],
    );
  });

  it("passes the guard", () => {
    const { resources } = graph;
    const verdict = runGuard({
      project: "gatehouse-bootstrap",
      stack: "account",
      resources,
      today: "2026-12-01",
    } as Parameters<typeof runGuard>[0]);
    assert.deepEqual(
      verdict.findings.filter(({ level, verdict: kind }) => level === "mandatory" && kind === "violation"),
      [],
    );
  });

  it("makes no second OIDC provider where the account has one", async () => {
    const other = await evaluateAccount({ repository: "acme/api", createOidcProvider: false });
    assert.deepEqual(ofType(other, "aws:iam/openIdConnectProvider:OpenIdConnectProvider"), []);
  });

  it("reports every mistake in its settings", async () => {
    await assert.rejects(evaluateAccount({ repository: "acme", environments: [] }), (error: Error) => {
      assert.match(error.message, /account\.repository/);
      assert.match(error.message, /account\.environments/);
      return true;
    });
  });
});
