import { arn, row, type Row, type Seen } from "./row";

const functionArn = (name: string, region: string) =>
  name.startsWith("arn:") ? name : arn("lambda", region, `function:${name}`);

/** Queues are named by their URL: `https://sqs.<region>.amazonaws.com/<account>/<name>`. */
const queueOf = (resource: Seen) =>
  arn("sqs", resource.region, resource.text("queueUrl").split("/").at(-1) ?? "");

const queueSettings = row(
  "sqs",
  {
    create: "SetQueueAttributes",
    read: "GetQueueAttributes",
    update: "SetQueueAttributes",
    delete: "SetQueueAttributes",
  },
  { on: queueOf },
);

/** What functions, tables, queues, streams, workflows and schedules take. */
export const backends: Readonly<Record<string, Row>> = {
  "aws:cloudwatch/eventRule:EventRule": row("events", {
    create: "PutRule TagResource",
    read: "DescribeRule ListTagsForResource",
    update: "PutRule EnableRule DisableRule TagResource UntagResource",
    delete: "DeleteRule",
  }),
  "aws:cloudwatch/eventTarget:EventTarget": row(
    "events",
    { create: "PutTargets", read: "ListTargetsByRule", update: "PutTargets", delete: "RemoveTargets" },
    { on: (resource) => arn("events", resource.region, `rule/${resource.text("rule")}`) },
  ),
  "aws:dynamodb/table:Table": row(
    "dynamodb",
    {
      create: "CreateTable UpdateTimeToLive UpdateContinuousBackups TagResource",
      read: "DescribeTable DescribeTimeToLive DescribeContinuousBackups ListTagsOfResource",
      update: "UpdateTable UpdateTimeToLive UpdateContinuousBackups TagResource UntagResource",
      delete: "DeleteTable",
    },
    // DynamoDB guide, "Authorizing use of a customer managed key".
    { key: { grant: true, change: "DescribeKey Decrypt Encrypt GenerateDataKey ReEncryptFrom ReEncryptTo" } },
  ),
  "aws:kinesis/stream:Stream": row(
    "kinesis",
    {
      create: "CreateStream IncreaseStreamRetentionPeriod StartStreamEncryption AddTagsToStream TagResource",
      read: "DescribeStreamSummary ListTagsForResource",
      update:
        "*UpdateStreamMode *UpdateShardCount DecreaseStreamRetentionPeriod StopStreamEncryption UntagResource",
      delete: "DeleteStream",
    },
    {
      // Encryption is held to the key as well.
      also: (resource) => ({
        change: (resource.all.match(/arn:aws:kms:[\w-]+:\d{12}:key\/[\w-]+/g) ?? []).map((on) => ({
          action: "kinesis:StartStreamEncryption",
          on,
        })),
      }),
    },
  ),
  "aws:lambda/alias:Alias": row("lambda", {
    create: "CreateAlias",
    read: "GetAlias",
    update: "UpdateAlias",
    delete: "DeleteAlias",
  }),
  "aws:lambda/eventSourceMapping:EventSourceMapping": row(
    "lambda",
    {
      create: "TagResource",
      read: "GetEventSourceMapping ListTags",
      update: "UpdateEventSourceMapping TagResource UntagResource",
      delete: "DeleteEventSourceMapping",
    },
    {
      also: (resource) => ({
        change: [
          {
            action: "lambda:CreateEventSourceMapping",
            on: "*",
            context: { "lambda:FunctionArn": functionArn(resource.text("functionName"), resource.region) },
          },
        ],
      }),
    },
  ),
  "aws:lambda/function:Function": row(
    "lambda",
    {
      create: "CreateFunction PutFunctionConcurrency TagResource",
      read: "GetFunction GetFunctionCodeSigningConfig ListVersionsByFunction ListTags",
      update:
        "UpdateFunctionCode UpdateFunctionConfiguration PublishVersion DeleteFunctionConcurrency UntagResource",
      delete: "DeleteFunction",
    },
    {
      passesTo: "lambda",
      // Lambda guide, "Securing environment variables": without Decrypt it shows none.
      key: { grant: true, read: "Decrypt", change: "Encrypt" },
      also: () => ({
        change: ["DescribeSecurityGroups", "DescribeSubnets", "DescribeVpcs"].map((name) => ({
          action: `ec2:${name}`,
          on: "*",
        })),
      }),
    },
  ),
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": row(
    "lambda",
    {
      create: "PutFunctionEventInvokeConfig",
      read: "GetFunctionEventInvokeConfig",
      update: "PutFunctionEventInvokeConfig",
      delete: "DeleteFunctionEventInvokeConfig",
    },
    { on: (resource) => functionArn(resource.id, resource.region) },
  ),
  "aws:lambda/permission:Permission": row(
    "lambda",
    { create: "AddPermission", read: "GetPolicy", delete: "RemovePermission" },
    { on: (resource) => functionArn(resource.text("function"), resource.region) },
  ),
  "aws:sfn/stateMachine:StateMachine": row(
    "states",
    {
      create: "CreateStateMachine *ValidateStateMachineDefinition TagResource",
      read: "DescribeStateMachine ListTagsForResource",
      update: "UpdateStateMachine TagResource UntagResource",
      delete: "DeleteStateMachine",
    },
    { passesTo: "states" },
  ),
  "aws:sqs/queue:Queue": row("sqs", {
    create: "CreateQueue TagQueue",
    read: "GetQueueAttributes ListQueueTags",
    update: "SetQueueAttributes TagQueue UntagQueue",
    delete: "DeleteQueue",
  }),
  "aws:sqs/queuePolicy:QueuePolicy": queueSettings,
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": queueSettings,
};
