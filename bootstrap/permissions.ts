import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../infra/iam";
import type { Place } from "./place";

/**
 * What previews ask AWS, apart from state: the data sources of the program, and what the provider asks about a change. A
 * preview refreshes nothing, so it reads no resource.
 */
export const dataSources = (place: Place): Statement[] => [
  {
    Sid: "DataSources",
    Effect: "Allow",
    // None of these can be held to a resource (service authorization reference).
    Action: [
      "cloudfront:ListCachePolicies",
      "cloudfront:ListOriginRequestPolicies",
      "cloudfront:ListResponseHeadersPolicies",
      "ec2:DescribeAvailabilityZones",
      "ec2:DescribeManagedPrefixLists",
      "ec2:DescribeNetworkInterfaces",
      "ec2:DescribePrefixLists",
      "ec2:DescribeRegions",
      "ec2:DescribeVpcEndpointServices",
      "route53:ListHostedZones",
      "route53:ListHostedZonesByName",
      // A new password each time, and none that anybody has.
      "secretsmanager:GetRandomPassword",
      // Of a definition that changed.
      "states:ValidateStateMachineDefinition",
      "sts:GetCallerIdentity",
    ],
    Resource: "*",
  },
  {
    Sid: "CloudFrontsOwnPolicies",
    Effect: "Allow",
    Action: [
      "cloudfront:GetCachePolicy",
      "cloudfront:GetOriginRequestPolicy",
      "cloudfront:GetResponseHeadersPolicy",
    ],
    Resource: pulumi.interpolate`arn:${place.partition}:cloudfront::*:*-policy/*`,
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

/** Reading, in the names of actions. `Decrypt` is given for what services show, and no other way. */
const reading = /:(BatchGet|Decrypt|Describe|Get|GET$|List|View)/;

/**
 * What a refresh reads of what a deployment makes: all that the deployment may read. That takes the values that it makes
 * itself, such as a distribution's secret: the state, which the same role opens, has them too.
 */
export const reads = (deployment: readonly Statement[]): Statement[] =>
  deployment.flatMap((statement) => {
    const actions = [statement.Action].flat().filter((action) => reading.test(action));
    return actions.length === 0 ? [] : [{ ...statement, Action: actions }];
  });

/** What a refresh reads of roles. */
export const readRoles = (place: Place): Statement[] => [
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
        "iam:DeleteRole",
        "iam:PutRolePolicy",
        "iam:DeleteRolePolicy",
        "iam:AttachRolePolicy",
        "iam:DetachRolePolicy",
        "iam:PutRolePermissionsBoundary",
        // Whoever changes another role's trust becomes that role.
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
        "iam:UpdateRoleDescription",
      ],
      Resource: roles,
      Condition: { StringEquals: { "iam:PermissionsBoundary": boundaryArn } },
    },
    {
      Sid: "RolesKept",
      Effect: "Allow",
      Action: [
        "iam:GetRole",
        "iam:GetRolePolicy",
        "iam:ListAttachedRolePolicies",
        "iam:ListInstanceProfilesForRole",
        "iam:ListRolePolicies",
        "iam:ListRoleTags",
        "iam:TagRole",
        "iam:UntagRole",
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
            "cognito-identity.amazonaws.com",
            "lambda.amazonaws.com",
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
