import type { Statement } from "../infra/iam";

/** What functions, integrations and workflows do at run time, by service. Wide in resources: each role's own policy is not. */
const atRunTime: Readonly<Record<string, readonly string[]>> = {
  // PUT is how the rotation of keys tags what it makes.
  apigateway: ["GET", "POST", "PUT", "PATCH", "DELETE"],
  dynamodb: [
    "BatchGetItem",
    "BatchWriteItem",
    "ConditionCheckItem",
    "DeleteItem",
    "GetItem",
    "PutItem",
  ].concat(["Query", "Scan", "UpdateItem"]),
  ec2: ["AssignPrivateIpAddresses", "CreateNetworkInterface", "DeleteNetworkInterface"].concat([
    "DescribeNetworkInterfaces",
    "DescribeSubnets",
    "UnassignPrivateIpAddresses",
  ]),
  "execute-api": ["Invoke", "ManageConnections"],
  kinesis: ["DescribeStream", "DescribeStreamSummary", "GetRecords", "GetShardIterator", "ListShards"].concat(
    ["PutRecord", "PutRecords"],
  ),
  kms: ["Decrypt", "DescribeKey", "Encrypt", "GenerateDataKey"],
  lambda: ["InvokeFunction"],
  logs: [
    "CreateLogDelivery",
    "CreateLogGroup",
    "CreateLogStream",
    "DeleteLogDelivery",
    "DescribeLogGroups",
  ].concat([
    "DescribeLogStreams",
    "DescribeResourcePolicies",
    "FilterLogEvents",
    "GetLogDelivery",
    "GetLogEvents",
    "ListLogDeliveries",
    "PutLogEvents",
    "PutResourcePolicy",
    "UpdateLogDelivery",
  ]),
  s3: ["GetObject", "PutObject"],
  secretsmanager: [
    "DescribeSecret",
    "GetRandomPassword",
    "GetSecretValue",
    "PutSecretValue",
    "RotateSecret",
    "UpdateSecretVersionStage",
  ],
  sns: ["Publish"],
  sqs: ["ChangeMessageVisibility", "DeleteMessage", "GetQueueAttributes", "ReceiveMessage", "SendMessage"],
  states: ["StartExecution", "StartSyncExecution"],
  xray: ["GetSamplingRules", "GetSamplingTargets", "PutTelemetryRecords", "PutTraceSegments"],
};

/** The most that any role made by a deployment can do, whatever its own policies say. */
export const boundary: readonly Statement[] = [
  {
    Sid: "AtRunTime",
    Effect: "Allow",
    Action: Object.entries(atRunTime).flatMap(([service, actions]) =>
      actions.map((action) => `${service}:${action}`),
    ),
    Resource: "*",
  },
  {
    Sid: "NoRightsGivenAway",
    Effect: "Deny",
    Action: ["account:*", "iam:*", "organizations:*", "sso:*", "sts:AssumeRole"],
    Resource: "*",
  },
];
