import assert from "node:assert/strict";
import type { Graph, GraphResource } from "../../../local/graph";
import { evaluateStage, inputsOf, ofType, one, outputsOf, statementsOf } from "../evaluateStage";

const BOUNDARY = `arn:aws:iam::${"1".repeat(12)}:policy/boundary`;

describe("what a stage may ask for", () => {
  let graph: Graph;
  before(async () => {
    graph = await evaluateStage("dev", {
      change: (settings) => {
        const merge = (section: string, more: object) => {
          settings[section] = { ...(settings[section] as object | undefined), ...more };
        };
        merge("domain", { zoneName: "example.com" });
        merge("network", { s3GatewayEndpoint: true });
        merge("storefront", { deprecation: { v1: { since: "2027-01-01", sunset: "2028-01-01" } } });
        merge("partner", { mutualTls: { truststoreFile: "test/infra/domains/authority.pem" } });
        merge("data", { pointInTimeRecovery: true, recoveryDays: 21 });
        merge("alarms", { emails: ["team@example.com"] });
        merge("operations", { ownsInspector: true, monthlyBudgetUsd: 250, permissionsBoundaryArn: BOUNDARY });
      },
    });
  });

  const api = (name: string) => one(graph, "aws:apigateway/restApi:RestApi", `${name}-api`);
  const named = (type: string, name: string): GraphResource =>
    ofType(graph, type).find((resource) => resource.name === name) ?? assert.fail(name);

  it("says on every answer of v1, API Gateway's own too, that it will end and what follows, and on none of v2", () => {
    const lambda = inputsOf(named("aws:lambda/function:Function", "functions-users-function"));
    const { variables } = lambda.environment as { variables: Record<string, string> };
    const headers = JSON.stringify(variables);
    const body = String(inputsOf(api("storefront")).body);
    for (const told of [headers, body]) {
      assert.match(told, /@1798761600/);
      assert.match(told, /Sat, 01 Jan 2028 00:00:00 GMT/);
      assert.match(told, /<https:\/\/api\.example\.com\/v2>; rel=successor-version/);
    }
    assert.doesNotMatch(String(inputsOf(api("storefront-v2")).body), /Sunset/i);
    const next = inputsOf(named("aws:lambda/function:Function", "functions-v2-users-function"));
    assert.doesNotMatch(JSON.stringify(next.environment), /Sunset/i);
  });

  it("asks partners for a client certificate of an authority in a truststore that keeps its versions", () => {
    const domain = inputsOf(named("aws:apigateway/domainName:DomainName", "partner-domain-name"));
    const bucket = one(graph, "aws:s3/bucket:Bucket", "truststore-bucket");
    const object = one(graph, "aws:s3/bucketObjectv2:BucketObjectv2", "truststore-pem");
    assert.deepEqual(domain.mutualTlsAuthentication, {
      truststoreUri: `s3://${String(inputsOf(object).bucket)}/truststore.pem`,
      truststoreVersion: outputsOf(object).versionId,
    });
    assert.equal(domain.securityPolicy, "TLS_1_2");
    assert.equal(inputsOf(object).bucket, bucket.id);
    const versioning = one(graph, "aws:s3/bucketVersioning:BucketVersioning", "truststore-versions");
    assert.deepEqual(inputsOf(versioning).versioningConfiguration, { status: "Enabled" });
    assert.ok(object.dependencies.includes(versioning.urn));
    // The other address would ask nobody for a certificate.
    assert.equal(inputsOf(api("partner")).disableExecuteApiEndpoint, true);
  });

  it("gives HTTP and WebSocket APIs a host name of the Region, on IPv4 and IPv6", () => {
    for (const name of ["catalog", "live"]) {
      const domain = inputsOf(named("aws:apigatewayv2/domainName:DomainName", `${name}-domain-name`));
      assert.equal(domain.domainName, `${name}.example.com`);
      const shape = domain.domainNameConfiguration as Record<string, string>;
      assert.deepEqual(
        [shape.endpointType, shape.ipAddressType, shape.securityPolicy],
        ["REGIONAL", "dualstack", "TLS_1_2"],
      );
      const records = ofType(graph, "aws:route53/record:Record")
        .map(inputsOf)
        .filter((record) => record.name === `${name}.example.com`);
      assert.deepEqual(records.map(({ type }) => type).sort(), ["A", "AAAA"]);
      const mapping = inputsOf(
        one(graph, "aws:apigatewayv2/apiMapping:ApiMapping", `${name}-domain-mapping`),
      );
      assert.equal(mapping.apiId, one(graph, "aws:apigatewayv2/api:Api", `${name}-api`).id);
    }
  });

  it("has a gateway endpoint for S3 that lets no data out to another account", () => {
    const endpoint = one(graph, "aws:ec2/vpcEndpoint:VpcEndpoint", "network-s3");
    assert.equal(inputsOf(endpoint).vpcEndpointType, "Gateway");
    const [allow, ...more] = statementsOf(endpoint);
    assert.deepEqual(more, []);
    const equal = allow?.Condition?.StringEquals ?? {};
    assert.match(String(equal["aws:ResourceAccount"]), /^\d{12}$/);
    assert.equal(equal["aws:PrincipalAccount"], equal["aws:ResourceAccount"]);
  });

  it("recovers every table to any second of the days that it names", () => {
    for (const table of ofType(graph, "aws:dynamodb/table:Table"))
      assert.deepEqual(
        inputsOf(table).pointInTimeRecovery,
        { enabled: true, recoveryPeriodInDays: 21 },
        table.name,
      );
  });

  it("scans the packages and the code of functions, for the account, and leaves that on", () => {
    const scan = one(graph, "aws:inspector2/enabler:Enabler");
    assert.deepEqual(inputsOf(scan).resourceTypes, ["LAMBDA", "LAMBDA_CODE"]);
    assert.equal(scan.retainOnDelete, true);
  });

  it("tells somebody before and when the month costs too much", () => {
    const budget = inputsOf(one(graph, "aws:budgets/budget:Budget"));
    assert.deepEqual([budget.limitAmount, budget.timeUnit], ["250", "MONTHLY"]);
    assert.deepEqual(budget.costFilters, [{ name: "TagKeyValue", values: ["user:stage$dev"] }]);
    const notices = budget.notifications as {
      notificationType: string;
      subscriberEmailAddresses: string[];
    }[];
    assert.deepEqual(notices.map(({ notificationType }) => notificationType).sort(), [
      "ACTUAL",
      "FORECASTED",
    ]);
    for (const notice of notices) assert.deepEqual(notice.subscriberEmailAddresses, ["team@example.com"]);
  });

  it("bounds every role", () => {
    for (const role of ofType(graph, "aws:iam/role:Role"))
      assert.equal(inputsOf(role).permissionsBoundary, BOUNDARY, role.name);
  });

  it("has none of these unasked", async () => {
    const plain = await evaluateStage("dev");
    for (const type of [
      "inspector2/enabler:Enabler",
      "budgets/budget:Budget",
      "s3/bucketObjectv2:BucketObjectv2",
    ])
      assert.deepEqual(ofType(plain, `aws:${type}`), []);
    const bodies = ofType(plain, "aws:apigateway/restApi:RestApi").map((each) => String(inputsOf(each).body));
    for (const body of bodies) assert.doesNotMatch(body, /Sunset/i);
    for (const role of ofType(plain, "aws:iam/role:Role"))
      assert.equal(inputsOf(role).permissionsBoundary, undefined, role.name);
  });
});
