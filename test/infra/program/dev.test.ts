import assert from "node:assert/strict";
import type { Graph } from "../../../local/graph";
import { evaluateStage, inputsOf, ofType, one, outputsOf } from "../evaluateStage";

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
      const stages = ofType(graph, "aws:apigateway/stage:Stage");
      assert.deepEqual(stages.map(({ name }) => name).sort(), [
        "backoffice-stage",
        "partner-stage",
        "storefront-stage",
        "storefront-v2-stage",
      ]);
      for (const stage of stages) assert.equal(inputsOf(stage).cacheClusterEnabled, false, stage.name);
      for (const table of ofType(graph, "aws:dynamodb/table:Table")) {
        assert.equal(inputsOf(table).billingMode, "PAY_PER_REQUEST");
      }
    });

    it("has one shard, no load balancer, no VPC link and no distribution", () => {
      const stream = inputsOf(one(graph, "aws:kinesis/stream:Stream"));
      assert.deepEqual([stream.streamModeDetails, stream.shardCount], [{ streamMode: "PROVISIONED" }, 1]);
      for (const type of [
        "aws:lb/",
        "aws:apigateway/vpcLink:",
        "aws:apigatewayv2/vpcLink:",
        "aws:cloudfront/",
      ])
        assert.deepEqual(
          graph.resources.filter((resource) => resource.type.startsWith(type)),
          [],
        );
    });

    it("needs no domain: every API answers at its own address", () => {
      for (const type of ["apigateway", "apigatewayv2"])
        assert.deepEqual(ofType(graph, `aws:${type}/domainName:DomainName`), []);
      for (const type of ["aws:apigateway/restApi:RestApi", "aws:apigatewayv2/api:Api"])
        for (const api of ofType(graph, type)) {
          assert.equal(inputsOf(api).disableExecuteApiEndpoint ?? false, false, api.name);
        }
    });
  });

  describe("network", () => {
    it("closes the default security group, and logs all traffic", () => {
      const { ingress, egress } = inputsOf(one(graph, "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"));
      assert.deepEqual([ingress, egress], [[], []]);
      assert.equal(inputsOf(one(graph, "aws:ec2/flowLog:FlowLog")).trafficType, "ALL");
    });

    it("attaches the endpoint to every subnet's route table", () => {
      const tables = ofType(graph, "aws:ec2/routeTable:RouteTable").map(({ id }) => id);
      const { routeTableIds } = inputsOf(one(graph, "aws:ec2/vpcEndpoint:VpcEndpoint"));
      assert.deepEqual([...(routeTableIds as string[])].sort(), [...tables].sort());
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

    it("names scopes through their API's resource server, so that no client is made before it", () => {
      const servers = new Map(
        ofType(graph, "aws:cognito/resourceServer:ResourceServer").map((server) => [
          String(inputsOf(server).identifier),
          server.urn,
        ]),
      );
      assert.deepEqual([...servers.keys()].sort(), ["catalog", "live", "storefront"]);
      for (const client of ofType(graph, "aws:cognito/userPoolClient:UserPoolClient")) {
        const scopes = (inputsOf(client).allowedOauthScopes as string[]).filter((scope) =>
          scope.includes("/"),
        );
        // Every API that people call, live too: its Origin check and its token are for pages.
        for (const read of ["storefront/products.read", "catalog/products.read", "live/subscribe"])
          assert.ok(scopes.includes(read), `${read} of ${client.name}`);
        for (const scope of scopes) {
          const server = servers.get(scope.split("/")[0] ?? "");
          assert.ok(server && client.propertyDependencies.allowedOauthScopes?.includes(server), scope);
        }
      }
      // Machines may be given any scope that an API knows.
      const machine = inputsOf(one(graph, "aws:cognito/userPoolClient:UserPoolClient", "machine"));
      for (const server of ofType(graph, "aws:cognito/resourceServer:ResourceServer").map(inputsOf))
        for (const { scopeName } of server.scopes as { scopeName: string }[]) {
          const scope = `${String(server.identifier)}/${scopeName}`;
          assert.ok((machine.allowedOauthScopes as string[]).includes(scope), scope);
        }
    });

    it("keeps the machine client's secret a secret in the outputs", () => {
      const stack = one(graph, "pulumi:pulumi:Stack");
      assert.notEqual(typeof stack.outputs.machineClientSecret, "string");
      assert.equal(typeof outputsOf(stack).machineClientSecret, "string");
    });
  });

  describe("protection", () => {
    it("puts a regional web ACL in front of each public stage and the user pool, after they stand", () => {
      const acl = one(graph, "aws:wafv2/webAcl:WebAcl");
      assert.equal(inputsOf(acl).scope, "REGIONAL");
      // Nobody outside of the VPC reaches the back office, and no web ACL can be put on HTTP and WebSocket APIs.
      const guarded = [
        ...["storefront-stage", "storefront-v2-stage", "partner-stage"].map((name) =>
          one(graph, "aws:apigateway/stage:Stage", name),
        ),
        one(graph, "aws:cognito/userPool:UserPool"),
      ];
      const associations = ofType(graph, "aws:wafv2/webAclAssociation:WebAclAssociation");
      assert.deepEqual(
        associations.map((association) => inputsOf(association).resourceArn).sort(),
        guarded.map((resource) => outputsOf(resource).arn).sort(),
      );
      for (const { arn, urn } of guarded.map((resource) => ({
        arn: outputsOf(resource).arn,
        urn: resource.urn,
      }))) {
        const association = associations.find((each) => inputsOf(each).resourceArn === arn);
        assert.ok(association, urn);
        assert.ok(association.propertyDependencies.resourceArn?.includes(urn), urn);
        assert.equal(inputsOf(association).webAclArn, outputsOf(acl).arn);
      }
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
