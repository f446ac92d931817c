import { actionMatches } from "./glob";

/**
 * Actions for which IAM has no resource-level permissions, so that `Resource: "*"` is the only form there is.
 * Source: Service Authorization Reference, tables "Actions" with an empty column "Resource types".
 * Only services that an API platform uses; the rule's options add to it.
 */
const UNRESTRICTABLE: readonly string[] = [
  "xray:PutTraceSegments",
  "xray:PutTelemetryRecords",
  "xray:GetSamplingRules",
  "xray:GetSamplingTargets",
  "xray:GetSamplingStatisticSummaries",
  "cloudwatch:PutMetricData",
  "cloudwatch:ListMetrics",
  "cloudwatch:GetMetricData",
  "cloudwatch:GetMetricStatistics",
  "cloudfront:ListCachePolicies",
  "cloudfront:ListOriginRequestPolicies",
  "cloudfront:ListResponseHeadersPolicies",
  "ec2:Describe*",
  "ecr:GetAuthorizationToken",
  "route53:ListHostedZones",
  "route53:ListHostedZonesByName",
  "sts:GetCallerIdentity",
  "logs:DescribeLogGroups",
  "logs:CreateLogDelivery",
  "logs:GetLogDelivery",
  "logs:UpdateLogDelivery",
  "logs:DeleteLogDelivery",
  "logs:ListLogDeliveries",
  "logs:PutResourcePolicy",
  "logs:DescribeResourcePolicies",
  "kms:ListKeys",
  "kms:ListAliases",
  "kms:CreateKey",
  "kms:GenerateRandom",
  "s3:ListAllMyBuckets",
  "sns:ListTopics",
  "sqs:ListQueues",
  "lambda:ListFunctions",
  "lambda:GetAccountSettings",
  "dynamodb:ListTables",
  "secretsmanager:ListSecrets",
  "secretsmanager:GetRandomPassword",
  "states:ValidateStateMachineDefinition",
  "ssm:DescribeParameters",
  "tag:GetResources",
];

/**
 * What a Lambda function in a VPC needs to manage its network interfaces; AWS documents the policy with `*`.
 * Source: Lambda developer guide, "Giving Lambda functions access to resources in an Amazon VPC".
 */
const VPC_INTERFACES: readonly string[] = [
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:AssignPrivateIpAddresses",
  "ec2:UnassignPrivateIpAddresses",
];

/** Whether an action, or a pattern of actions, can be limited to a resource at all. */
export const isRestrictable = (action: string, also: readonly string[] = []): boolean =>
  ![...UNRESTRICTABLE, ...VPC_INTERFACES, ...also].some((pattern) => actionMatches(pattern, action));
