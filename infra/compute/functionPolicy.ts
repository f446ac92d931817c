import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../iam";
import type { Target } from "../stage";

/** What one function may do with one table. */
export interface TableGrant {
  readonly tableArn: pulumi.Input<string>;
  /** DynamoDB actions without their prefix, such as `GetItem`. */
  readonly actions: readonly string[];
  /** Actions on named indexes of the table. */
  readonly indexes?: { readonly names: readonly string[]; readonly actions: readonly string[] };
  /** Start of the partition keys that the function may touch. Left out: every item. */
  readonly leadingKeyPrefix?: string;
}

export interface FunctionPolicyArgs {
  readonly target: Target;
  readonly logGroupArn: pulumi.Input<string>;
  /** Key of the environment variables, which Lambda opens in the function's name. */
  readonly environmentKeyArn: pulumi.Input<string>;
  readonly tables?: readonly TableGrant[];
  readonly tableKeyArn?: pulumi.Input<string>;
  readonly statements?: readonly Statement[];
  readonly vpc?: {
    readonly subnetIds: pulumi.Output<string[]>;
    readonly securityGroupId: pulumi.Input<string>;
  };
}

/** Everything a function's role may do, with exact ARNs wherever AWS allows one. */
export function functionStatements(args: FunctionPolicyArgs): Statement[] {
  return [
    ...logging(args),
    ...tracing(),
    ...(args.vpc ? networkInterfaces(args.target, args.vpc) : []),
    ...keys(args),
    ...(args.tables ?? []).flatMap(table),
    ...(args.statements ?? []),
  ];
}

const logging = ({ logGroupArn }: FunctionPolicyArgs): Statement[] => [
  {
    Sid: "OwnLogGroup",
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: pulumi.interpolate`${logGroupArn}:*`,
  },
];

/** X-Ray has no resources to name (service authorization reference, AWS X-Ray). */
const tracing = (): Statement[] => [
  {
    Sid: "Traces",
    Effect: "Allow",
    Action: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
    Resource: "*",
  },
];

/**
 * Lambda makes the function's network interfaces with the function's role, and checks the right to delete them before
 * it knows their ids (hashicorp/terraform-provider-aws#20698): that one needs a pattern over the account's EC2
 * resources. Describing has no ARNs at all.
 */
function networkInterfaces(
  target: Target,
  { subnetIds, securityGroupId }: NonNullable<FunctionPolicyArgs["vpc"]>,
): Statement[] {
  const { partition, region, accountId } = target;
  const ec2 = (resource: pulumi.Input<string>) =>
    pulumi.interpolate`arn:${partition}:ec2:${region}:${accountId}:${resource}`;
  const interfaces = ec2("network-interface/*");
  const group = ec2(pulumi.interpolate`security-group/${securityGroupId}`);
  return [
    {
      Sid: "NetworkInterfacesInOwnSubnets",
      Effect: "Allow",
      Action: "ec2:CreateNetworkInterface",
      Resource: subnetIds.apply((ids) =>
        pulumi.all([interfaces, group, ...ids.map((id) => ec2(`subnet/${id}`))]),
      ),
    },
    {
      Sid: "NetworkInterfaceAddresses",
      Effect: "Allow",
      Action: ["ec2:AssignPrivateIpAddresses", "ec2:UnassignPrivateIpAddresses"],
      Resource: interfaces,
    },
    {
      Sid: "NetworkInterfacesRemoved",
      Effect: "Allow",
      Action: "ec2:DeleteNetworkInterface",
      Resource: ec2("*/*"),
    },
    {
      Sid: "NetworkInterfacesDescribed",
      Effect: "Allow",
      Action: ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"],
      Resource: "*",
    },
  ];
}

/** The environment is opened by Lambda; the tables' key only ever through DynamoDB. */
function keys({ target, environmentKeyArn, tableKeyArn }: FunctionPolicyArgs): Statement[] {
  const environment: Statement = {
    Sid: "OwnEnvironment",
    Effect: "Allow",
    Action: "kms:Decrypt",
    Resource: environmentKeyArn,
  };
  if (tableKeyArn === undefined) return [environment];
  return [
    environment,
    {
      Sid: "TablesKeyThroughDynamoDb",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:DescribeKey"],
      Resource: tableKeyArn,
      Condition: {
        StringEquals: { "kms:ViaService": pulumi.interpolate`dynamodb.${target.region}.amazonaws.com` },
      },
    },
  ];
}

function table({ tableArn, actions, indexes, leadingKeyPrefix }: TableGrant): Statement[] {
  const named = (names: readonly string[]) => names.map((action) => `dynamodb:${action}`);
  const items: Statement = {
    Effect: "Allow",
    Action: named(actions),
    Resource: tableArn,
    ...(leadingKeyPrefix
      ? { Condition: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [`${leadingKeyPrefix}*`] } } }
      : {}),
  };
  if (!indexes) return [items];
  return [
    items,
    {
      Effect: "Allow",
      Action: named(indexes.actions),
      Resource: indexes.names.map((name) => pulumi.interpolate`${tableArn}/index/${name}`),
    },
  ];
}
