import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument } from "../infra/iam";
import { closedBucket } from "../infra/storage";
import type { Place } from "./place";
import type { AccountSettings } from "./settings";

/** The bucket that Pulumi keeps state in, and the key that state and stack secrets are encrypted with. */
export class StateStore extends pulumi.ComponentResource {
  readonly bucketName: pulumi.Output<string>;
  readonly bucketArn: pulumi.Output<string>;
  readonly keyArn: pulumi.Output<string>;
  /** For `pulumi stack init --secrets-provider`. */
  readonly secretsProvider: pulumi.Output<string>;

  constructor(
    name: string,
    { place, settings }: { readonly place: Place; readonly settings: AccountSettings },
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("gatehouse:bootstrap:StateStore", name, {}, opts);
    const parent = { parent: this };
    // Without it no stack can be changed or even destroyed any more.
    const kept = { parent: this, protect: true };

    const key = new aws.kms.Key(
      `${name}-key`,
      {
        description: "State and stack secrets of Pulumi",
        enableKeyRotation: true,
        deletionWindowInDays: 30,
        policy: policyDocument([
          {
            Sid: "AccountAdministersThroughIam",
            Effect: "Allow",
            Principal: { AWS: place.globalArn("iam", "root") },
            Action: "kms:*",
            Resource: "*",
          },
        ]),
      },
      kept,
    );
    const alias = new aws.kms.Alias(
      `${name}-alias`,
      { name: `alias/${settings.project}-pulumi`, targetKeyId: key.id },
      parent,
    );
    const { bucket } = closedBucket(
      name,
      {
        // Names of buckets are shared by all accounts of the world.
        bucket: { bucket: pulumi.interpolate`${settings.project}-pulumi-${place.accountId}-${place.region}` },
        encryption: {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn },
          bucketKeyEnabled: true,
        },
        lifecycle: {
          id: "earlier-versions",
          noncurrentVersionExpiration: { noncurrentDays: settings.nonCurrentStateDays },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
        },
      },
      kept,
    );

    this.bucketName = bucket.id;
    this.bucketArn = bucket.arn;
    this.keyArn = key.arn;
    this.secretsProvider = pulumi.interpolate`awskms:///${alias.name}?region=${place.region}`;
    this.registerOutputs({ bucketName: this.bucketName, keyArn: this.keyArn });
  }
}
