import type { Model, ServiceTable } from "../model";
import { acm } from "./acm";
import { apigateway } from "./apigateway";
import { apigatewayDomain } from "./apigatewayDomain";
import { apigatewayv2 } from "./apigatewayv2";
import { cloudwatch } from "./cloudwatch";
import { cognito } from "./cognito";
import { dynamodb } from "./dynamodb";
import { edge } from "./edge";
import { iam } from "./iam";
import { kms } from "./kms";
import { lambda } from "./lambda";
import { messaging } from "./messaging";
import { operations } from "./operations";
import { route53 } from "./route53";
import { s3 } from "./s3";
import { secrets } from "./secrets";
import { vpc } from "./vpc";
import { vpcAccess } from "./vpcAccess";
import { wafv2 } from "./wafv2";

const tables: readonly ServiceTable[] = [
  acm,
  apigateway,
  apigatewayDomain,
  apigatewayv2,
  cloudwatch,
  cognito,
  dynamodb,
  edge,
  iam,
  kms,
  lambda,
  messaging,
  operations,
  route53,
  s3,
  secrets,
  vpc,
  vpcAccess,
  wafv2,
];

/** Every type that the simulated cloud describes. */
export const models: ReadonlyMap<string, Model> = new Map(tables.flatMap((table) => Object.entries(table)));
