import assert from "node:assert/strict";
import type { Graph, GraphResource } from "../../../local/graph";
import { evaluateStage, inputsOf, list, ofType, one, outputsOf, statementsOf } from "../evaluateStage";

const rolePolicy = (graph: Graph, end: string) =>
  statementsOf(one(graph, "aws:iam/rolePolicy:RolePolicy", end));

interface Integration {
  readonly type: string;
  readonly uri: string;
  readonly credentials?: string;
  readonly passthroughBehavior?: string;
}

const bodyOf = (graph: Graph): unknown =>
  JSON.parse(String(inputsOf(one(graph, "aws:apigateway/restApi:RestApi", "partner-api")).body));

function integrations(graph: Graph): Map<string, Integration> {
  const body = bodyOf(graph) as {
    paths: Record<string, Record<string, { "x-amazon-apigateway-integration": Integration }>>;
  };
  return new Map(
    Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]): [string, Integration] => [
        `${method} ${path}`,
        operation["x-amazon-apigateway-integration"],
      ]),
    ),
  );
}

describe("the partner API", () => {
  let graph: Graph;
  before(async () => {
    graph = await evaluateStage("dev");
  });

  const ofPartner = (type: string, part = "partner"): GraphResource[] =>
    ofType(graph, type).filter(({ name }) => name.startsWith(part));

  describe("integrations", () => {
    it("call their services with one role each, for one action on one ARN, and pass nothing through", () => {
      const direct = [...integrations(graph)].filter(([, { type }]) => type === "aws");
      assert.deepEqual(
        direct.map(([name]) => name),
        ["post /orders", "put /events", "put /events/batch", "post /fulfilments", "post /quotes"],
      );
      assert.equal(new Set(direct.map(([, { credentials }]) => credentials)).size, direct.length);
      for (const [name, { passthroughBehavior, credentials }] of direct) {
        assert.equal(passthroughBehavior, "never", name);
        const role = ofType(graph, "aws:iam/role:Role").find((each) => outputsOf(each).arn === credentials);
        assert.ok(role, name);
        const statements = rolePolicy(graph, role.name.replace(/-role$/, "-policy"));
        const [call, ...others] = statements;
        assert.equal(list(call?.Action).length, 1, name);
        assert.equal(list(call?.Resource).length, 1, name);
        assert.doesNotMatch(String(list(call?.Resource)[0]), /\*/);
        assert.ok(others.every(({ Action }) => list(Action).every((action) => action.startsWith("kms:"))));
      }
    });

    it("have usage plans that are made after the stage and removed before it, as API Gateway demands", () => {
      const stage = ofType(graph, "aws:apigateway/stage:Stage").find(({ name }) => name === "partner-stage");
      const plans = ofType(graph, "aws:apigateway/usagePlan:UsagePlan");
      assert.equal(plans.length, 3);
      for (const { name, propertyDependencies } of plans)
        assert.ok(stage && propertyDependencies.apiStages?.includes(stage.urn), name);
    });

    it("ask for the authorizer and for an API key, in the header", () => {
      const body = bodyOf(graph) as {
        "x-amazon-apigateway-api-key-source"?: string;
        paths: Record<string, Record<string, { security?: Record<string, unknown>[] }>>;
      };
      assert.equal(body["x-amazon-apigateway-api-key-source"], "HEADER");
      for (const methods of Object.values(body.paths))
        for (const { security } of Object.values(methods))
          assert.equal(Object.keys(security?.[0] ?? {}).length, 2);
    });

    it("keep the authorizer's answer for five minutes, for one pair of token and key", () => {
      const { components } = bodyOf(graph) as {
        components: { securitySchemes: Record<string, Record<string, unknown>> };
      };
      const authorizer = Object.values(components.securitySchemes).flatMap(
        (scheme) => (scheme["x-amazon-apigateway-authorizer"] ?? []) as Record<string, unknown>[],
      );
      assert.deepEqual(
        authorizer.map(({ type, identitySource, authorizerResultTtlInSeconds }) => [
          type,
          identitySource,
          authorizerResultTtlInSeconds,
        ]),
        [["request", "method.request.header.Authorization, method.request.header.x-api-key", 300]],
      );
    });
  });

  describe("queue", () => {
    it("hides a message six times as long as its consumer may run, and gives up on it after some tries", () => {
      const queue = inputsOf(one(graph, "aws:sqs/queue:Queue", "partner-orders-queue"));
      const consumer = inputsOf(
        one(graph, "aws:lambda/function:Function", "partner-functions-orders-function"),
      );
      assert.ok(Number(queue.visibilityTimeoutSeconds) >= 6 * Number(consumer.timeout));
      const dlq = one(graph, "aws:sqs/queue:Queue", "partner-orders-dlq");
      const redrive = JSON.parse(String(queue.redrivePolicy)) as Record<string, unknown>;
      assert.deepEqual(redrive, { deadLetterTargetArn: outputsOf(dlq).arn, maxReceiveCount: 5 });
      assert.ok(Number(inputsOf(dlq).messageRetentionSeconds) > Number(queue.messageRetentionSeconds));
    });

    it("is the only one that may use its dead-letter queue", () => {
      const allow = inputsOf(
        one(graph, "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy", "partner-orders-redrive-allow"),
      );
      const { arn } = outputsOf(one(graph, "aws:sqs/queue:Queue", "partner-orders-queue"));
      assert.deepEqual(JSON.parse(String(allow.redriveAllowPolicy)), {
        redrivePermission: "byQueue",
        sourceQueueArns: [arn],
      });
    });

    it("takes nothing without TLS, and no queue keeps plain text", () => {
      const queues = ofType(graph, "aws:sqs/queue:Queue");
      assert.equal(ofType(graph, "aws:sqs/queuePolicy:QueuePolicy").length, queues.length);
      for (const policy of ofType(graph, "aws:sqs/queuePolicy:QueuePolicy")) {
        const [deny] = statementsOf(policy);
        assert.deepEqual(
          [deny?.Effect, deny?.Condition],
          ["Deny", { Bool: { "aws:SecureTransport": "false" } }],
        );
      }
      for (const queue of queues) assert.match(String(inputsOf(queue).kmsMasterKeyId), /:key\//);
    });

    it("comes back message by message, and cannot take all concurrency", () => {
      const mapping = inputsOf(
        one(graph, "aws:lambda/eventSourceMapping:EventSourceMapping", "orders-consumer-mapping"),
      );
      assert.deepEqual(mapping.functionResponseTypes, ["ReportBatchItemFailures"]);
      assert.deepEqual(mapping.scalingConfig, { maximumConcurrency: 5 });
    });
  });

  it("never lets a poison record block its shard", () => {
    const mapping = inputsOf(
      one(graph, "aws:lambda/eventSourceMapping:EventSourceMapping", "events-consumer-mapping"),
    );
    const failures = outputsOf(one(graph, "aws:sqs/queue:Queue", "partner-events-failures-dlq"));
    assert.equal(mapping.bisectBatchOnFunctionError, true);
    assert.equal(mapping.maximumRetryAttempts, 5);
    assert.equal(mapping.maximumRecordAgeInSeconds, 3600);
    assert.deepEqual(mapping.destinationConfig, { onFailure: { destinationArn: failures.arn } });
  });

  describe("workflows", () => {
    it("are logged without their data, traced, and call their own functions only", () => {
      const machines = ofPartner("aws:sfn/stateMachine:StateMachine");
      assert.deepEqual(machines.map((each) => inputsOf(each).type).sort(), ["EXPRESS", "STANDARD"]);
      for (const machine of machines) {
        const { loggingConfiguration, tracingConfiguration, definition } = inputsOf(machine);
        const { level, includeExecutionData } = loggingConfiguration as Record<string, unknown>;
        assert.deepEqual([level, includeExecutionData], ["ALL", false]);
        assert.deepEqual(tracingConfiguration, { enabled: true });
        assert.doesNotMatch(String(definition), /\$\{/);
        const invoke = rolePolicy(graph, machine.name.replace(/-machine$/, "-policy")).find(
          ({ Action }) => Action === "lambda:InvokeFunction",
        );
        for (const arn of list(invoke?.Resource)) {
          assert.match(arn, /:function:gatehouse-dev-partner-[a-z-]+:live$/);
          assert.ok(String(definition).includes(arn), arn);
        }
      }
    });
  });

  describe("keys", () => {
    it("are never in the state: secrets without a value, and no API key among the resources", () => {
      assert.deepEqual(ofType(graph, "aws:apigateway/apiKey:ApiKey"), []);
      const secrets = ofPartner("aws:secretsmanager/secret:Secret", "partner-secrets");
      assert.equal(secrets.length, 1);
      for (const { id } of secrets)
        for (const version of ofType(graph, "aws:secretsmanager/secretVersion:SecretVersion"))
          assert.notEqual(inputsOf(version).secretId, id);
    });

    it("rotate at once and then by the stage's days, through the alias that Secrets Manager may invoke", () => {
      const rotation = one(graph, "aws:secretsmanager/secretRotation:SecretRotation", "acme");
      const { rotationRules, rotateImmediately, rotationLambdaArn } = inputsOf(rotation);
      assert.deepEqual(rotationRules, { automaticallyAfterDays: 30 });
      assert.equal(rotateImmediately, true);
      const alias = one(graph, "aws:lambda/alias:Alias", "partner-keys-rotator-live");
      assert.equal(rotationLambdaArn, outputsOf(alias).arn);
      const permission = inputsOf(one(graph, "aws:lambda/permission:Permission", "partner-keys-invoke-acme"));
      const secret = outputsOf(one(graph, "aws:secretsmanager/secret:Secret", "partner-secrets-acme"));
      assert.deepEqual([permission.qualifier, permission.sourceArn], ["live", secret.arn]);
      assert.ok(rotation.dependencies.some((urn) => urn.endsWith("::partner-keys-invoke-acme")));
    });

    it("are looked after every hour", () => {
      const rule = one(graph, "aws:cloudwatch/eventRule:EventRule", "partner-keys-hourly");
      assert.equal(inputsOf(rule).scheduleExpression, "rate(1 hour)");
      const target = inputsOf(one(graph, "aws:cloudwatch/eventTarget:EventTarget", "hourly-target"));
      assert.deepEqual(JSON.parse(String(target.input)), { sweep: true });
    });

    it("are made, changed and removed by a function that may touch this stage's keys only", () => {
      for (const { Action, Resource, Condition } of rolePolicy(graph, "partner-keys-rotator-policy")) {
        const actions = list(Action);
        if (!actions.some((action) => action.startsWith("apigateway:"))) continue;
        for (const arn of list(Resource)) {
          if (/\/apikeys\/\*$/.test(arn) || arn.includes("/tags/") || actions.includes("apigateway:POST")) {
            const tagged = JSON.stringify(Condition ?? {}).includes('"gatehouse-dev/partner"');
            assert.ok(tagged || /\/usageplans\/[a-z0-9]+\/keys$/.test(arn), arn);
          }
          assert.match(arn, /::\/(apikeys|usageplans|tags)/);
        }
      }
    });

    it("cannot be read by any function but the authorizer and the rotation", () => {
      const readers = ofType(graph, "aws:iam/rolePolicy:RolePolicy").filter((policy) =>
        statementsOf(policy).some(
          ({ Action, Resource }) =>
            list(Action).includes("secretsmanager:GetSecretValue") &&
            list(Resource).some((arn) => arn.includes("/partner/")),
        ),
      );
      assert.deepEqual(readers.map(({ name }) => name).sort(), [
        "partner-functions-authorizer-policy",
        "partner-keys-rotator-policy",
      ]);
    });
  });

  describe("without a domain", () => {
    it("has the stage's web ACL, and the API's own address", () => {
      const associations = ofType(graph, "aws:wafv2/webAclAssociation:WebAclAssociation").map(inputsOf);
      const { arn } = outputsOf(one(graph, "aws:apigateway/stage:Stage", "partner-stage"));
      assert.equal(associations.filter(({ resourceArn }) => resourceArn === arn).length, 1);
      const api = inputsOf(one(graph, "aws:apigateway/restApi:RestApi", "partner-api"));
      assert.equal(api.disableExecuteApiEndpoint, false);
    });
  });
});
