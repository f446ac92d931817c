import * as pulumi from "@pulumi/pulumi";
import { policyDocument } from "../iam";
import type { StageConfig, Target } from "../stage";

/** A service that the VPC may reach through an interface endpoint. */
export type EndpointServiceName = StageConfig["network"]["interfaceEndpoints"][number];

interface Passage {
  readonly actions: readonly string[];
  /** Service and resource of the ARNs; `*` where the service has no ARNs (service authorization reference). */
  readonly resource: "*" | { readonly service: string; readonly part: (prefix: string) => string };
}

const ofStage = (service: string, before = ""): Passage["resource"] => ({
  service,
  part: (prefix) => `${before}${prefix}-*`,
});
const ofAccount = (service: string, part: string): Passage["resource"] => ({ service, part: () => part });

/** What passes each endpoint: the calls that functions make at run time, none that make or change resources. */
const passages: Readonly<Record<EndpointServiceName, readonly Passage[]>> = {
  "execute-api": [{ actions: ["execute-api:Invoke"], resource: ofAccount("execute-api", "*") }],
  sqs: [
    {
      actions: [
        "sqs:SendMessage",
        "sqs:ReceiveMessage",
        "sqs:DeleteMessage",
        "sqs:ChangeMessageVisibility",
        "sqs:GetQueueAttributes",
      ],
      resource: ofStage("sqs"),
    },
  ],
  "kinesis-streams": [
    {
      actions: [
        "kinesis:PutRecord",
        "kinesis:PutRecords",
        "kinesis:GetRecords",
        "kinesis:GetShardIterator",
        "kinesis:DescribeStreamSummary",
      ],
      resource: ofStage("kinesis", "stream/"),
    },
  ],
  states: [
    {
      actions: ["states:StartExecution", "states:DescribeExecution"],
      resource: ofAccount("states", "*"),
    },
  ],
  "sync-states": [{ actions: ["states:StartSyncExecution"], resource: ofStage("states", "stateMachine:") }],
  secretsmanager: [
    {
      actions: [
        "secretsmanager:GetSecretValue",
        "secretsmanager:DescribeSecret",
        "secretsmanager:PutSecretValue",
        "secretsmanager:UpdateSecretVersionStage",
      ],
      resource: ofStage("secretsmanager", "secret:"),
    },
    { actions: ["secretsmanager:GetRandomPassword"], resource: "*" },
  ],
  kms: [
    {
      actions: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:DescribeKey"],
      resource: ofAccount("kms", "key/*"),
    },
  ],
  logs: [
    { actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resource: ofAccount("logs", "log-group:*") },
  ],
  monitoring: [{ actions: ["cloudwatch:PutMetricData"], resource: "*" }],
  xray: [
    {
      actions: ["xray:PutTraceSegments", "xray:PutTelemetryRecords", "xray:GetSamplingRules"],
      resource: "*",
    },
  ],
  events: [{ actions: ["events:PutEvents"], resource: ofAccount("events", "event-bus/*") }],
  lambda: [{ actions: ["lambda:InvokeFunction"], resource: ofStage("lambda", "function:") }],
  sns: [{ actions: ["sns:Publish"], resource: ofStage("sns") }],
  ssm: [
    {
      actions: ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"],
      resource: { service: "ssm", part: (prefix) => `parameter/${prefix}/*` },
    },
  ],
  sts: [
    { actions: ["sts:AssumeRole"], resource: { service: "iam", part: () => "role/*" } },
    { actions: ["sts:GetCallerIdentity"], resource: "*" },
  ],
};

/**
 * Policy of an interface endpoint: callers of this account, calls on resources of this account. Who of them may do what
 * is IAM's matter; what the endpoint adds is that no data leaves for another account's queue, key or API.
 */
export function interfaceEndpointPolicy(
  service: EndpointServiceName,
  { partition, region, accountId, prefix }: Target,
): pulumi.Output<string> {
  return policyDocument(
    passages[service].map(({ actions, resource }) => ({
      Effect: "Allow",
      Principal: "*",
      Action: actions,
      Resource:
        resource === "*"
          ? "*"
          : // IAM's ARNs name no Region.
            pulumi.interpolate`arn:${partition}:${resource.service}:${resource.service === "iam" ? "" : region}:${accountId}:${resource.part(prefix)}`,
      Condition: { StringEquals: { "aws:PrincipalAccount": accountId } },
    })),
  );
}
