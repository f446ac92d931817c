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
  ["aws:cognito/userPoolClient:UserPoolClient", "UserPoolClient", "id", ["SignInThrottles"]],
];

describe("the alarms of stage prod", () => {
  let graph: Graph;
  let withAnomalies: Graph;
  before(async () => {
    graph = await evaluateStage("prod");
    withAnomalies = await evaluateStage("prod", {
      change: (settings) => {
        settings.alarms = { ...(settings.alarms as object), anomalies: true, pageEmails: ["a@b.example"] };
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
      const arn = (picked as Record<string, string>).CertificateArn;
      const region = arn === undefined ? "eu-west-1" : arn.split(":")[3];
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
      const { namespace, dimensions: picked, alarmDescription } = inputsOf(alarm);
      const names = Object.keys(picked as object)
        .sort()
        .join();
      assert.ok(dimensions[String(namespace)]?.includes(names), `${alarm.name}: ${names}`);
      assert.match(String(alarmDescription), /\. Runbook: docs\/runbooks\/[a-z-]+\.md$/);
    }
  });

  it("notice what is unusual where the stage asks for it: calls, refusals, blocks and sign-ins", () => {
    const unusual = (each: Graph) => ofType(each, ALARM).filter(({ name }) => name.includes("-unusual-"));
    assert.deepEqual(unusual(graph), []);
    assert.deepEqual(
      [...new Set(unusual(withAnomalies).map(({ name }) => name.replace(/^.*-(unusual-.*)$/, "$1")))].sort(),
      ["unusual-blocks", "unusual-calls", "unusual-refusals", "unusual-sign-in-failures"],
    );
    const blocks = unusual(withAnomalies).filter(({ name }) => name.endsWith("unusual-blocks"));
    assert.deepEqual(blocks.map(({ name }) => name).sort(), [
      "alarms-waf-unusual-blocks",
      "edge-alarms-edge-waf-unusual-blocks",
    ]);
    for (const alarm of unusual(withAnomalies)) {
      const queries = inputsOf(alarm).metricQueries as { expression?: string }[];
      assert.ok(queries.some(({ expression }) => expression?.startsWith("ANOMALY_DETECTION_BAND(")));
      assert.equal(inputsOf(alarm).dimensions, undefined);
    }
  });

  it("page for what hurts callers, whom the stage names for that", () => {
    const [page] = ofType(withAnomalies, "aws:cloudwatch/compositeAlarm:CompositeAlarm").map(inputsOf);
    const topic = one(withAnomalies, "aws:sns/topic:Topic", "page-topic");
    assert.deepEqual(page?.alarmActions, [outputsOf(topic).arn]);
    const names = new Set(ofType(withAnomalies, ALARM).map((alarm) => inputsOf(alarm).name));
    const members = [...String(page.alarmRule).matchAll(/ALARM\("([^"]+)"\)/g)].map(([, name]) => name);
    assert.ok(members.length > 5);
    for (const member of members) assert.ok(names.has(member), member);
  });
});
