import assert from "node:assert/strict";
import type { Graph } from "../../../local/graph";
import { evaluateStage, inputsOf, list, ofType, one, outputsOf, statementsOf } from "../evaluateStage";

describe("stage dev", () => {
  let graph: Graph;
  before(async () => {
    graph = await evaluateStage("dev");
  });

  describe("costs next to nothing at rest", () => {
    it("has no NAT gateway, no elastic address and no interface endpoint", () => {
      assert.deepEqual(ofType(graph, "aws:ec2/natGateway:NatGateway"), []);
      assert.deepEqual(ofType(graph, "aws:ec2/eip:Eip"), []);
      for (const endpoint of ofType(graph, "aws:ec2/vpcEndpoint:VpcEndpoint")) {
        assert.equal(inputsOf(endpoint).vpcEndpointType, "Gateway");
      }
    });

    it("has no cache cluster, and tables that are paid per request", () => {
      assert.equal(inputsOf(one(graph, "aws:apigateway/stage:Stage")).cacheClusterEnabled, false);
      for (const table of ofType(graph, "aws:dynamodb/table:Table")) {
        assert.equal(inputsOf(table).billingMode, "PAY_PER_REQUEST");
      }
    });

    it("needs no domain: the API answers at its own address", () => {
      assert.deepEqual(ofType(graph, "aws:apigateway/domainName:DomainName"), []);
      assert.equal(inputsOf(one(graph, "aws:apigateway/restApi:RestApi")).disableExecuteApiEndpoint, false);
    });
  });

  describe("network", () => {
    it("closes the default security group, and logs all traffic", () => {
      const { ingress, egress } = inputsOf(one(graph, "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"));
      assert.deepEqual([ingress, egress], [[], []]);
      assert.equal(inputsOf(one(graph, "aws:ec2/flowLog:FlowLog")).trafficType, "ALL");
    });

    it("lets functions reach DynamoDB and nothing else", () => {
      const rule = inputsOf(one(graph, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"));
      assert.match(String(rule.prefixListId), /^pl-/);
      assert.equal(rule.cidrIpv4, undefined);
      assert.deepEqual([rule.fromPort, rule.toPort, rule.ipProtocol], [443, 443, "tcp"]);
      const group = inputsOf(one(graph, "aws:ec2/securityGroup:SecurityGroup"));
      assert.deepEqual([group.ingress, group.egress], [undefined, undefined]);
    });

    it("attaches the endpoint to every subnet's route table", () => {
      const tables = ofType(graph, "aws:ec2/routeTable:RouteTable").map(({ id }) => id);
      const { routeTableIds } = inputsOf(one(graph, "aws:ec2/vpcEndpoint:VpcEndpoint"));
      assert.deepEqual([...(routeTableIds as string[])].sort(), [...tables].sort());
    });
  });

  describe("functions", () => {
    it("run on arm64 in two zones, traced, with an encrypted environment and a log group of their own", () => {
      const functions = ofType(graph, "aws:lambda/function:Function").map(inputsOf);
      assert.equal(functions.length, 2);
      for (const lambda of functions) {
        assert.deepEqual(lambda.architectures, ["arm64"]);
        assert.deepEqual(lambda.tracingConfig, { mode: "Active" });
        assert.match(String(lambda.kmsKeyArn), /:key\//);
        assert.equal((lambda.vpcConfig as { subnetIds: string[] }).subnetIds.length, 2);
        const { logGroup } = lambda.loggingConfig as { logGroup: string };
        assert.equal(logGroup, `/aws/lambda/${String(lambda.name)}`);
      }
      assert.equal(new Set(functions.map(({ role }) => role)).size, functions.length);
    });

    it("read and write their own table and the idempotency table, with the actions they use", () => {
      const arnOf = (end: string) => String(outputsOf(one(graph, "aws:dynamodb/table:Table", end)).arn);
      for (const [own, other] of [
        ["users", "products"],
        ["products", "users"],
      ] as const) {
        const statements = statementsOf(
          one(graph, "aws:iam/rolePolicy:RolePolicy", `functions-${own}-policy`),
        );
        const reached = statements
          .filter(({ Action }) => list(Action).some((action) => action.startsWith("dynamodb:")))
          .flatMap(({ Resource }) => list(Resource));
        assert.ok(reached.includes(arnOf(own)) && reached.includes(arnOf("idempotency")));
        assert.ok(!reached.some((arn) => arn.startsWith(arnOf(other)) || arn === "*"));
      }
    });

    it("touch no idempotency record of another function", () => {
      const { name } = inputsOf(one(graph, "aws:lambda/function:Function", "functions-users-function"));
      const guarded = statementsOf(
        one(graph, "aws:iam/rolePolicy:RolePolicy", "functions-users-policy"),
      ).find(({ Condition }) => Condition?.["ForAllValues:StringLike"]);
      assert.deepEqual(guarded?.Condition, {
        "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [`${String(name)}#*`] },
      });
      // Calls without a key would pass a condition on all of no values.
      assert.deepEqual(
        list(guarded?.Action).filter((action) => /Scan|Query|Batch/.test(action)),
        [],
      );
    });

    it("keep their role until their network interfaces are gone", () => {
      for (const lambda of ofType(graph, "aws:lambda/function:Function")) {
        const policy = lambda.name.replace(/-function$/, "-policy");
        assert.ok(
          lambda.dependencies.some((urn) => urn.endsWith(`::${policy}`)),
          lambda.name,
        );
      }
    });

    it("are what their contract and TABLES.md say of the environment", () => {
      for (const lambda of ofType(graph, "aws:lambda/function:Function")) {
        const { variables } = inputsOf(lambda).environment as { variables: Record<string, string> };
        assert.deepEqual(Object.keys(variables).sort(), [
          "ALLOWED_ORIGINS",
          "IDEMPOTENCY_TABLE_NAME",
          "POWERTOOLS_LOG_LEVEL",
          "POWERTOOLS_METRICS_NAMESPACE",
          "POWERTOOLS_SERVICE_NAME",
          "STAGE",
          "TABLE_NAME",
        ]);
      }
    });
  });

  describe("API", () => {
    it("replaces what it imports and takes no warning", () => {
      const api = inputsOf(one(graph, "aws:apigateway/restApi:RestApi"));
      assert.equal(api.putRestApiMode, "overwrite");
      assert.equal(api.failOnWarnings, true);
      assert.deepEqual(api.endpointConfiguration, { types: "EDGE" });
      for (const inBody of ["policy", "binaryMediaTypes", "parameters"]) assert.equal(api[inBody], undefined);
    });

    it("never falls back to TLS 1.0 at its own address", () => {
      const api = inputsOf(one(graph, "aws:apigateway/restApi:RestApi"));
      assert.match(String(api.securityPolicy), /^SecurityPolicy_TLS1[23]/);
      assert.equal(api.endpointAccessMode, "STRICT");
    });

    it("is one body: no Method, Resource, Model or Response stands beside it", () => {
      const beside = graph.resources.filter(({ type }) =>
        /^aws:apigateway\/(method|resource|integration|model|response|authorizer)[A-Z:]?/.test(
          type.replace("methodSettings", ""),
        ),
      );
      assert.deepEqual(beside, []);
    });

    it("lets API Gateway invoke the alias, for one operation of this stage at a time", () => {
      const permissions = ofType(graph, "aws:lambda/permission:Permission").map(inputsOf);
      assert.equal(permissions.length, 10);
      for (const { sourceArn, qualifier, principal } of permissions) {
        assert.match(
          String(sourceArn),
          /^arn:aws:execute-api:eu-west-1:\d{12}:\w+\/dev\/[A-Z]+\/(users|products)(\/\*)?$/,
        );
        assert.equal(qualifier, "live");
        assert.equal(principal, "apigateway.amazonaws.com");
      }
    });

    it("has its permissions and its execution log before the stage takes traffic", () => {
      const { dependencies } = one(graph, "aws:apigateway/stage:Stage");
      const needed = [
        ...ofType(graph, "aws:lambda/permission:Permission"),
        one(graph, "aws:cloudwatch/logGroup:LogGroup", "execution-log"),
        one(graph, "aws:apigateway/account:Account"),
      ];
      for (const { urn } of needed) assert.ok(dependencies.includes(urn), urn);
    });

    it("keeps execution logs in the group that API Gateway would make, with an end to them", () => {
      const api = one(graph, "aws:apigateway/restApi:RestApi");
      const log = inputsOf(one(graph, "aws:cloudwatch/logGroup:LogGroup", "execution-log"));
      assert.equal(log.name, `API-Gateway-Execution-Logs_${api.id}/dev`);
      assert.equal(log.retentionInDays, 14);
    });

    it("changes a stage's method settings one after the other", () => {
      const [, ...rest] = ofType(graph, "aws:apigateway/methodSettings:MethodSettings");
      for (const settings of rest) {
        assert.ok(settings.dependencies.some((urn) => urn.includes("methodSettings:MethodSettings::")));
      }
    });

    it("creates deployments before it drops the old ones, and leaves the stage to the Stage", () => {
      const deployment = one(graph, "aws:apigateway/deployment:Deployment");
      assert.notEqual(deployment.deleteBeforeReplace, true);
      assert.equal(inputsOf(deployment).stageName, undefined);
    });
  });

  describe("identity", () => {
    it("gives web pages a code flow without a secret, and machines client credentials with one", () => {
      const browser = inputsOf(one(graph, "aws:cognito/userPoolClient:UserPoolClient", "browser"));
      const machine = inputsOf(one(graph, "aws:cognito/userPoolClient:UserPoolClient", "machine"));
      assert.deepEqual([browser.allowedOauthFlows, browser.generateSecret], [["code"], false]);
      assert.deepEqual([machine.allowedOauthFlows, machine.generateSecret], [["client_credentials"], true]);
      for (const client of [browser, machine]) {
        assert.equal(client.preventUserExistenceErrors, "ENABLED");
        assert.equal(client.enableTokenRevocation, true);
        assert.ok(!(client.explicitAuthFlows as string[]).some((flow) => flow.includes("PASSWORD")));
      }
    });

    it("names scopes through their resource server, so that no client is made before it", () => {
      const server = one(graph, "aws:cognito/resourceServer:ResourceServer");
      for (const client of ofType(graph, "aws:cognito/userPoolClient:UserPoolClient")) {
        assert.ok(client.propertyDependencies.allowedOauthScopes?.includes(server.urn));
        const scopes = inputsOf(client).allowedOauthScopes as string[];
        assert.ok(scopes.includes("storefront/products.read"));
      }
    });

    it("keeps the machine client's secret a secret in the outputs", () => {
      const stack = one(graph, "pulumi:pulumi:Stack");
      assert.notEqual(typeof stack.outputs.machineClientSecret, "string");
      assert.equal(typeof outputsOf(stack).machineClientSecret, "string");
    });
  });

  describe("protection", () => {
    it("puts a regional web ACL in front of the stage and the user pool, after the stage stands", () => {
      assert.equal(inputsOf(one(graph, "aws:wafv2/webAcl:WebAcl")).scope, "REGIONAL");
      const stage = one(graph, "aws:apigateway/stage:Stage");
      const pool = one(graph, "aws:cognito/userPool:UserPool");
      const associations = ofType(graph, "aws:wafv2/webAclAssociation:WebAclAssociation");
      const protects = associations.map((association) => inputsOf(association).resourceArn);
      assert.deepEqual(protects.sort(), [outputsOf(stage).arn, outputsOf(pool).arn].sort());
      assert.ok(
        associations.some(({ propertyDependencies }) =>
          propertyDependencies.resourceArn?.includes(stage.urn),
        ),
      );
    });

    it("logs to a group of the name that WAF wants, without what callers keep secret", () => {
      const logging = inputsOf(one(graph, "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"));
      const group = one(graph, "aws:cloudwatch/logGroup:LogGroup", "waf-log");
      assert.match(String(inputsOf(group).name), /^aws-waf-logs-/);
      assert.deepEqual(logging.logDestinationConfigs, [outputsOf(group).arn]);
      assert.deepEqual(logging.redactedFields, [
        { singleHeader: { name: "authorization" } },
        { singleHeader: { name: "cookie" } },
        { singleHeader: { name: "x-api-key" } },
        { queryString: {} },
      ]);
    });
  });

  describe("operations", () => {
    it("owns the account's log role by a flag, and leaves it behind", async () => {
      const component = ofType(graph, "gatehouse:operations:ApiGatewayLogRole")[0];
      const parts = graph.resources.filter(({ parent }) => parent === component?.urn);
      assert.equal(parts.length, 3);
      assert.ok(parts.every(({ retainOnDelete }) => retainOnDelete));
      const without = await evaluateStage("dev", {
        change: (settings) => {
          delete settings.operations;
        },
      });
      assert.deepEqual(ofType(without, "aws:apigateway/account:Account"), []);
    });
  });
});
