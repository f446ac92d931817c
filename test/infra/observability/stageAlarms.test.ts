import assert from "node:assert/strict";
import type { Graph, GraphResource } from "../../../local/graph";
import { evaluateStage, inputsOf, ofType, one, outputsOf } from "../evaluateStage";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

/** The dimensions that each namespace has for what is watched here; APIs of two generations differ. */
const dimensions: Readonly<Record<string, readonly string[]>> = {
  "AWS/ApiGateway": ["ApiName,Stage", "ApiId,Stage"],
  "AWS/CertificateManager": ["CertificateArn"],
  "AWS/Cognito": ["UserPool,UserPoolClient"],
  "AWS/DynamoDB": ["TableName"],
  "AWS/Kinesis": ["StreamName"],
  "AWS/Lambda": ["FunctionName"],
  "AWS/Route53": ["HealthCheckId"],
  "AWS/SQS": ["QueueName"],
  "AWS/States": ["StateMachineArn"],
  "AWS/WAFV2": ["Region,Rule,WebACL", "Rule,WebACL"],
};

/** Resources that alarms watch → the dimension, the output in it, and the metrics that each of them needs. */
const watched: readonly (readonly [string, string, string, readonly string[]])[] = [
  ["aws:apigateway/restApi:RestApi", "ApiName", "name", ["4XXError", "5XXError", "Latency", "Count"]],
  ["aws:lambda/function:Function", "FunctionName", "name", ["Errors", "Throttles", "Duration"]],
  ["aws:dynamodb/table:Table", "TableName", "name", ["ReadThrottleEvents", "WriteThrottleEvents"]],
  ["aws:kinesis/stream:Stream", "StreamName", "name", ["WriteProvisionedThroughputExceeded"]],
  ["aws:sfn/stateMachine:StateMachine", "StateMachineArn", "arn", ["ExecutionsFailed", "ExecutionsTimedOut"]],
  ["aws:acm/certificate:Certificate", "CertificateArn", "arn", ["DaysToExpiry"]],
  ["aws:route53/healthCheck:HealthCheck", "HealthCheckId", "id", ["HealthCheckStatus"]],
  ["aws:cognito/userPoolClient:UserPoolClient", "UserPoolClient", "id", ["SignInThrottles"]],
];

