import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../infra/iam";
import { deployActions, type ServiceActions } from "./deployActions";
import type { Place } from "./place";

/** What previews ask AWS, apart from state: the data sources of the program. */
export const dataSources = (place: Place): Statement[] => [
  {
    Sid: "DataSources",
    Effect: "Allow",
    // None of these can be held to a resource (service authorization reference).
    Action: [
      "ec2:DescribeAvailabilityZones",
      "ec2:DescribeManagedPrefixLists",
      "ec2:DescribePrefixLists",
      "ec2:DescribeRegions",
      "ec2:DescribeVpcEndpointServices",
      "route53:ListHostedZones",
      "route53:ListHostedZonesByName",
      "sts:GetCallerIdentity",
    ],
    Resource: "*",
  },
  {
    Sid: "HostedZones",
    Effect: "Allow",
    Action: ["route53:GetHostedZone", "route53:ListTagsForResource"],
    Resource: pulumi.interpolate`arn:${place.partition}:route53:::hostedzone/*`,
  },
];

export interface StateArns {
  readonly bucketArn: pulumi.Input<string>;
  readonly objectsArn: pulumi.Input<string>;
  /** Lock files, which a preview writes too. */
  readonly locksArn: pulumi.Input<string>;
  readonly keyArn: pulumi.Input<string>;
}

/** State as a preview needs it: read, and lock. */
export const readState = ({ bucketArn, objectsArn, locksArn, keyArn }: StateArns): Statement[] => [
  { Sid: "StateListed", Effect: "Allow", Action: "s3:ListBucket", Resource: bucketArn },
  { Sid: "StateRead", Effect: "Allow", Action: "s3:GetObject", Resource: objectsArn },
  { Sid: "StateLocked", Effect: "Allow", Action: ["s3:PutObject", "s3:DeleteObject"], Resource: locksArn },
  { Sid: "StateOpened", Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: keyArn },
];

/** State as a deployment needs it. */
export const writeState = (state: StateArns): Statement[] => [
  ...readState(state),
  {
    Sid: "StateWritten",
    Effect: "Allow",
    Action: ["s3:PutObject", "s3:DeleteObject"],
    Resource: state.objectsArn,
  },
  { Sid: "StackSecrets", Effect: "Allow", Action: "kms:Encrypt", Resource: state.keyArn },
];

/** What a deployment does besides roles. */
export const platformServices = (place: Place, project: string): Statement[] =>
  Object.entries(deployActions(project)).map(([service, allowed]) => ({
    Effect: "Allow",
    Action: allowed.actions.map((action) => `${service}:${action}`),
    Resource: arnsOf(place, service, allowed),
  }));

function arnsOf(place: Place, service: string, allowed: ServiceActions): Statement["Resource"] {
  const { resources, global = false, withoutAccount = false } = allowed;
  if (resources === undefined) return "*";
  const region = global ? "" : place.region;
  const account = withoutAccount ? "" : place.accountId;
  return resources.map(
    (resource) => pulumi.interpolate`arn:${place.partition}:${service}:${region}:${account}:${resource}`,
  );
}

/** What a refresh reads: of each service what a deployment may read, and the roles. */
export const readEverything = (place: Place, project: string): Statement[] => [
  ...Object.entries(deployActions(project)).flatMap(([service, allowed]): Statement[] => {
    const actions = allowed.actions.filter((action) =>
      /^(BatchGet|Describe|Get|GET$|List|View)/.test(action),
    );
    return actions.length === 0
      ? []
      : [
          {
            Effect: "Allow",
            Action: actions.map((action) => `${service}:${action}`),
            Resource: arnsOf(place, service, allowed),
          },
        ];
  }),
  {
    Sid: "RolesRead",
    Effect: "Allow",
    Action: ["iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies"],
    Resource: place.globalArn("iam", "role/*"),
  },
];

/**
 * Roles: only such as carry the boundary, so that a deployment cannot give anything a right that the boundary does not
 * have; and never the boundary itself, the roles of this folder, or users.
 */
