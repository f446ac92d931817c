import type { Target } from "./mutation";

/** Resources of the production stage that mutations change; by patterns, because the stage grows. */
export const CERTIFICATE: Target = {
  type: "aws:acm/certificate:Certificate",
  name: /^domain-tls-certificate$/,
};
export const DOMAIN: Target = { type: "aws:apigateway/domainName:DomainName", name: /^domain-name$/ };
export const API: Target = { type: "aws:apigateway/restApi:RestApi", name: /^storefront.*-api$/ };
export const STAGE: Target = { type: "aws:apigateway/stage:Stage", name: /^storefront.*-stage$/ };
export const SETTINGS: Target = {
  type: "aws:apigateway/methodSettings:MethodSettings",
  name: /^storefront.*-settings-all$/,
};
export const CACHED: Target = {
  type: "aws:apigateway/methodSettings:MethodSettings",
  name: /^storefront.*-settings-listProducts$/,
};
export const DEPLOYMENT: Target = { type: "aws:apigateway/deployment:Deployment", name: /^storefront/ };
export const PERMISSION: Target = {
  type: "aws:lambda/permission:Permission",
  name: /^storefront.*-invoke-listUsers$/,
};
export const TABLE: Target = { type: "aws:dynamodb/table:Table", name: /^tables-users$/ };
export const GROUP: Target = { type: "aws:ec2/securityGroup:SecurityGroup", name: /^functions-group$/ };
export const ENDPOINT: Target = { type: "aws:ec2/vpcEndpoint:VpcEndpoint", name: /^network-dynamodb$/ };
export const KEY: Target = { type: "aws:kms/key:Key", name: /^data-key$/ };
export const FUNCTION: Target = { type: "aws:lambda/function:Function", name: /^functions-users-function$/ };
export const RECORD: Target = { type: "aws:route53/record:Record", name: /^domain-a$/ };
export const ACL: Target = { type: "aws:wafv2/webAcl:WebAcl", name: /^waf-acl$/ };
export const LOG: Target = { type: "aws:cloudwatch/logGroup:LogGroup", name: /^network-flow-log$/ };
export const POOL: Target = { type: "aws:cognito/userPool:UserPool", name: /^identity-pool$/ };
export const MACHINE: Target = {
  type: "aws:cognito/userPoolClient:UserPoolClient",
  name: /^identity-machine$/,
};
export const BROWSER: Target = {
  type: "aws:cognito/userPoolClient:UserPoolClient",
  name: /^identity-browser$/,
};
export const ROLE: Target = { type: "aws:iam/role:Role", name: /^network-flow-role$/ };
