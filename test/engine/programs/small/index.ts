/** A component, two providers, data sources, secrets, assets, and a resource that outlives the stack. */
import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();
const retentionInDays = config.requireNumber("retentionInDays");
const keyRotation = config.getBoolean("keyRotation") ?? true;
const cidrBlock = config.get("cidrBlock") ?? "10.20.0.0/16";

const caller = aws.getCallerIdentityOutput();
const assume = aws.iam.getPolicyDocumentOutput({
  statements: [
    { actions: ["sts:AssumeRole"], principals: [{ type: "Service", identifiers: ["lambda.amazonaws.com"] }] },
  ],
});

const network = new awsx.ec2.Vpc("network", {
  cidrBlock,
  numberOfAvailabilityZones: 2,
  subnetStrategy: "Auto",
  natGateways: { strategy: "None" },
  subnetSpecs: [
    { type: "Private", cidrMask: 20 },
    { type: "Isolated", cidrMask: 24 },
  ],
});
new aws.ec2.DefaultSecurityGroup("closed", { vpcId: network.vpcId });

const key = new aws.kms.Key("data", { enableKeyRotation: keyRotation, tags: { purpose: "data" } });
new aws.kms.Alias("data", { targetKeyId: key.keyId });
const table = new aws.dynamodb.Table("orders", {
  attributes: [{ name: "id", type: "S" }],
  billingMode: "PAY_PER_REQUEST",
  hashKey: "id",
  serverSideEncryption: { enabled: true, kmsKeyArn: key.arn },
});
const role = new aws.iam.Role("reader", { assumeRolePolicy: assume.json });
new aws.iam.RolePolicy("read", {
  role: role.id,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "dynamodb:GetItem", Resource: table.arn }],
  }),
});
const logs = new aws.cloudwatch.LogGroup("reader", { name: "/aws/lambda/reader", retentionInDays });
new aws.lambda.Function(
  "reader",
  {
    name: "reader",
    code: new pulumi.asset.AssetArchive({
      "index.js": new pulumi.asset.StringAsset("exports.handler = async () => ({ statusCode: 200 });"),
    }),
    handler: "index.handler",
    role: role.arn,
    runtime: "nodejs22.x",
    vpcConfig: { subnetIds: network.isolatedSubnetIds, securityGroupIds: [] },
  },
  { dependsOn: [logs] },
);
const parameter = new aws.ssm.Parameter("token", {
  type: "SecureString",
  value: pulumi.secret("a secret value"),
});

const pool = new aws.cognito.UserPool("users", {});
const client = new aws.cognito.UserPoolClient("machine", {
  allowedOauthFlows: ["client_credentials"],
  allowedOauthFlowsUserPoolClient: true,
  generateSecret: true,
  userPoolId: pool.id,
});

const edge = new aws.Provider("edge", {
  region: "us-east-1",
  defaultTags: { tags: { "managed-by": "small" } },
});
const certificate = new aws.acm.Certificate(
  "site",
  { domainName: "example.com", subjectAlternativeNames: ["*.example.com"], validationMethod: "DNS" },
  { provider: edge },
);
new aws.cloudwatch.LogGroup("kept", { retentionInDays: 365 }, { retainOnDelete: true });

export const account = caller.accountId;
export const certificateArn = certificate.arn;
export const certificateTags = certificate.tagsAll;
export const clientSecret = client.clientSecret;
export const parameterValue = parameter.value;
export const tableArn = table.arn;
export const vpcCidr = network.vpc.cidrBlock;
