import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { projectRoot } from "../compute";
import type { StageConfig, Target } from "../stage";
import { closedBucket } from "../storage";
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
    const text = readTruststore(truststoreFile);
    const { deletionProtection } = config.protection;
    const { bucket, versioning } = closedBucket(
      name,
      {
        bucket: { forceDestroy: !deletionProtection },
        // AWS's own key: API Gateway reads the file as whoever deploys, and nothing in it is secret.
        encryption: {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" },
          bucketKeyEnabled: true,
        },
        lifecycle: {
          id: "former-lists",
          noncurrentVersionExpiration: { noncurrentDays: 365 },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
        },
      },
      { parent: this, protect: deletionProtection },
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
      { parent: this, dependsOn: [versioning] },
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
