import type { Credentials } from "../credentials";

/** What Secrets Manager says of a secret, without its value. */
export interface SecretState {
  readonly name: string;
  /** The usage plan for the partner's next key, from the secret's tag. */
  readonly usagePlanId: string;
  /** Version → staging labels. */
  readonly stages: ReadonlyMap<string, readonly string[]>;
}

/** A version with this id holds another value. */
export class VersionTakenError extends Error {
  constructor(versionId: string) {
    super(`version ${versionId} holds another value`);
    this.name = "VersionTakenError";
  }
}

/** What rotation needs of Secrets Manager. `secretId` is a name or an ARN. */
export interface Secrets {
  describe(secretId: string): Promise<SecretState>;
  /** The value of a version; undefined when it has none. */
  read(secretId: string, versionId: string): Promise<Credentials | undefined>;
  /** Gives a version its value and the label AWSPENDING. @throws VersionTakenError */
  writePending(secretId: string, versionId: string, credentials: Credentials): Promise<void>;
  /** Moves AWSCURRENT; Secrets Manager moves AWSPREVIOUS to the version that had it. */
  makeCurrent(secretId: string, versionId: string, from: string | undefined): Promise<void>;
  /** Takes AWSPENDING from a version: its rotation is over. */
  abandon(secretId: string, versionId: string): Promise<void>;
  /** Starts a rotation, which calls this function again. */
  rotate(secretId: string): Promise<void>;
}

/** The version with a label. */
export function versionWith({ stages }: SecretState, label: string): string | undefined {
  for (const [version, labels] of stages) if (labels.includes(label)) return version;
  return undefined;
}

/** The version of a rotation that is not through yet. */
export function underWay(state: SecretState): string | undefined {
  const pending = versionWith(state, "AWSPENDING");
  return pending === versionWith(state, "AWSCURRENT") ? undefined : pending;
}
