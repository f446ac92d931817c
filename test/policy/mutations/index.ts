import { acmMutations } from "./acm";
import { apigatewayMutations } from "./apigateway";
import { apigatewayv2Mutations } from "./apigatewayv2";
import { cloudwatchMutations } from "./cloudwatch";
import { cognitoMutations } from "./cognito";
import { crossMutations } from "./cross";
import { ec2Mutations } from "./ec2";
import { iamMutations } from "./iam";
import { kinesisMutations } from "./kinesis";
import { kmsMutations } from "./kms";
import { lambdaMutations } from "./lambda";
import type { Mutation } from "./mutation";
import { route53Mutations } from "./route53";
import { s3Mutations } from "./s3";
import { secretsmanagerMutations } from "./secretsmanager";
import { snsMutations } from "./sns";
import { sqsMutations } from "./sqs";
import { wafv2Mutations } from "./wafv2";

/** For each rule the mistake that it must catch in the production stage. */
export const mutations: Readonly<Record<string, Mutation>> = {
  ...acmMutations,
  ...apigatewayMutations,
  ...apigatewayv2Mutations,
  ...cloudwatchMutations,
  ...cognitoMutations,
  ...crossMutations,
  ...ec2Mutations,
  ...iamMutations,
  ...kinesisMutations,
  ...kmsMutations,
  ...lambdaMutations,
  ...route53Mutations,
  ...s3Mutations,
  ...secretsmanagerMutations,
  ...snsMutations,
  ...sqsMutations,
  ...wafv2Mutations,
};
