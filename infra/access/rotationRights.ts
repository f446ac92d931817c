import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../iam";
import type { Target } from "../stage";

export interface RotationRights {
  readonly target: Target;
  readonly secretArns: readonly pulumi.Input<string>[];
  readonly usagePlanIds: readonly pulumi.Input<string>[];
  /** Key of the secrets. */
  readonly kmsKeyArn: pulumi.Input<string>;
  /** Alias by which Secrets Manager invokes the function itself. */
  readonly ownAliasArn: pulumi.Input<string>;
  /** Value of the tag `rotation` on the keys that it makes. */
  readonly tag: string;
}

/**
 * What the rotation function may do. API Gateway's control plane has HTTP methods for actions and paths for resources
 * (service authorization reference, Amazon API Gateway Management): a key's id is not known before it is made, so keys
 * are told by their tag.
 */
export function rotationStatements(rights: RotationRights): Statement[] {
  const { target, secretArns, usagePlanIds, kmsKeyArn, tag } = rights;
  const control = (path: pulumi.Input<string>) =>
    pulumi.interpolate`arn:${target.partition}:apigateway:${target.region}::${path}`;
  const keys: Statement[] = [
    // Lists have no narrower resource; they show no values.
    {
      Sid: "ListKeysAndPlans",
      Effect: "Allow",
      Action: "apigateway:GET",
      Resource: [control("/apikeys"), control("/usageplans")],
    },
    {
      Sid: "MakeKeysOfThisStage",
      Effect: "Allow",
      Action: "apigateway:POST",
      Resource: control("/apikeys"),
      Condition: { StringEquals: { "aws:RequestTag/rotation": tag } },
    },
    {
      // A key is made with its tag, which is a call of its own (developer guide, "Tag-based access control").
      Sid: "TagKeysOfThisStage",
      Effect: "Allow",
      Action: "apigateway:PUT",
      Resource: control(
        pulumi.interpolate`/tags/arn%3A${target.partition}%3Aapigateway%3A${target.region}%3A%3A%2Fapikeys%2F*`,
      ),
      Condition: { StringEquals: { "aws:RequestTag/rotation": tag } },
    },
    {
      Sid: "KeysOfThisStage",
      Effect: "Allow",
      Action: ["apigateway:GET", "apigateway:PATCH", "apigateway:DELETE"],
      Resource: control("/apikeys/*"),
      Condition: { StringEquals: { "aws:ResourceTag/rotation": tag } },
    },
    {
      Sid: "KeysIntoPlans",
      Effect: "Allow",
      Action: "apigateway:POST",
      Resource: usagePlanIds.map((id) => control(pulumi.interpolate`/usageplans/${id}/keys`)),
    },
  ];
  if (secretArns.length === 0) return keys;
  return [
    ...keys,
    {
      Sid: "PartnersSecrets",
      Effect: "Allow",
      Action: [
        "secretsmanager:DescribeSecret",
        "secretsmanager:GetSecretValue",
        "secretsmanager:PutSecretValue",
        "secretsmanager:RotateSecret",
        "secretsmanager:UpdateSecretVersionStage",
      ],
      Resource: [...secretArns],
    },
    {
      // Whoever starts a rotation needs the right to invoke its function (RotateSecret, required permissions).
      Sid: "OwnRotation",
      Effect: "Allow",
      Action: "lambda:InvokeFunction",
      Resource: rights.ownAliasArn,
    },
    {
      Sid: "SecretsKeyThroughSecretsManager",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: kmsKeyArn,
      Condition: {
        StringEquals: {
          "kms:ViaService": pulumi.interpolate`secretsmanager.${target.region}.amazonaws.com`,
        },
      },
    },
  ];
}
