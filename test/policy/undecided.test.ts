import assert from "node:assert/strict";
import { evaluate } from "../../policy/model/evaluate";
import { FIXTURE_DAY, fixtureStack, ref, stackOf, type FixtureResource } from "../../policy/model/fixture";
import { UNKNOWN, type JsonObject } from "../../policy/model/wire";
import { rules } from "../../policy/rules/index";

const QUEUE = "aws:sqs/queue:Queue";
const KEY = "aws:kms/key:Key";

/** What a rule says of `subject`, with these properties unknown, as at a first preview. */
function verdictOf(id: string, resources: readonly FixtureResource[], unknown: readonly string[] = []) {
  const rule = rules.find((one) => one.id === id);
  assert.ok(rule, id);
  const blind = (props: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(props).map(([key, value]) => [key, unknown.includes(key) ? UNKNOWN : value]),
    );
  const outcomes = evaluate(
    rule,
    fixtureStack(stackOf(...resources), blind),
    rule.options.parse({}),
    FIXTURE_DAY,
  );
  return outcomes.find(({ resource }) => resource.name === "subject")?.verdict;
}

describe("a rule that sees a part only", () => {
  it("says so of each VPC endpoint that it cannot look at", () => {
    const api = (...ids: readonly unknown[]): readonly FixtureResource[] => [
      {
        type: "aws:ec2/vpcEndpoint:VpcEndpoint",
        name: "endpoint",
        props: { vpcEndpointType: "Interface", serviceName: "com.amazonaws.eu-central-1.execute-api" },
      },
      {
        type: "aws:apigateway/restApi:RestApi",
        name: "subject",
        props: { endpointConfiguration: { types: "PRIVATE", vpcEndpointIds: ids } },
      },
    ];
    assert.equal(verdictOf("private-api-vpce-ids", api(ref("endpoint", "id"))), "pass");
    assert.equal(verdictOf("private-api-vpce-ids", api(ref("endpoint", "id"), "vpce-other")), "cannot-tell");
  });

  it("says so of an address that a stage variable begins, where no stage is in sight", () => {
    const props = { type: "HTTP", uri: "${stageVariables.url}" };
    const type = "aws:apigateway/integration:Integration";
    assert.equal(verdictOf("rest-integration-https", [{ type, name: "subject", props }]), "cannot-tell");
  });

  it("takes a queue for a dead-letter queue only where it names the queues that it serves", () => {
    const queue = (redrivePermission: string): readonly FixtureResource[] => [
      { type: QUEUE, name: "subject", props: { redriveAllowPolicy: JSON.stringify({ redrivePermission }) } },
    ];
    assert.equal(verdictOf("sqs-dlq", queue("byQueue")), "not-applicable");
    for (const other of ["allowAll", "denyAll"])
      assert.equal(verdictOf("sqs-dlq", queue(other)), "violation");
  });
});

describe("a value that is not known yet", () => {
  const keyed = (from: string): readonly FixtureResource[] => [
    { type: KEY, name: "key", props: {} },
    { type: "aws:ssm/parameter:Parameter", name: "parameter", props: {} },
    { type: QUEUE, name: "subject", props: { kmsMasterKeyId: ref(from) } },
  ];

  it("is a key's once it is computed from a key, and may be anything if it comes from elsewhere", () => {
    for (const rule of ["sqs-cmk", "sqs-encrypted"]) {
      assert.equal(verdictOf(rule, keyed("key"), ["kmsMasterKeyId"]), "pass");
      assert.equal(verdictOf(rule, keyed("parameter"), ["kmsMasterKeyId"]), "cannot-tell");
    }
  });

  it("is absent still, where it is absent beside what is computed", () => {
    const stage = (accessLogSettings: object): readonly FixtureResource[] => [
      { type: "aws:cloudwatch/logGroup:LogGroup", name: "log", props: {} },
      { type: "aws:apigateway/stage:Stage", name: "subject", props: { accessLogSettings } },
    ];
    assert.equal(verdictOf("rest-stage-access-log", stage({ format: ref("log", "name") })), "violation");
    assert.equal(
      verdictOf("rest-stage-access-log", stage({ format: "{}", destinationArn: ref("log") })),
      "pass",
    );
  });
});
