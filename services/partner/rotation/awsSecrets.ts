import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  RotateSecretCommand,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import { parseCredentials } from "../credentials";
import { type Secrets, VersionTakenError } from "./secrets";

/** Tag of a partner's secret: name of the usage plan for the partner's next key. */
const usagePlanTag = "usage-plan";

/**
 * Secrets Manager, as rotation uses it.
 *
 * @param usagePlans name → id
 */
export function awsSecrets(
  client: SecretsManagerClient,
  usagePlans: Readonly<Record<string, string>>,
): Secrets {
  return {
    async describe(secretId) {
      const {
        Name = "",
        Tags = [],
        VersionIdsToStages = {},
      } = await client.send(new DescribeSecretCommand({ SecretId: secretId }));
      const plan = Tags.find(({ Key }) => Key === usagePlanTag)?.Value ?? "";
      const usagePlanId = usagePlans[plan];
      if (!usagePlanId)
        throw new Error(
          `the tag ${usagePlanTag} of ${Name} is "${plan}", which is no usage plan of this stage`,
        );
      return { name: Name, usagePlanId, stages: new Map(Object.entries(VersionIdsToStages)) };
    },
    async read(secretId, versionId) {
      try {
        const { SecretString } = await client.send(
          new GetSecretValueCommand({ SecretId: secretId, VersionId: versionId }),
        );
        if (SecretString === undefined) return undefined;
        const credentials = parseCredentials(SecretString);
        if (!credentials) throw new Error(`version ${versionId} of ${secretId} holds no credentials`);
        return credentials;
      } catch (error) {
        // A version that was only announced has no value.
        if (error instanceof ResourceNotFoundException) return undefined;
        throw error;
      }
    },
    async writePending(secretId, versionId, credentials) {
      try {
        await client.send(
          new PutSecretValueCommand({
            SecretId: secretId,
            ClientRequestToken: versionId,
            SecretString: JSON.stringify(credentials),
            VersionStages: ["AWSPENDING"],
          }),
        );
      } catch (error) {
        if (error instanceof ResourceExistsException) throw new VersionTakenError(versionId);
        throw error;
      }
    },
    async makeCurrent(secretId, versionId, from) {
      await client.send(
        new UpdateSecretVersionStageCommand({
          SecretId: secretId,
          VersionStage: "AWSCURRENT",
          MoveToVersionId: versionId,
          RemoveFromVersionId: from,
        }),
      );
    },
    async abandon(secretId, versionId) {
      await client.send(
        new UpdateSecretVersionStageCommand({
          SecretId: secretId,
          VersionStage: "AWSPENDING",
          RemoveFromVersionId: versionId,
        }),
      );
    },
    async rotate(secretId) {
      await client.send(new RotateSecretCommand({ SecretId: secretId, RotateImmediately: true }));
    },
  };
}
