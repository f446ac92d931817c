import { REGIONAL_TYPES } from "./regional-types";

/** Resources of an API platform that take tags. */
export const TAGGABLE_TYPES = [
  ...REGIONAL_TYPES.filter((type) => type !== "aws:dynamodb/tableReplica:TableReplica"),
  "aws:apigateway/apiKey:ApiKey",
  "aws:apigateway/stage:Stage",
  "aws:apigateway/usagePlan:UsagePlan",
  "aws:apigateway/vpcLink:VpcLink",
  "aws:apigatewayv2/stage:Stage",
  "aws:apigatewayv2/vpcLink:VpcLink",
  "aws:cloudwatch/metricAlarm:MetricAlarm",
  "aws:ec2/securityGroup:SecurityGroup",
  "aws:iam/policy:Policy",
  "aws:iam/role:Role",
  "aws:route53/zone:Zone",
] as const;
