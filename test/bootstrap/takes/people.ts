import { arn, row, type Actions, type Row, type Seen } from "./row";

const userPool = (resource: Seen) =>
  arn("cognito-idp", resource.region, `userpool/${resource.text("userPoolId")}`);

const inUserPool = (actions: Actions): Row => row("cognito-idp", actions, { on: userPool });

/** A role that a deployment makes has the boundary: that is the context of every change. */
const roleArn = (name: string) => `arn:aws:iam::123456789012:role/${name}`;

const bounded = (names: string, on: string, boundaryArn: string) =>
  names.split(" ").map((name) => ({
    action: `iam:${name}`,
    on,
    context: { "iam:PermissionsBoundary": boundaryArn },
  }));

/**
 * What sign-in and roles take.
 *
 * @param boundaryArn that every role of the stage carries
 */
export const people = (boundaryArn: string): Readonly<Record<string, Row>> => ({
  "aws:cognito/identityPool:IdentityPool": row("cognito-identity", {
    create: "*CreateIdentityPool TagResource",
    read: "DescribeIdentityPool ListTagsForResource",
    update: "UpdateIdentityPool TagResource UntagResource",
    delete: "DeleteIdentityPool",
  }),
  "aws:cognito/identityPoolRoleAttachment:IdentityPoolRoleAttachment": row(
    "cognito-identity",
    { create: "*SetIdentityPoolRoles", read: "GetIdentityPoolRoles", delete: "*SetIdentityPoolRoles" },
    {
      on: (resource) =>
        arn("cognito-identity", resource.region, `identitypool/${resource.text("identityPoolId")}`),
      passesTo: "cognito-identity",
    },
  ),
  "aws:cognito/resourceServer:ResourceServer": inUserPool({
    create: "CreateResourceServer",
    read: "DescribeResourceServer",
    update: "UpdateResourceServer",
    delete: "DeleteResourceServer",
  }),
  "aws:cognito/riskConfiguration:RiskConfiguration": inUserPool({
    create: "SetRiskConfiguration",
    read: "DescribeRiskConfiguration",
    update: "SetRiskConfiguration",
    delete: "SetRiskConfiguration",
  }),
  "aws:cognito/userGroup:UserGroup": inUserPool({
    create: "CreateGroup",
    read: "GetGroup",
    update: "UpdateGroup",
    delete: "DeleteGroup",
  }),
  "aws:cognito/userPool:UserPool": row("cognito-idp", {
    create: "*CreateUserPool SetUserPoolMfaConfig TagResource",
    read: "DescribeUserPool GetUserPoolMfaConfig",
    update: "UpdateUserPool SetUserPoolMfaConfig TagResource UntagResource",
    delete: "DeleteUserPool",
  }),
  "aws:cognito/userPoolClient:UserPoolClient": inUserPool({
    create: "CreateUserPoolClient",
    read: "DescribeUserPoolClient",
    update: "UpdateUserPoolClient",
    delete: "DeleteUserPoolClient",
  }),
  "aws:cognito/userPoolDomain:UserPoolDomain": inUserPool({
    create: "CreateUserPoolDomain",
    read: "*DescribeUserPoolDomain",
    update: "UpdateUserPoolDomain",
    delete: "DeleteUserPoolDomain",
  }),
  "aws:iam/role:Role": row(
    "iam",
    {
      create: "TagRole",
      read: "GetRole ListRolePolicies ListAttachedRolePolicies",
      update: "TagRole UntagRole",
      // The provider looks for what still uses a role before it deletes it.
      delete: "ListInstanceProfilesForRole",
    },
    {
      also: (resource) => ({
        change: bounded(
          "CreateRole UpdateAssumeRolePolicy UpdateRole UpdateRoleDescription PutRolePermissionsBoundary DeleteRole",
          resource.arn,
          boundaryArn,
        ),
      }),
    },
  ),
  "aws:iam/rolePolicy:RolePolicy": row(
    "iam",
    { create: "", read: "GetRolePolicy", delete: "" },
    {
      on: (resource) => roleArn(resource.text("role")),
      also: (resource) => ({
        change: bounded("PutRolePolicy DeleteRolePolicy", roleArn(resource.text("role")), boundaryArn),
      }),
    },
  ),
});