export function boundedRoles(place: Place, boundaryArn: pulumi.Input<string>, own: string): Statement[] {
  const roles = place.globalArn("iam", "role/*");
  return [
    {
      Sid: "RolesWithBoundary",
      Effect: "Allow",
      Action: [
        "iam:CreateRole",
        "iam:PutRolePolicy",
        "iam:DeleteRolePolicy",
        "iam:AttachRolePolicy",
        "iam:DetachRolePolicy",
        "iam:PutRolePermissionsBoundary",
      ],
      Resource: roles,
      Condition: { StringEquals: { "iam:PermissionsBoundary": boundaryArn } },
    },
    {
      Sid: "RolesKept",
      Effect: "Allow",
      Action: [
        "iam:DeleteRole",
        "iam:GetRole",
        "iam:GetRolePolicy",
        "iam:ListAttachedRolePolicies",
        "iam:ListInstanceProfilesForRole",
        "iam:ListRolePolicies",
        "iam:ListRoleTags",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
        "iam:UpdateRoleDescription",
      ],
      Resource: roles,
    },
    {
      Sid: "RolesHandedToServices",
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: roles,
      Condition: {
        StringEquals: {
          "iam:PassedToService": [
            "apigateway.amazonaws.com",
            "backup.amazonaws.com",
            "cognito-identity.amazonaws.com",
            "events.amazonaws.com",
            "lambda.amazonaws.com",
            "scheduler.amazonaws.com",
            "states.amazonaws.com",
            "vpc-flow-logs.amazonaws.com",
          ],
        },
      },
    },
    {
      Sid: "ServiceLinkedRoles",
      Effect: "Allow",
      Action: "iam:CreateServiceLinkedRole",
      Resource: place.globalArn("iam", "role/aws-service-role/*"),
    },
    {
      Sid: "NeverItsOwnFence",
      Effect: "Deny",
      Action: [
        "iam:AttachRolePolicy",
        "iam:CreatePolicyVersion",
        "iam:DeletePolicy",
        "iam:DeletePolicyVersion",
        "iam:DeleteRole",
        "iam:DeleteRolePermissionsBoundary",
        "iam:PassRole",
        "iam:PutRolePolicy",
        "iam:SetDefaultPolicyVersion",
        "iam:UpdateAssumeRolePolicy",
      ],
      Resource: [boundaryArn, place.globalArn("iam", `role/${own}-*`)] as pulumi.Input<string>[],
    },
  ];
}

/** What functions, integrations and workflows do at run time, by service. Wide in resources: each role's own policy is not. */
const atRunTime: Readonly<Record<string, readonly string[]>> = {
  apigateway: ["GET", "POST", "PATCH", "DELETE"],
  dynamodb: [
    "BatchGetItem",
    "BatchWriteItem",
    "ConditionCheckItem",
    "DeleteItem",
    "GetItem",
    "PutItem",
  ].concat(["Query", "Scan", "UpdateItem"]),
  ec2: ["AssignPrivateIpAddresses", "CreateNetworkInterface", "DeleteNetworkInterface"].concat([
    "DescribeNetworkInterfaces",
    "DescribeSubnets",
    "UnassignPrivateIpAddresses",
  ]),
  "execute-api": ["Invoke", "ManageConnections"],
  kinesis: ["DescribeStream", "DescribeStreamSummary", "GetRecords", "GetShardIterator", "ListShards"].concat(
    ["PutRecord", "PutRecords"],
  ),
  kms: ["Decrypt", "DescribeKey", "Encrypt", "GenerateDataKey"],
  lambda: ["InvokeFunction"],
  logs: [
    "CreateLogDelivery",
    "CreateLogGroup",
    "CreateLogStream",
    "DeleteLogDelivery",
    "DescribeLogGroups",
  ].concat([
    "DescribeLogStreams",
    "DescribeResourcePolicies",
    "FilterLogEvents",
    "GetLogDelivery",
    "GetLogEvents",
    "ListLogDeliveries",
    "PutLogEvents",
    "PutResourcePolicy",
    "UpdateLogDelivery",
  ]),
  s3: ["GetObject", "PutObject"],
  secretsmanager: [
    "DescribeSecret",
    "GetRandomPassword",
    "GetSecretValue",
    "PutSecretValue",
    "UpdateSecretVersionStage",
  ],
  sns: ["Publish"],
  sqs: ["ChangeMessageVisibility", "DeleteMessage", "GetQueueAttributes", "ReceiveMessage", "SendMessage"],
  states: ["StartExecution", "StartSyncExecution"],
  xray: ["GetSamplingRules", "GetSamplingTargets", "PutTelemetryRecords", "PutTraceSegments"],
};

/** The most that any role made by a deployment can do, whatever its own policies say. */
export const boundary: readonly Statement[] = [
  {
    Sid: "AtRunTime",
    Effect: "Allow",
    Action: Object.entries(atRunTime).flatMap(([service, actions]) =>
      actions.map((action) => `${service}:${action}`),
    ),
    Resource: "*",
  },
  {
    Sid: "NoRightsGivenAway",
    Effect: "Deny",
    Action: ["account:*", "iam:*", "organizations:*", "sso:*", "sts:AssumeRole"],
    Resource: "*",
  },
];
