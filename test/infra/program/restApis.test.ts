import assert from "node:assert/strict";
import type { Graph, GraphResource } from "../../../local/graph";
import { evaluateStage, inputsOf, ofType, one, outputsOf } from "../evaluateStage";

const API = "aws:apigateway/restApi:RestApi";
const STAGE = "aws:apigateway/stage:Stage";
const PERMISSION = "aws:lambda/permission:Permission";

/** Where each REST API is reached. */
const endpoints: Readonly<Record<string, string>> = {
  backoffice: "PRIVATE",
  partner: "REGIONAL",
  storefront: "EDGE",
  "storefront-v2": "EDGE",
};

describe("REST APIs", () => {
  let graph: Graph;
  let apis: ReadonlyMap<string, GraphResource>;
  before(async () => {
    graph = await evaluateStage("dev");
    apis = new Map(ofType(graph, API).map((api) => [api.name.replace(/-api$/, ""), api]));
  });

  const eachApi = (check: (api: string, resource: GraphResource) => void) => {
    assert.deepEqual([...apis.keys()].sort(), Object.keys(endpoints));
    for (const [name, resource] of apis) check(name, resource);
  };
  const of = (api: string, type: string, part: string) => one(graph, type, `${api}-${part}`);
  const stageOf = (api: string) =>
    ofType(graph, STAGE).find(({ name }) => name === `${api}-stage`) ?? assert.fail(api);

  it("replace what they import and take no warning", () => {
    eachApi((name, resource) => {
      const api = inputsOf(resource);
      assert.equal(api.putRestApiMode, "overwrite", name);
      assert.equal(api.failOnWarnings, true, name);
      assert.equal((api.endpointConfiguration as { types: string }).types, endpoints[name], name);
      for (const inBody of ["binaryMediaTypes", "parameters"]) assert.equal(api[inBody], undefined, name);
      // A private API cannot be deployed without a policy; one that anybody may call needs none.
      assert.equal(api.policy !== undefined, name === "backoffice", name);
    });
  });

  it("never fall back to TLS 1.0 at their own address", () => {
    eachApi((name, resource) => {
      const api = inputsOf(resource);
      assert.match(String(api.securityPolicy), /^SecurityPolicy_TLS1[23]/, name);
      assert.equal(api.endpointAccessMode, "STRICT", name);
    });
  });

  it("are one body each: no Method, Resource, Model or Response stands beside it", () => {
    const beside = graph.resources.filter(({ type }) =>
      /^aws:apigateway\/(method|resource|integration|model|response|authorizer)[A-Z:]?/.test(
        type.replace("methodSettings", ""),
      ),
    );
    assert.deepEqual(beside, []);
  });

  it("let API Gateway invoke the alias, for one operation of this stage or one authorizer at a time", () => {
    const permissions = ofType(graph, PERMISSION)
      .map(inputsOf)
      .filter(({ principal }) => principal === "apigateway.amazonaws.com");
    const callers = new Map<string, string[]>();
    for (const { sourceArn, qualifier } of permissions) {
      assert.equal(qualifier, "live");
      const [, id = "", source = ""] =
        /^arn:aws:execute-api:eu-west-1:\d{12}:(\w+)\/(.+)$/.exec(String(sourceArn)) ?? [];
      assert.ok(id, String(sourceArn));
      callers.set(id, [...(callers.get(id) ?? []), source]);
    }
    const expected: Readonly<Record<string, readonly [number, RegExp]>> = {
      backoffice: [3, /^dev\/[A-Z]+\/users(\/\*)?$/],
      // Its operations are called by API Gateway itself, in the roles of the integrations.
      partner: [1, /^authorizers\/\*$/],
      storefront: [10, /^dev\/[A-Z]+\/(users|products)(\/\*)?$/],
      "storefront-v2": [10, /^dev\/[A-Z]+\/(users|products)(\/\*)?$/],
    };
    eachApi((name, { id }) => {
      const [count, pattern] = expected[name] ?? assert.fail(name);
      const sources = callers.get(String(id)) ?? [];
      assert.equal(sources.length, count, name);
      for (const source of sources) assert.match(source, pattern, name);
      assert.equal(new Set(sources).size, count, name);
    });
    for (const [name, pattern] of [
      ["catalog", /^\$default\/GET\/products(\/\*)?$/],
      ["live", /^(dev\/(\$connect|\$disconnect|subscribe|publish)|authorizers\/\w+)$/],
    ] as const) {
      const sources = callers.get(String(one(graph, "aws:apigatewayv2/api:Api", `${name}-api`).id)) ?? [];
      assert.ok(sources.length > 0, name);
      for (const source of sources) assert.match(source, pattern, name);
    }
  });

  it("have their permissions, their roles and their execution log before their stage takes traffic", () => {
    const account = one(graph, "aws:apigateway/account:Account").urn;
    eachApi((name, { id }) => {
      const own = ofType(graph, PERMISSION).filter(({ name: permission }) =>
        permission.startsWith(`${name}-invoke-`),
      );
      const invoked = own.filter((permission) => String(inputsOf(permission).sourceArn).includes(`:${id}/`));
      assert.ok(invoked.length > 0, name);
      const body = String(inputsOf(apis.get(name) ?? assert.fail(name)).body);
      const roles = ofType(graph, "aws:iam/role:Role").filter((role) =>
        body.includes(`"${String(outputsOf(role).arn)}"`),
      );
      assert.equal(roles.length, name === "partner" ? 5 : 0, name);
      const needed = [
        account,
        of(name, "aws:cloudwatch/logGroup:LogGroup", "execution-log").urn,
        ...invoked.map(({ urn }) => urn),
        ...roles.map(
          (role) => of(role.name.replace(/-role$/, ""), "aws:iam/rolePolicy:RolePolicy", "policy").urn,
        ),
      ];
      for (const urn of needed) assert.ok(stageOf(name).dependencies.includes(urn), `${name}: ${urn}`);
    });
  });

  it("keep execution logs in the group that API Gateway would make, with an end to them", () => {
    eachApi((name, { id }) => {
      const log = ofType(graph, "aws:cloudwatch/logGroup:LogGroup").find(
        (group) => group.name === `${name}-execution-log`,
      );
      assert.ok(log, name);
      assert.equal(inputsOf(log).name, `API-Gateway-Execution-Logs_${id}/dev`);
      assert.equal(inputsOf(log).retentionInDays, 14);
    });
  });

  it("log each call as JSON, are traced, and give metrics per method without what callers sent", () => {
    eachApi((name) => {
      const { accessLogSettings, xrayTracingEnabled } = inputsOf(stageOf(name));
      const { destinationArn, format } = accessLogSettings as Record<string, string>;
      assert.match(String(destinationArn), /:log-group:\/aws\/vendedlogs\/gatehouse-dev\/api\//, name);
      assert.ok(String(format).startsWith("{") && String(format).includes("$context.requestId"), name);
      assert.equal(xrayTracingEnabled, true, name);
    });
    for (const resource of ofType(graph, "aws:apigateway/methodSettings:MethodSettings")) {
      const settings = inputsOf(resource).settings as Record<string, unknown>;
      assert.deepEqual(
        [settings.metricsEnabled, settings.dataTraceEnabled, settings.loggingLevel],
        [true, false, "ERROR"],
        resource.name,
      );
    }
  });

  it("change a stage's method settings one after the other: API Gateway refuses two at a time", () => {
    const settings = ofType(graph, "aws:apigateway/methodSettings:MethodSettings");
    eachApi((name, { id }) => {
      const own = settings.filter((each) => inputsOf(each).restApi === id);
      const [first, ...rest] = own;
      assert.equal(first?.name, `${name}-settings-all`);
      for (const [index, each] of rest.entries())
        assert.ok(each.dependencies.includes(own[index]?.urn ?? ""), each.name);
    });
  });

  it("create deployments before they drop the old ones, and leave the stage to the Stage", () => {
    const deployments = ofType(graph, "aws:apigateway/deployment:Deployment");
    assert.equal(deployments.length, apis.size);
    for (const deployment of deployments) {
      assert.notEqual(deployment.deleteBeforeReplace, true, deployment.name);
      assert.equal(inputsOf(deployment).stageName, undefined, deployment.name);
    }
  });

  it("are deployed one after the other: an account has one CreateDeployment in five seconds", () => {
    const deployments = ofType(graph, "aws:apigateway/deployment:Deployment");
    const urns = deployments.map(({ urn }) => urn);
    const after = (urn: string): string[] => {
      const { dependencies } = deployments.find((each) => each.urn === urn) ?? assert.fail(urn);
      return dependencies.filter((each) => urns.includes(each));
    };
    const firsts = urns.filter((urn) => after(urn).length === 0);
    assert.equal(firsts.length, 1, "one begins");
    const before = urns.flatMap(after);
    assert.equal(before.length, urns.length - 1);
    assert.equal(new Set(before).size, before.length, "no two follow the same one");
  });

  it("show HTTP backends a certificate of their own where they have any", () => {
    const shown = ofType(graph, STAGE).filter((stage) => inputsOf(stage).clientCertificateId);
    assert.deepEqual(
      shown.map(({ name }) => name),
      ["partner-stage"],
    );
  });
});
