import assert from "node:assert/strict";
import type { Graph } from "../../../local/graph";
import { evaluateStage, inputsOf, list, ofType, one, outputsOf, statementsOf } from "../evaluateStage";

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";

describe("catalog and live", () => {
  let dev: Graph;
  let test: Graph;
  before(async () => {
    dev = await evaluateStage("dev");
    test = await evaluateStage("test");
  });

  const apiOf = (graph: Graph, name: string) => one(graph, "aws:apigatewayv2/api:Api", `${name}-api`);

  it("lets nobody past the catalog's scopes", () => {
    const routes = ofType(test, "aws:apigatewayv2/route:Route")
      .map(inputsOf)
      .filter(({ apiId }) => apiId === apiOf(test, "catalog").id);
    assert.deepEqual(routes.map(({ routeKey }) => routeKey).sort(), [
      "GET /products",
      "GET /products/{id}",
      "GET /stock/{id}",
    ]);
    for (const route of routes) {
      assert.equal(route.authorizationType, "JWT");
      assert.equal((route.authorizationScopes as string[]).length, 1);
    }
  });

  it("takes tokens of the stage's own pool and clients only", () => {
    const { jwtConfiguration } = inputsOf(one(test, "aws:apigatewayv2/authorizer:Authorizer", "tokens"));
    const pool = outputsOf(one(test, "aws:cognito/userPool:UserPool"));
    const clients = ["browser", "machine", "native"].map(
      (end) => one(test, "aws:cognito/userPoolClient:UserPoolClient", end).id,
    );
    assert.deepEqual(jwtConfiguration, {
      issuer: `https://${String(pool.endpoint)}`,
      audiences: clients,
    });
  });

  it("leaves a private operation out where the stage has no backend, and verifies the backend's name where it has", () => {
    const stock = (graph: Graph) =>
      ofType(graph, "aws:apigatewayv2/integration:Integration")
        .map(inputsOf)
        .filter(({ connectionType }) => connectionType === "VPC_LINK");
    assert.deepEqual(stock(dev), []);
    const [integration] = stock(test);
    assert.deepEqual(integration?.tlsConfig, { serverNameToVerify: "stock.corp.example.com" });
    assert.deepEqual(integration?.requestParameters, { "overwrite:path": "/v1/stock/$request.path.id" });
    assert.equal(
      integration?.integrationUri,
      one(test, "aws:lb/listener:Listener", "catalog-stock-listener").id,
    );
  });

  it("has a web ACL of its own scope on a distribution in front of each, in stages that face the internet", () => {
    assert.deepEqual(ofType(dev, DISTRIBUTION), []);
    const acl = one(test, "aws:wafv2/webAcl:WebAcl", "edge-acl-acl");
    assert.equal(inputsOf(acl).scope, "CLOUDFRONT");
    for (const api of ["catalog", "live"]) {
      const { webAclId, origins } = inputsOf(one(test, DISTRIBUTION, `${api}-front-distribution`));
      assert.equal(webAclId, outputsOf(acl).arn);
      const [origin] = origins as {
        domainName: string;
        originPath?: string;
        customHeaders: { name: string }[];
      }[];
      const { host } = new URL(String(outputsOf(apiOf(test, api)).apiEndpoint));
      assert.equal(origin?.domainName, host);
      assert.equal(origin?.originPath, api === "live" ? "/test" : undefined);
      assert.deepEqual(
        origin?.customHeaders.map(({ name }) => name),
        ["x-origin-verify"],
      );
    }
  });

  it("gives the functions the name of the secret, not its value", () => {
    const values = ofType(test, "aws:secretsmanager/secretVersion:SecretVersion").map(
      (version) => inputsOf(version).secretString as string,
    );
    for (const lambda of ofType(test, "aws:lambda/function:Function")) {
      const text = JSON.stringify(inputsOf(lambda).environment ?? {});
      for (const value of values) assert.ok(!value || !text.includes(value), lambda.name);
    }
    const { environment } = inputsOf(one(test, "aws:lambda/function:Function", "live-authorizer-function"));
    assert.equal(
      (environment as { variables: Record<string, string> }).variables.ORIGIN_SECRET_NAME,
      "gatehouse-test-live-origin",
    );
  });

  it("asks at $connect who comes and from which page, and nowhere else", () => {
    const authorizer = one(dev, "aws:apigatewayv2/authorizer:Authorizer", "live-connect");
    assert.deepEqual(inputsOf(authorizer).identitySources, [
      "route.request.header.Origin",
      "route.request.querystring.token",
    ]);
    const routes = ofType(dev, "aws:apigatewayv2/route:Route")
      .map(inputsOf)
      .filter(({ apiId }) => apiId === apiOf(dev, "live").id);
    const guarded = routes.filter(({ authorizationType }) => authorizationType === "CUSTOM");
    assert.deepEqual(
      guarded.map(({ routeKey, authorizerId }) => [routeKey, authorizerId]),
      [["$connect", authorizer.id]],
    );
    assert.deepEqual(
      Object.fromEntries(routes.map(({ routeKey, requestModels }) => [routeKey, requestModels])),
      {
        $connect: undefined,
        $disconnect: undefined,
        $default: { $default: "Message" },
        subscribe: { $default: "Subscribe" },
        publish: { $default: "Publish" },
      },
    );
  });

  it("lets one function write to the connections of this stage", () => {
    const { executionArn } = outputsOf(apiOf(dev, "live"));
    const writers = ofType(dev, "aws:iam/rolePolicy:RolePolicy").flatMap((policy) =>
      statementsOf(policy)
        .filter(({ Action }) => list(Action).includes("execute-api:ManageConnections"))
        .map(({ Resource }) => [policy.name, Resource]),
    );
    assert.deepEqual(writers, [["live-publish-policy", `${String(executionArn)}/dev/POST/@connections/*`]]);
    const { environment } = inputsOf(one(dev, "aws:lambda/function:Function", "live-publish-function"));
    const { variables } = environment as { variables: Record<string, string> };
    const { host } = new URL(String(outputsOf(apiOf(dev, "live")).apiEndpoint));
    assert.equal(variables.AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI, `https://${host}/dev`);
  });

  it("limits every route of both, and more where the contract says so", () => {
    for (const stage of ofType(test, "aws:apigatewayv2/stage:Stage").map(inputsOf)) {
      const all = stage.defaultRouteSettings as Record<string, unknown>;
      assert.deepEqual([all.throttlingRateLimit, all.throttlingBurstLimit], [50, 100]);
      assert.equal(all.detailedMetricsEnabled, true);
      const { destinationArn, format } = stage.accessLogSettings as Record<string, string>;
      assert.match(String(destinationArn), /:log-group:\/aws\/vendedlogs\/gatehouse-test\/api\//);
      assert.doesNotThrow(() => JSON.parse(String(format)));
    }
  });

  it("limits the catalog's route to the private backend as its contract does, and no other route by itself", () => {
    const settings = (api: string) =>
      inputsOf(one(test, "aws:apigatewayv2/stage:Stage", `${api}-stage`)).routeSettings;
    assert.deepEqual(settings("catalog"), [
      {
        routeKey: "GET /stock/{id}",
        throttlingRateLimit: 10,
        throttlingBurstLimit: 20,
        detailedMetricsEnabled: true,
      },
    ]);
    assert.equal(settings("live"), undefined);
  });

  it("promises no route more than its stage has", async () => {
    const tight = await evaluateStage("test", {
      change: (settings) => {
        const catalog = settings.catalog as Record<string, unknown>;
        catalog.throttle = { requestsPerSecond: 5, burst: 8 };
      },
    });
    const { routeSettings } = inputsOf(one(tight, "aws:apigatewayv2/stage:Stage", "catalog-stage"));
    const [stock] = routeSettings as Record<string, unknown>[];
    assert.deepEqual([stock?.throttlingRateLimit, stock?.throttlingBurstLimit], [5, 8]);
  });

  it("has the live API's errors in a log group of ours, which API Gateway would make without an end", () => {
    const stage = one(test, "aws:apigatewayv2/stage:Stage", "live-stage");
    const { loggingLevel, dataTraceEnabled } = inputsOf(stage).defaultRouteSettings as Record<
      string,
      unknown
    >;
    assert.deepEqual([loggingLevel, dataTraceEnabled], ["ERROR", false]);
    const group = one(test, "aws:cloudwatch/logGroup:LogGroup", "live-execution-log");
    assert.equal(inputsOf(group).name, `/aws/apigateway/${String(apiOf(test, "live").id)}/test`);
    // The stage would make the group itself if it came first.
    assert.ok(stage.dependencies.includes(group.urn));
  });

  it("lets the pages of listed origins call the catalog, without cookies", () => {
    const cors = inputsOf(apiOf(test, "catalog")).corsConfiguration as Record<string, unknown>;
    assert.deepEqual(cors.allowOrigins, ["https://shop.test.example.com"]);
    assert.equal(cors.allowCredentials, false);
  });

  it("forgets connections that nobody ended", () => {
    const table = inputsOf(one(test, "aws:dynamodb/table:Table", "live-connections-table"));
    assert.equal((table.ttl as { enabled: boolean } | undefined)?.enabled, true);
  });

  it("has the right to call each function before the routes that call it are served", () => {
    for (const permission of ofType(test, "aws:lambda/permission:Permission")) {
      const [, api, part] = /^(catalog|live)-invoke-(.+)$/.exec(permission.name) ?? [];
      if (!api || !part) continue;
      const waiting =
        api === "live"
          ? one(test, "aws:apigatewayv2/deployment:Deployment", "live-deployment")
          : one(test, "aws:apigatewayv2/route:Route", `catalog-${part}`);
      assert.ok(waiting.dependencies.includes(permission.urn), permission.name);
    }
  });

  it("refuses a distribution where AWS has none, and a secret that no function could read", async () => {
    await assert.rejects(
      evaluateStage("test", { region: "cn-north-1" }),
      /catalog\.cloudFront asks for CloudFront with a web ACL, which cn-north-1 does not have/,
    );
    await assert.rejects(
      evaluateStage("test", {
        change: (settings) => {
          (settings.network as Record<string, unknown>).interfaceEndpoints = ["execute-api"];
        },
      }),
      /catalog\.cloudFront is on, and its functions cannot read the secret/,
    );
  });
});
