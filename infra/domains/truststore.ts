import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { projectRoot } from "../compute";
import { policyDocument } from "../iam";
import type { StageConfig, Target } from "../stage";
import { checkTruststore, TruststoreError } from "./checkTruststore";

/** Which authorities callers' certificates may come from. */
export interface TruststoreSettings {
  /** PEM file with their certificates, relative to the project's folder. */
  readonly truststoreFile: string;
}

export interface TruststoreArgs extends TruststoreSettings {
  readonly config: StageConfig;
  readonly target: Target;
}

/** A versioned bucket with the certificates of the authorities that API Gateway accepts for mutual TLS. */
export class Truststore extends pulumi.ComponentResource {
  /** `s3://<bucket>/<key>` */
  readonly uri: pulumi.Output<string>;
  readonly version: pulumi.Output<string>;

  /** @throws TruststoreError when the file is not a list of certificates that API Gateway would take */
  constructor(name: string, args: TruststoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:domains:Truststore", name, {}, opts);
    const { config, truststoreFile } = args;
    const parent = { parent: this };
    const text = readTruststore(truststoreFile);
    const bucket = new aws.s3.Bucket(
      `${name}-bucket`,
      { forceDestroy: !config.protection.deletionProtection },
      { ...parent, protect: config.protection.deletionProtection },
    );
    const closed = new aws.s3.BucketPublicAccessBlock(
      `${name}-closed`,
      {
        bucket: bucket.id,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      parent,
    );
    new aws.s3.BucketOwnershipControls(
      `${name}-ownership`,
      { bucket: bucket.id, rule: { objectOwnership: "BucketOwnerEnforced" } },
      parent,
    );
    const versioning = new aws.s3.BucketVersioning(
      `${name}-versions`,
      { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } },
      parent,
    );
    new aws.s3.BucketServerSideEncryptionConfiguration(
      `${name}-encryption`,
      {
        bucket: bucket.id,
        // AWS's own key: API Gateway reads the file as whoever deploys, and nothing in it is secret.
        rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" }, bucketKeyEnabled: true }],
      },
      parent,
    );
    new aws.s3.BucketLifecycleConfiguration(
      `${name}-lifecycle`,
      {
        bucket: bucket.id,
        rules: [
          {
            id: "former-lists",
            status: "Enabled",
            filter: {},
            noncurrentVersionExpiration: { noncurrentDays: 365 },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
          },
        ],
      },
      { ...parent, dependsOn: [versioning] },
    );
    new aws.s3.BucketPolicy(
      `${name}-policy`,
      {
        bucket: bucket.id,
        policy: policyDocument([
          {
            Sid: "TlsOnly",
            Effect: "Deny",
            Principal: "*",
            Action: "s3:*",
            Resource: pulumi.all([bucket.arn, pulumi.interpolate`${bucket.arn}/*`]),
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          },
        ]),
      },
      { ...parent, dependsOn: [closed] },
    );
    const object = new aws.s3.BucketObjectv2(
      `${name}-pem`,
      {
        bucket: bucket.id,
        key: "truststore.pem",
        content: text,
        contentType: "application/x-pem-file",
        sourceHash: createHash("sha256").update(text).digest("hex"),
      },
      // A version only comes of a bucket that keeps versions.
      { ...parent, dependsOn: [versioning] },
    );
    this.uri = pulumi.interpolate`s3://${object.bucket}/${object.key}`;
    this.version = object.versionId;
    this.registerOutputs({ uri: this.uri });
  }
}

function readTruststore(file: string): string {
  let text: string;
  try {
    text = readFileSync(join(projectRoot, file), "utf8");
  } catch (error) {
    throw new TruststoreError(file, [error instanceof Error ? error.message : String(error)]);
  }
  const problems = checkTruststore(text);
  if (problems.length > 0) throw new TruststoreError(file, problems);
  return text;
}
