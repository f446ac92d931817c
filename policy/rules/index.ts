import type { Rule } from "../model/rule";
import { acmRules } from "./acm";
import { apigatewayRules } from "./apigateway";
import { apigatewayv2Rules } from "./apigatewayv2";
import { cloudwatchRules } from "./cloudwatch";
import { cognitoRules } from "./cognito";
import { crossRules } from "./cross";
import { ec2Rules } from "./ec2";
import { iamRules } from "./iam";
import { kinesisRules } from "./kinesis";
import { kmsRules } from "./kms";
import { lambdaRules } from "./lambda";
import { route53Rules } from "./route53";
import { s3Rules } from "./s3";
import { secretsmanagerRules } from "./secretsmanager";
import { snsRules } from "./sns";
import { sqsRules } from "./sqs";
import { wafv2Rules } from "./wafv2";

/** Every rule of the guard. The order is that of the folders; reports sort by severity. */
export const rules: readonly Rule[] = [
  ...acmRules,
  ...apigatewayRules,
  ...apigatewayv2Rules,
  ...cloudwatchRules,
  ...cognitoRules,
  ...crossRules,
  ...ec2Rules,
  ...iamRules,
  ...kinesisRules,
  ...kmsRules,
  ...lambdaRules,
  ...route53Rules,
  ...s3Rules,
  ...secretsmanagerRules,
  ...snsRules,
  ...sqsRules,
  ...wafv2Rules,
];
