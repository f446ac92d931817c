/** Temporary credentials of a role. */
export interface RoleCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** Hands out a role to somebody whom an identity pool vouches for; a reason when its trust policy does not. */
export type AssumeRole = (request: {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly identity: {
    readonly identityPoolId: string;
    readonly identityId: string;
    readonly methods: readonly string[];
  };
  readonly seconds: number;
}) => RoleCredentials | string;
