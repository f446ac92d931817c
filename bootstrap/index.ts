import * as pulumi from "@pulumi/pulumi";
import { GithubRoles } from "./githubRoles";
import { lookUpPlace } from "./place";
import { readSettings } from "./settings";
import { StateStore } from "./stateStore";

const settings = readSettings();
const place = lookUpPlace();
pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
  ["aws:iam/policy:Policy", "aws:iam/role:Role", "aws:kms/key:Key", "aws:s3/bucket:Bucket"].includes(type)
    ? { props: { ...props, tags: { project: settings.project, "managed-by": "pulumi" } }, opts }
    : undefined,
);

// Where Pulumi keeps what it knows, and how it encrypts secrets.
const state = new StateStore("state", { place, settings });

// How GitHub Actions gets in, without a stored key.
const github = new GithubRoles("github", { place, settings, state });

export const stateUrl = pulumi.interpolate`s3://${state.bucketName}?region=${place.region}`;
export const secretsProvider = state.secretsProvider;
export const previewRoleArn = github.previewRoleArn;
export const driftRoleArn = github.driftRoleArn;
export const deployRoleArn = github.deployRoleArn;
export const permissionsBoundaryArn = github.boundaryArn;
