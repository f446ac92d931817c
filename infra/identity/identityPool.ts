import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, type Statement } from "../iam";
import type { Target } from "../stage";
import { avatarPrefix } from "./avatars";

export interface IdentityPoolArgs {
  readonly target: Target;
  readonly userPoolId: pulumi.Input<string>;
  /** App clients whose signed-in people get AWS credentials. */
  readonly clientIds: readonly pulumi.Input<string>[];
  /** Methods of an API that may be called with them: `<execution ARN>/<stage>/<METHOD>/<path>`. */
  readonly invocableArns: readonly pulumi.Input<string>[];
  readonly avatarBucketArn: pulumi.Input<string>;
  readonly avatarKeyArn: pulumi.Input<string>;
}

/**
 * AWS credentials for people who have signed in: they may call the listed methods and write below a prefix of their own,
 * and nothing else. Who has not signed in gets no credentials: there is no unauthenticated role.
 */
export class IdentityPool extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly authenticatedRoleArn: pulumi.Output<string>;

  constructor(name: string, args: IdentityPoolArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:identity:IdentityPool", name, {}, opts);
    const { target } = args;
    const parent = { parent: this };
    const pool = new aws.cognito.IdentityPool(
      `${name}-pool`,
      {
        identityPoolName: `${target.prefix}-people`,
        allowUnauthenticatedIdentities: false,
        // The classic flow would let a caller choose the role's session, without the scope-down policy of the enhanced one.
        allowClassicFlow: false,
        cognitoIdentityProviders: args.clientIds.map((clientId) => ({
          clientId,
          providerName: pulumi.interpolate`cognito-idp.${target.region}.amazonaws.com/${args.userPoolId}`,
          // A signed-out or disabled person gets no new credentials.
          serverSideTokenCheck: true,
        })),
      },
      parent,
    );
    const role = new aws.iam.Role(
      `${name}-authenticated`,
      {
        description: `People who have signed in to ${target.prefix}`,
        maxSessionDuration: 3600,
        assumeRolePolicy: policyDocument([
          {
            Effect: "Allow",
            Principal: { Federated: "cognito-identity.amazonaws.com" },
            Action: "sts:AssumeRoleWithWebIdentity",
            // Without these two, any identity pool of any account could hand out this role.
            Condition: {
              StringEquals: { "cognito-identity.amazonaws.com:aud": pool.id },
              "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": "authenticated" },
            },
          },
        ]),
      },
      parent,
    );
    new aws.iam.RolePolicy(
      `${name}-authenticated-policy`,
      { role: role.id, policy: policyDocument(statements(args)) },
      parent,
    );
    new aws.cognito.IdentityPoolRoleAttachment(
      `${name}-roles`,
      { identityPoolId: pool.id, roles: { authenticated: role.arn } },
      parent,
    );
    this.id = pool.id;
    this.authenticatedRoleArn = role.arn;
    this.registerOutputs({ id: this.id });
  }
}

function statements({ target, invocableArns, avatarBucketArn, avatarKeyArn }: IdentityPoolArgs): Statement[] {
  const own = "${cognito-identity.amazonaws.com:sub}";
  return [
    ...(invocableArns.length > 0
      ? [
          {
            Sid: "ListedMethods",
            Effect: "Allow",
            Action: "execute-api:Invoke",
            Resource: pulumi.all([...invocableArns]),
          } satisfies Statement,
        ]
      : []),
    {
      Sid: "OwnPictures",
      Effect: "Allow",
      Action: "s3:PutObject",
      Resource: pulumi.interpolate`${avatarBucketArn}/${avatarPrefix}/${own}/*`,
    },
    {
      Sid: "PicturesEncrypted",
      Effect: "Allow",
      Action: "kms:GenerateDataKey",
      Resource: avatarKeyArn,
      Condition: {
        StringEquals: { "kms:ViaService": pulumi.interpolate`s3.${target.region}.amazonaws.com` },
      },
    },
  ];
}
