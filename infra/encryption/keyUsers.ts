import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../iam";
import type { Target } from "../stage";

/** CloudWatch Logs, for the log groups of this stage only: the service names the group in the encryption context. */
export function logsService({ partition, region, accountId, stage, prefix }: Target): Statement {
  const group = (name: string) =>
    pulumi.interpolate`arn:${partition}:logs:${region}:${accountId}:log-group:${name}`;
  return {
    Sid: "LogGroupsOfThisStage",
    Effect: "Allow",
    Principal: { Service: pulumi.interpolate`logs.${region}.amazonaws.com` },
    Action: [
      "kms:Encrypt",
      "kms:Decrypt",
      "kms:ReEncryptFrom",
      "kms:ReEncryptTo",
      "kms:GenerateDataKey",
      "kms:DescribeKey",
    ],
    Resource: "*",
    Condition: {
      ArnLike: {
        "kms:EncryptionContext:aws:logs:arn": [
          group(`/aws/lambda/${prefix}-*`),
          group(`/aws/vendedlogs/${prefix}/*`),
          group(`aws-waf-logs-${prefix}-*`),
          group(`API-Gateway-Execution-Logs_*/${stage}`),
          group(`/aws/apigateway/*/${stage}`),
        ],
      },
    },
  };
}

/** CloudWatch alarms, which publish to an encrypted topic (SNS guide: event sources need both actions). */
export function alarmsService({ accountId }: Target): Statement {
  return {
    Sid: "AlarmsOfThisAccount",
    Effect: "Allow",
    Principal: { Service: "cloudwatch.amazonaws.com" },
    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
    Resource: "*",
    Condition: { StringEquals: { "aws:SourceAccount": accountId } },
  };
}
