import assert from "node:assert/strict";
import type { Graph } from "../../../local/graph";
import { evaluateStage, inputsOf, list, ofType, one, outputsOf, statementsOf } from "../evaluateStage";

const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";

describe("the back office", () => {
  let dev: Graph;
  let test: Graph;
  before(async () => {
    dev = await evaluateStage("dev");
    test = await evaluateStage("test");
  });

  const apiOf = (graph: Graph) => one(graph, "aws:apigateway/restApi:RestApi", "backoffice-api");

  it("is reached through the VPC's own endpoint, and by its VPC where there is none", () => {
    const own = one(test, ENDPOINT, "endpoints-execute-api").id;
    const [deny, allow, ...more] = statementsOf(apiOf(test));
    assert.deepEqual(more, []);
    assert.equal(deny?.Effect, "Deny");
    assert.deepEqual(deny?.Condition, { StringNotEquals: { "aws:SourceVpce": [own] } });
    assert.equal(allow?.Effect, "Allow");
    assert.match(JSON.stringify(allow?.Principal), /^\{"AWS":"arn:aws:iam::\d+:root"\}$/);
    assert.deepEqual(inputsOf(apiOf(test)).endpointConfiguration, {
      types: "PRIVATE",
      vpcEndpointIds: [own],
    });

    const [vpcOnly] = statementsOf(apiOf(dev));
    const vpcId = inputsOf(one(dev, ENDPOINT, "network-dynamodb")).vpcId;
    assert.deepEqual(vpcOnly?.Condition, { StringNotEquals: { "aws:SourceVpc": [vpcId] } });
  });

  it("opens a door for each listed VPC and each listed endpoint of another account, and shares its domain with them", async () => {
    const account = ["1", "2"].map((digit) => digit.repeat(12));
    const graph = await evaluateStage("test", {
      change: (settings) => {
        settings.backoffice = {
          callers: {
            vpcIds: ["vpc-0123456789abcdef0"],
            vpcEndpoints: account.map((accountId, index) => ({
              id: `vpce-0123456789abcdef${index}`,
              accountId,
            })),
          },
        };
      },
    });
    const [deny] = statementsOf(apiOf(graph));
    const keys = deny?.Condition?.StringNotEquals ?? {};
    assert.deepEqual(list(keys["aws:SourceVpce"]).slice(1), [
      "vpce-0123456789abcdef0",
      "vpce-0123456789abcdef1",
    ]);
    assert.deepEqual(keys["aws:SourceVpc"], ["vpc-0123456789abcdef0"]);
    const principals = ofType(graph, "aws:ram/principalAssociation:PrincipalAssociation").map(
      (association) => inputsOf(association).principal,
    );
    assert.deepEqual(principals.sort(), account);
  });

  it("asks for a signature at every method", () => {
    const body = JSON.parse(String(inputsOf(apiOf(test)).body)) as {
      paths: Record<string, Record<string, { security?: Record<string, unknown>[] }>>;
      components: { securitySchemes: Record<string, Record<string, unknown>> };
    };
    for (const [path, item] of Object.entries(body.paths)) {
      for (const [method, { security }] of Object.entries(item)) {
        assert.equal(security?.length, 1, `${method} ${path}`);
        const [scheme = ""] = Object.keys(security?.[0] ?? {});
        assert.equal(body.components.securitySchemes[scheme]?.["x-amazon-apigateway-authtype"], "awsSigv4");
      }
    }
  });

  it("has roles that may call exactly their methods", () => {
    const { executionArn } = outputsOf(apiOf(test));
    const called = (role: string) =>
      list(
        statementsOf(one(test, "aws:iam/rolePolicy:RolePolicy", `operators-${role}-policy`))[0]?.Resource,
      ).map((arn) => arn.replace(String(executionArn), ""));
    const reads = ["/test/GET/users", "/test/GET/users/*", "/test/GET/invoices/*"];
    assert.deepEqual(called("reader"), reads);
    assert.deepEqual(called("writer").sort(), [...reads, "/test/DELETE/users/*"].sort());
    for (const role of ["operators-reader", "operators-writer"]) {
      const trust = statementsOf(one(test, "aws:iam/role:Role", role), "assumeRolePolicy");
      assert.match(JSON.stringify(trust[0]?.Condition), /aws-reserved\/sso\.amazonaws\.com/);
    }
  });

  it("refuses a policy that API Gateway would not take, and unknown endpoints with the one that was meant", async () => {
    const many = Array.from({ length: 400 }, (_, index) => ({
      id: `vpce-${index.toString(16).padStart(17, "0")}`,
      accountId: "1".repeat(12),
    }));
    await assert.rejects(
      evaluateStage("test", {
        change: (settings) => {
          settings.backoffice = { callers: { vpcEndpoints: many } };
        },
      }),
      /resource policy of \d+ characters; API Gateway takes 8192/,
    );
    await assert.rejects(
      evaluateStage("test", {
        change: (settings) => {
          (settings.network as Record<string, unknown>).interfaceEndpoints = ["secretmanager"];
        },
      }),
      /did you mean secretsmanager\?/,
    );
  });

  it("lets 443 in and nothing out at the endpoints, each with a policy for this account", () => {
    const group = one(test, "aws:ec2/securityGroup:SecurityGroup", "endpoints-group");
    const into = ofType(test, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
      .map(inputsOf)
      .filter(({ securityGroupId }) => securityGroupId === group.id);
    assert.ok(into.length > 0);
    for (const rule of into) {
      assert.deepEqual([rule.fromPort, rule.toPort], [443, 443]);
      assert.notEqual(rule.cidrIpv4, "0.0.0.0/0");
    }
    const out = ofType(test, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule").map(inputsOf);
    assert.ok(!out.some(({ securityGroupId }) => securityGroupId === group.id));
    for (const endpoint of ofType(test, ENDPOINT).filter(({ name }) => name.includes("endpoints-"))) {
      assert.equal(inputsOf(endpoint).privateDnsEnabled, true);
      for (const { Condition } of statementsOf(endpoint)) {
        assert.match(JSON.stringify(Condition), /"aws:PrincipalAccount":"\d+"/);
      }
    }
  });

  it("lets its own endpoint call the domain, by the domain's own policy", () => {
    const own = one(test, ENDPOINT, "endpoints-execute-api").id;
    const domain = one(test, "aws:apigateway/domainName:DomainName", "backoffice-domain-name");
    const association = inputsOf(
      one(test, "aws:apigateway/domainNameAccessAssociation:DomainNameAccessAssociation"),
    );
    assert.equal(association.accessAssociationSource, own);
    assert.equal(association.domainNameArn, outputsOf(domain).arn);
    const [deny] = statementsOf(domain);
    assert.deepEqual(
      [deny?.Effect, deny?.Condition],
      ["Deny", { StringNotEquals: { "aws:SourceVpce": [own] } }],
    );
  });

  it("reaches the system on premises through a VPC link and an internal load balancer, by its name", () => {
    const link = one(test, "aws:apigateway/vpcLink:VpcLink", "backoffice-erp-link");
    const balancer = one(test, "aws:lb/loadBalancer:LoadBalancer", "backoffice-erp-balancer");
    assert.equal(inputsOf(link).targetArn, outputsOf(balancer).arn);
    assert.deepEqual([inputsOf(balancer).internal, inputsOf(balancer).loadBalancerType], [true, "network"]);
    // A REST API's link comes over PrivateLink, with addresses that no rule of the group can name: "on" drops it all.
    assert.equal(inputsOf(balancer).enforceSecurityGroupInboundRulesOnPrivateLinkTraffic, "off");
    const body = String(inputsOf(apiOf(test)).body);
    assert.ok(body.includes('"connectionType":"VPC_LINK"') && body.includes(`"connectionId":"${link.id}"`));
    assert.ok(body.includes("https://erp.corp.example.com/"));
    assert.doesNotMatch(String(inputsOf(apiOf(dev)).body), /VPC_LINK/);
  });

  it("offers a PrivateLink service to listed accounts, in front of the endpoint in every zone", async () => {
    const graph = await evaluateStage("test", {
      change: (settings) => {
        (settings.network as Record<string, unknown>).endpointService = {
          allowedAccountIds: ["1".repeat(12)],
        };
      },
    });
    const service = inputsOf(one(graph, "aws:ec2/vpcEndpointService:VpcEndpointService"));
    assert.equal(service.acceptanceRequired, true);
    assert.deepEqual(service.allowedPrincipals, [`arn:aws:iam::${"1".repeat(12)}:root`]);
    const targets = ofType(graph, "aws:lb/targetGroupAttachment:TargetGroupAttachment").filter(({ name }) =>
      name.startsWith("network-service-zone"),
    );
    // Callers come with addresses of their own networks; the service's permissions say who may, not the group.
    const balancer = one(graph, "aws:lb/loadBalancer:LoadBalancer", "network-service-balancer");
    assert.deepEqual(service.networkLoadBalancerArns, [outputsOf(balancer).arn]);
    assert.equal(inputsOf(balancer).enforceSecurityGroupInboundRulesOnPrivateLinkTraffic, "off");
    assert.equal(targets.length, 2);
    assert.equal(new Set(targets.map((target) => inputsOf(target).targetId)).size, 2);
  });
});
