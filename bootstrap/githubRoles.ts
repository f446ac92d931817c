import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, type Statement } from "../infra/iam";
import { boundary } from "./boundary";
import { deployment } from "./deployment";
import { boundedRoles, dataSources, readRoles, reads, readState, writeState } from "./permissions";
import type { Place } from "./place";
import type { AccountSettings } from "./settings";
import type { StateStore } from "./stateStore";

/** Issuer of the tokens that GitHub gives its jobs; `aud` of a token that is meant for AWS. */
const issuer = "token.actions.githubusercontent.com";
const audience = "sts.amazonaws.com";

export interface GithubRolesArgs {
  readonly place: Place;
  readonly settings: AccountSettings;
  readonly state: StateStore;
}

/** The state bucket and its key are not the platform's, although it may make buckets and keys. */
const stateStays = ({ partition }: Place, { bucketName, keyArn }: StateStore): Statement[] => [
  {
    Sid: "StateBucketStays",
    Effect: "Deny",
    Action: ["s3:DeleteBucket*", "s3:PutBucket*", "s3:Put*Configuration"],
    Resource: pulumi.interpolate`arn:${partition}:s3:::${bucketName}`,
  },
  {
    Sid: "StateKeyStays",
    Effect: "Deny",
    // An alias that leads elsewhere loses the stacks' secrets as well.
    Action: [
      "kms:DeleteAlias",
      "kms:Disable*",
      "kms:PutKeyPolicy",
      "kms:ScheduleKeyDeletion",
      "kms:UpdateAlias",
    ],
    Resource: keyArn,
  },
];

/** Three ways in for GitHub Actions, none with a stored key: one previews, one looks for drift, one deploys. */
export class GithubRoles extends pulumi.ComponentResource {
  readonly previewRoleArn: pulumi.Output<string>;
  readonly driftRoleArn: pulumi.Output<string>;
  readonly deployRoleArn: pulumi.Output<string>;
  /** For `operations.permissionsBoundaryArn` of the platform's stages. */
  readonly boundaryArn: pulumi.Output<string>;

  constructor(name: string, args: GithubRolesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:bootstrap:GithubRoles", name, {}, opts);
    const { place, settings } = args;
    const { project, repository } = settings;
    const parent = { parent: this };
    const own = `${project}-github`;

    const provider = settings.createOidcProvider
      ? new aws.iam.OpenIdConnectProvider(
          `${name}-provider`,
          { url: `https://${issuer}`, clientIdLists: [audience] },
          parent,
        ).arn
      : place.globalArn("iam", `oidc-provider/${issuer}`);
    /** Exactly these jobs of this repository: a wildcard in `sub` would let other repositories or branches in. */
    const trust = (subjects: readonly string[]): pulumi.Output<string> =>
      policyDocument([
        {
          Effect: "Allow",
          Principal: { Federated: provider },
          Action: "sts:AssumeRoleWithWebIdentity",
          Condition: { StringEquals: { [`${issuer}:aud`]: audience, [`${issuer}:sub`]: [...subjects] } },
        },
      ]);
    const { bucketArn, keyArn } = args.state;
    const stateArns = {
      bucketArn,
      keyArn,
      objectsArn: pulumi.interpolate`${bucketArn}/.pulumi/*`,
      locksArn: pulumi.interpolate`${bucketArn}/.pulumi/locks/*`,
    };
    const fence = new aws.iam.Policy(
      `${name}-boundary`,
      {
        name: `${own}-boundary`,
        description: "The most that roles made by deployments can do",
        policy: policyDocument(boundary),
      },
      parent,
    );
    // Managed policies: together they may be longer than inline ones, which share 10,240 characters.
    const role = (
      part: string,
      description: string,
      subjects: readonly string[],
      policies: Readonly<Record<string, readonly Statement[]>>,
    ) => {
      const made = new aws.iam.Role(
        `${name}-${part}`,
        { name: `${own}-${part}`, description, assumeRolePolicy: trust(subjects), maxSessionDuration: 3600 },
        parent,
      );
      for (const [topic, may] of Object.entries(policies)) {
        const policy = new aws.iam.Policy(
          `${name}-${part}-${topic}`,
          {
            name: `${own}-${part}-${topic}`,
            description: `What ${own}-${part} may do: ${topic}`,
            policy: policyDocument(may),
          },
          parent,
        );
        new aws.iam.RolePolicyAttachment(
          `${name}-${part}-${topic}`,
          { role: made.name, policyArn: policy.arn },
          parent,
        );
      }
      return made.arn;
    };
    const topics = deployment(place, project);

    this.previewRoleArn = role(
      "preview",
      "Pull requests: reads state and data sources, changes nothing",
      [`repo:${repository}:pull_request`],
      { state: [...readState(stateArns), ...dataSources(place)] },
    );
    this.driftRoleArn = role(
      "drift",
      "The nightly look at what AWS has: reads, changes nothing",
      [`repo:${repository}:environment:drift`],
      {
        state: [...readState(stateArns), ...dataSources(place)],
        roles: readRoles(place),
        ...Object.fromEntries(Object.entries(topics).map(([topic, may]) => [topic, reads(may)])),
      },
    );
    this.deployRoleArn = role(
      "deploy",
      "Deploys from protected environments",
      settings.environments.map((environment) => `repo:${repository}:environment:${environment}`),
      {
        state: [...writeState(stateArns), ...dataSources(place), ...stateStays(place, args.state)],
        roles: boundedRoles(place, fence.arn, own),
        ...topics,
      },
    );
    this.boundaryArn = fence.arn;
    this.registerOutputs({ previewRoleArn: this.previewRoleArn, deployRoleArn: this.deployRoleArn });
  }
}
