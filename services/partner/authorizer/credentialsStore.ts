import { SecretsProvider } from "@aws-lambda-powertools/parameters/secrets";
import { ResourceNotFoundException, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { type Credentials, parseCredentials } from "../credentials";

export type Label = "AWSCURRENT" | "AWSPREVIOUS";

/** Reads a partner's credentials. */
export interface CredentialsStore {
  /** @param fresh ask Secrets Manager, whatever is remembered */
  read(partner: string, label: Label, fresh: boolean): Promise<Credentials | undefined>;
}

/** How long credentials are remembered between requests. */
const maxAgeSeconds = 300;

/** The partners' secrets, through Powertools' Parameters. It remembers by name alone: one provider for each label. */
export function secretsStore(client: SecretsManagerClient, prefix: string): CredentialsStore {
  const providers: Readonly<Record<Label, SecretsProvider>> = {
    AWSCURRENT: new SecretsProvider({ awsSdkV3Client: client }),
    AWSPREVIOUS: new SecretsProvider({ awsSdkV3Client: client }),
  };
  return {
    async read(partner, label, fresh) {
      try {
        const text = await providers[label].get(`${prefix}/${partner}`, {
          maxAge: maxAgeSeconds,
          forceFetch: fresh,
          sdkOptions: { VersionStage: label },
        });
        return typeof text === "string" ? parseCredentials(text) : undefined;
      } catch (error) {
        // No such label yet: before the first rotation, or before the second.
        if (error instanceof Error && error.cause instanceof ResourceNotFoundException) return undefined;
        throw error;
      }
    },
  };
}