describe("the alarms of stage prod", () => {
  let graph: Graph;
  let withPages: Graph;
  before(async () => {
    graph = await evaluateStage("prod");
    withPages = await evaluateStage("prod", {
      change: (settings) => {
        settings.alarms = { ...(settings.alarms as object), pageEmails: ["a@b.example"] };
      },
    });
  });

  const alarms = () => ofType(graph, ALARM);
  const metricsOf = (dimension: string, value: unknown) =>
    alarms()
      .map(inputsOf)
      .filter((alarm) => (alarm.dimensions as Record<string, unknown> | undefined)?.[dimension] === value)
      .map(({ metricName }) => metricName);
  const providerRegion = ({ provider }: GraphResource) => {
    const found = graph.resources.find(({ urn }) => provider?.startsWith(`${urn}::`));
    return found && inputsOf(found).region;
  };

  it("watch every API, function, table, stream, workflow, certificate and client", () => {
    for (const [type, dimension, output, metrics] of watched) {
      const resources = ofType(graph, type);
      assert.ok(resources.length > 0, type);
      for (const resource of resources) {
        const found = metricsOf(dimension, output === "id" ? resource.id : outputsOf(resource)[output]);
        for (const metric of metrics) assert.ok(found.includes(metric), `${resource.name} ${metric}`);
      }
    }
    for (const api of ofType(graph, "aws:apigatewayv2/api:Api"))
      assert.ok(metricsOf("ApiId", api.id).length >= 3, api.name);
  });

  it("watch how old messages are, and every queue that should be empty", () => {
    for (const queue of ofType(graph, "aws:sqs/queue:Queue")) {
      const isDeadLetter = queue.name.endsWith("-dlq");
      assert.deepEqual(
        metricsOf("QueueName", outputsOf(queue).name),
        [isDeadLetter ? "ApproximateNumberOfMessagesVisible" : "ApproximateAgeOfOldestMessage"],
        queue.name,
      );
    }
    const consumer = one(graph, "aws:lambda/function:Function", "partner-functions-events-function");
    assert.ok(metricsOf("FunctionName", outputsOf(consumer).name).includes("IteratorAge"));
  });

  it("stand in the Region of what they watch, and tell somebody there", () => {
    const topics = new Map(
      ["alarm-topic", "edge-alarm-topic"].map((name): [unknown, string] => {
        const topic = ofType(graph, "aws:sns/topic:Topic").find((each) => each.name === name);
        return [topic && outputsOf(topic).arn, name];
      }),
    );
    assert.equal(topics.size, 2);
    for (const alarm of alarms()) {
      const { alarmActions, okActions, actionsEnabled, dimensions: picked } = inputsOf(alarm);
      const { CertificateArn: arn, HealthCheckId: check } = (picked ?? {}) as Record<string, string>;
      const atTheEdge = check !== undefined || alarm.name.startsWith("edge-");
      const region = arn?.split(":")[3] ?? (atTheEdge ? "us-east-1" : "eu-west-1");
      assert.equal(providerRegion(alarm), region, alarm.name);
      assert.deepEqual(okActions, alarmActions);
      assert.equal(actionsEnabled, true);
      const [action, ...others] = alarmActions as string[];
      assert.deepEqual(others, []);
      assert.ok(action && topics.has(action), alarm.name);
      assert.equal(action.split(":")[3], region, alarm.name);
    }
    for (const subscription of ofType(graph, "aws:sns/topicSubscription:TopicSubscription")) {
      const { endpoint, topic } = inputsOf(subscription);
      assert.equal(endpoint, "on-call@example.com");
      topics.delete(topic);
    }
    assert.deepEqual([...topics.values()], []);
  });

  it("name metrics with dimensions that CloudWatch has, and the runbook that helps", () => {
    for (const alarm of alarms()) {
      const { namespace, dimensions: picked, alarmDescription, metricQueries } = inputsOf(alarm);
      const metrics = metricQueries
        ? (metricQueries as { metric?: { namespace: string; dimensions: object } }[]).flatMap(
            ({ metric }) => metric ?? [],
          )
        : [{ namespace: String(namespace), dimensions: picked as object }];
      assert.ok(metrics.length > 0);
      for (const metric of metrics) {
        const names = Object.keys(metric.dimensions).sort().join();
        assert.ok(dimensions[metric.namespace]?.includes(names), `${alarm.name}: ${names}`);
      }
      assert.match(String(alarmDescription), /\. Runbook: docs\/runbooks\/[a-z-]+\.md$/);
    }
  });

  it("notice what is unusual where the stage asks for it: calls, refusals, blocks and sign-ins", async () => {
    const unusual = (each: Graph) => ofType(each, ALARM).filter(({ name }) => name.includes("-unusual-"));
    assert.deepEqual(unusual(await evaluateStage("dev")), []);
    assert.deepEqual(
      [...new Set(unusual(graph).map(({ name }) => name.replace(/^.*-(unusual-.*)$/, "$1")))].sort(),
      ["unusual-blocks", "unusual-calls", "unusual-refusals", "unusual-sign-in-failures"],
    );
    const blocks = unusual(graph).filter(({ name }) => name.endsWith("unusual-blocks"));
    assert.deepEqual(blocks.map(({ name }) => name).sort(), [
      "alarms-waf-unusual-blocks",
      "edge-alarms-edge-waf-unusual-blocks",
    ]);
    for (const alarm of unusual(graph)) {
      const queries = inputsOf(alarm).metricQueries as { expression?: string }[];
      assert.ok(queries.some(({ expression }) => expression?.startsWith("ANOMALY_DETECTION_BAND(")));
      assert.equal(inputsOf(alarm).dimensions, undefined);
    }
  });

  it("page for what hurts callers, whom the stage names for that, in both Regions", () => {
    const pages = ofType(withPages, "aws:cloudwatch/compositeAlarm:CompositeAlarm");
    const topics = { "alarms-page": "page-topic", "edge-alarms-page": "edge-page-topic" };
    assert.deepEqual(pages.map(({ name }) => name).sort(), Object.keys(topics));
    const members = pages.flatMap((page) => {
      const { alarmActions, alarmRule } = inputsOf(page);
      const named = topics[page.name as keyof typeof topics];
      const topic = ofType(withPages, "aws:sns/topic:Topic").find(({ name }) => name === named);
      assert.deepEqual(alarmActions, [topic && outputsOf(topic).arn]);
      const region = page.name.startsWith("edge-") ? "us-east-1" : "eu-west-1";
      const names = new Set(
        ofType(withPages, ALARM)
          .filter((alarm) => String(outputsOf(alarm).arn).split(":")[3] === region)
          .map((alarm) => inputsOf(alarm).name),
      );
      const found = [...String(alarmRule).matchAll(/ALARM\("([^"]+)"\)/g)].map(([, name]) => String(name));
      for (const member of found) assert.ok(names.has(member), member);
      return found;
    });
    assert.ok(members.length > 5);
    for (const version of ["v1", "v2"])
      assert.ok(members.includes(`gatehouse-prod-storefront-${version}-host-unwell`));
  });

  it("ask the public host from outside, each version, at an operation that it has and that asks for no credentials", async () => {
    const checks = ofType(graph, "aws:route53/healthCheck:HealthCheck").map(inputsOf);
    assert.deepEqual(
      checks.map(({ type, fqdn, port, enableSni, resourcePath }) => [
        type,
        fqdn,
        port,
        enableSni,
        resourcePath,
      ]),
      ["v1", "v2"].map((version) => ["HTTPS", "api.example.com", 443, true, `/${version}/health`]),
    );
    for (const api of ["storefront-api", "storefront-v2-api"]) {
      const { body } = inputsOf(one(graph, "aws:apigateway/restApi:RestApi", api));
      const { paths } = JSON.parse(String(body)) as {
        paths: Record<string, { get?: { security?: unknown[] } } | undefined>;
      };
      assert.deepEqual(paths["/health"]?.get?.security ?? [], [], api);
      assert.ok(paths["/health"]?.get, api);
    }
    assert.deepEqual(ofType(await evaluateStage("dev"), "aws:route53/healthCheck:HealthCheck"), []);
  });
});
