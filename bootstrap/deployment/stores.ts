import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../../infra/iam";
import type { Place } from "../place";
import { allow } from "./allow";

/**
 * Buckets, keys and secrets. Of what is in them only what a deployment itself puts there: the truststore of mutual TLS,
 * and what a distribution shares with its origin.
 */
export const stores = (place: Place, project: string): Statement[] => [
  ...buckets(place, project),
  ...keys(place),
  ...secrets(place, project),
];

function buckets({ partition }: Place, project: string): Statement[] {
  const arn = (resource: string) => pulumi.interpolate`arn:${partition}:s3:::${resource}`;
  // Pulumi names the buckets that have no name of their own after the resource.
  const truststores = "*-truststore-bucket-*";
  return [
    allow(
      "s3",
      ["CreateBucket", "DeleteBucket", "DeleteBucketPolicy", "Get*Configuration", "GetBucket*"].concat(
        ["ListBucket", "ListTagsForResource", "PutBucket*", "Put*Configuration", "TagResource"],
        "UntagResource",
      ),
      [`${project}-*`, "avatars-log-bucket-*", truststores].map(arn),
    ),
    allow("s3", ["ListBucketVersions"], arn(truststores)),
    // API Gateway reads the file as whoever deploys.
    allow(
      "s3",
      ["GetObject", "GetObjectVersion", "GetObjectTagging", "PutObject", "PutObjectTagging"].concat(
        "DeleteObject",
        "DeleteObjectVersion",
      ),
      arn(`${truststores}/truststore.pem`),
    ),
  ];
}

/** Keys are used only by services, for what the deployment asks them to do. */
function keys(place: Place): Statement[] {
  const arns = place.arnsWithEdge("kms", "key/*");
  const throughServices = {
    StringEquals: {
      "kms:ViaService": ["dynamodb", "lambda", "secretsmanager"].map(
        (service) => pulumi.interpolate`${service}.${place.region}.amazonaws.com`,
      ),
    },
  };
  return [
    allow("kms", ["CreateKey", "ListAliases"]),
    allow(
      "kms",
      ["CreateAlias", "DeleteAlias", "DescribeKey", "DisableKeyRotation", "EnableKeyRotation"].concat(
        ["GetKeyPolicy", "GetKeyRotationStatus", "ListResourceTags", "PutKeyPolicy", "ScheduleKeyDeletion"],
        ["TagResource", "UntagResource", "UpdateAlias", "UpdateKeyDescription"],
      ),
      [...arns, ...place.arnsWithEdge("kms", "alias/*")],
    ),
    // Lambda and DynamoDB use a customer's key by a grant that they make in the name of whoever deploys.
    allow("kms", ["CreateGrant"], arns, { Bool: { "kms:GrantIsForAWSResource": "true" } }),
    // Without it Lambda shows no environment variables, and every refresh finds them gone.
    allow("kms", ["Decrypt"], arns, throughServices),
    allow("kms", ["Encrypt", "GenerateDataKey*", "ReEncrypt*"], arns, throughServices),
  ];
}

function secrets(place: Place, project: string): Statement[] {
  return [
    allow(
      "secretsmanager",
      ["CreateSecret", "DeleteSecret", "DescribeSecret", "GetResourcePolicy", "PutResourcePolicy"].concat(
        ["DeleteResourcePolicy", "RotateSecret", "CancelRotateSecret", "UpdateSecret"],
        ["TagResource", "UntagResource"],
      ),
      place.arn("secretsmanager", `secret:${project}*`),
    ),
    // Pulumi makes these values and keeps them in its state, and their distributions show them: never the partners'.
    allow(
      "secretsmanager",
      ["GetSecretValue", "ListSecretVersionIds", "PutSecretValue", "UpdateSecretVersionStage"],
      place.arn("secretsmanager", `secret:${project}-*-origin-*`),
    ),
  ];
}
