import { ALPHANUMERIC, uuid } from "../fingerprint";
import type { Resource, ServiceTable } from "../model";
import { arn, derive, input, joined } from "../model";

/** Parameter names may begin with a slash, which their ARN does not double. */
const parameterArn = (parameter: Resource): string =>
  arn(parameter, "ssm", `parameter/${input(parameter, "name").replace(/^\//, "")}`);

/** Secrets Manager and the Systems Manager parameter store. */
export const secrets: ServiceTable = {
  "aws:secretsmanager/secret:Secret": {
    // Secrets Manager ends every ARN with six random characters, so that a new secret of the same name is another.
    id: (secret) =>
      arn(
        secret,
        "secretsmanager",
        `secret:${input(secret, "name")}-${derive(secret, "id", 6, ALPHANUMERIC)}`,
      ),
    autoname: { property: "name", maxLength: 512 },
    taggable: true,
    defaults: { description: "", forceOverwriteReplicaSecret: false, policy: "", recoveryWindowInDays: 30 },
    computed: (secret) => ({ arn: secret.id }),
    replaceOnChange: ["name", "namePrefix", "type"],
  },
  "aws:secretsmanager/secretVersion:SecretVersion": {
    id: (version) => `${input(version, "secretId")}|${versionId(version)}`,
    defaults: { versionStages: ["AWSCURRENT"] },
    computed: (version) => ({
      arn: input(version, "secretId"),
      hasSecretStringWo: false,
      secretArn: input(version, "secretId"),
      versionId: versionId(version),
    }),
    replaceOnChange: ["secretBinary", "secretId", "secretString", "secretStringWoVersion"],
  },
  "aws:secretsmanager/secretRotation:SecretRotation": {
    id: joined("", "secretId"),
    defaults: { rotateImmediately: true },
    computed: () => ({ rotationEnabled: true }),
    replaceOnChange: ["secretId"],
  },
  "aws:secretsmanager/secretPolicy:SecretPolicy": {
    id: joined("", "secretArn"),
    replaceOnChange: ["secretArn"],
  },
  "aws:ssm/parameter:Parameter": {
    id: joined("", "name"),
    autoname: { property: "name" },
    taggable: true,
    defaults: (parameter) => ({
      dataType: "text",
      tier: "Standard",
      ...(parameter.inputs.type === "SecureString" ? { keyId: "alias/aws/ssm" } : {}),
    }),
    computed: (parameter) => ({ arn: parameterArn(parameter), hasValueWo: false, version: 1 }),
    replaceOnChange: ["dataType", "name"],
  },
};

const versionId = (version: Resource): string => uuid(`${version.seed}#version`);
