import { SecretsProvider } from "@aws-lambda-powertools/parameters/secrets";
import { ResourceNotFoundException, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

/** How long a secret that was read counts as fresh, in seconds: a changed one is known everywhere within this time. */
const MAX_AGE_SECONDS = 300;

/** Reads the text of a secret by version stage; undefined when it has no such version. Kept for five minutes. */
export type ReadSecret = (
  secretId: string,
  versionStage: "AWSCURRENT" | "AWSPREVIOUS",
) => Promise<string | undefined>;

export function createSecretReader(client: SecretsManagerClient): ReadSecret {
  const provider = new SecretsProvider({ awsSdkV3Client: client });
  // Powertools keeps values by name, not by version stage: each stage has a provider of its own.
  const previous = new SecretsProvider({ awsSdkV3Client: client });
  return async (secretId, versionStage) => {
    const from = versionStage === "AWSCURRENT" ? provider : previous;
    try {
      const value = await from.get(secretId, {
        maxAge: MAX_AGE_SECONDS,
        sdkOptions: { VersionStage: versionStage },
      });
      return typeof value === "string" ? value : undefined;
    } catch (error) {
      const cause = error instanceof Error ? (error.cause ?? error) : error;
      if (cause instanceof ResourceNotFoundException && versionStage === "AWSPREVIOUS") return undefined;
      throw error;
    }
  };
}
