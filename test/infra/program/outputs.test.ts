import assert from "node:assert/strict";
import type { Graph } from "../../../local/graph";
import { evaluateStage, inputsOf, ofType, one, outputsOf } from "../evaluateStage";

/** Outputs are an interface: pipelines, other stacks and `getSdk` read them by name. Addresses are in domains.test.ts. */
describe("the stack's outputs", () => {
  let graph: Graph;
  let outputs: Record<string, unknown>;
  before(async () => {
    graph = await evaluateStage("dev");
    outputs = outputsOf(one(graph, "pulumi:pulumi:Stack"));
  });

  const idOf = (type: string, nameEnd: string) => one(graph, type, nameEnd).id;
  const output = (type: string, nameEnd: string, name: string) => outputsOf(one(graph, type, nameEnd))[name];

  it("name every API, the tables, the network, who may sign in, and where alarms go", () => {
    const restApi = (name: string) => idOf("aws:apigateway/restApi:RestApi", name);
    const table = (name: string) => output("aws:dynamodb/table:Table", name, "name");
    const role = (name: string) => output("aws:iam/role:Role", name, "arn");
    const expected = {
      storefrontApiId: restApi("storefront-api"),
      storefrontV2ApiId: restApi("storefront-v2-api"),
      backofficeApiId: restApi("backoffice-api"),
      partnerApiId: restApi("partner-api"),
      catalogApiId: idOf("aws:apigatewayv2/api:Api", "catalog-api"),
      tableNames: {
        users: table("tables-users"),
        products: table("tables-products"),
        idempotency: table("tables-idempotency"),
      },
      vpcId: idOf("aws:ec2/vpc:Vpc", ""),
      userPoolId: idOf("aws:cognito/userPool:UserPool", ""),
      browserClientId: idOf("aws:cognito/userPoolClient:UserPoolClient", "browser"),
      nativeClientId: null,
      machineClientId: idOf("aws:cognito/userPoolClient:UserPoolClient", "machine"),
      machineClientSecret: output("aws:cognito/userPoolClient:UserPoolClient", "machine", "clientSecret"),
      identityPoolId: idOf("aws:cognito/identityPool:IdentityPool", ""),
      operatorRoleArns: { reader: role("operators-reader"), writer: role("operators-writer") },
      alarmTopicArn: output("aws:sns/topic:Topic", "alarm-topic", "arn"),
    };
    for (const [name, value] of Object.entries(expected)) {
      assert.notEqual(value, undefined, name);
      assert.deepEqual(outputs[name], value, name);
    }
  });

  it("have an address for each API without a domain, too", () => {
    const stageUrl = (name: string) => output("aws:apigateway/stage:Stage", name, "invokeUrl");
    assert.equal(outputs.storefrontUrl, stageUrl("storefront-stage"));
    assert.equal(outputs.storefrontV2Url, stageUrl("storefront-v2-stage"));
    assert.equal(outputs.partnerUrl, stageUrl("partner-stage"));
    for (const name of ["backofficeUrl", "catalogUrl", "liveUrl", "signInUrl", "dashboardUrl"])
      assert.match(String(outputs[name]), /^(https|wss):\/\//, name);
  });

  it("say nothing that holds a credential, but for the machine client's secret, which is one", () => {
    const { machineClientSecret, ...others } = one(graph, "pulumi:pulumi:Stack").outputs;
    assert.equal(typeof (machineClientSecret as Record<string, unknown> | undefined), "object");
    const secrets = ofType(graph, "aws:cognito/userPoolClient:UserPoolClient").flatMap((client) => {
      const { clientSecret } = outputsOf(client);
      return inputsOf(client).generateSecret === true ? [String(clientSecret)] : [];
    });
    assert.equal(secrets.length, 1);
    for (const secret of secrets) assert.ok(!JSON.stringify(others).includes(secret));
  });
});
