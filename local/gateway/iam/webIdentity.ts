/** On whose behalf an identity pool has assumed a role. */
export interface WebIdentity {
  /** Id of the identity pool: `aud` of the token that Cognito presents to STS. */
  readonly identityPoolId: string;
  /** Id of the identity: its `sub`. */
  readonly identityId: string;
  /**
   * Its `amr`: `authenticated`, the user pool as `cognito-idp.<region>.amazonaws.com/<pool>`, and the same with
   * `:CognitoSignIn:<sub>` behind it.
   */
  readonly methods: readonly string[];
}

/** Cognito identity, as trust policies name it. */
export const COGNITO_IDENTITY = "cognito-identity.amazonaws.com";

const KEYS: Readonly<Record<string, (identity: WebIdentity) => string | readonly string[]>> = {
  [`${COGNITO_IDENTITY}:amr`]: ({ methods }) => methods,
  [`${COGNITO_IDENTITY}:aud`]: ({ identityPoolId }) => identityPoolId,
  [`${COGNITO_IDENTITY}:sub`]: ({ identityId }) => identityId,
};

/** Condition keys, and policy variables, of a session that an identity pool has handed out; in lower case. */
export const WEB_IDENTITY_KEYS: readonly string[] = Object.keys(KEYS);

/**
 * Value of such a key; undefined for other keys and other callers
 * (IAM user guide, "IAM and AWS STS condition context keys": keys for AWS web identity federation).
 */
export const webIdentityKey = (
  name: string,
  identity: WebIdentity | undefined,
): string | readonly string[] | undefined => (identity === undefined ? undefined : KEYS[name]?.(identity));

/** Whom Cognito trusted, as API Gateway says it: `$context.identity.cognitoAuthenticationProvider`. */
export const authenticationProvider = ({ methods }: WebIdentity): string => methods.slice(1).join(",");

/** What events of format 1.0 say of Cognito in `requestContext.identity`; null where no identity pool stands behind. */
export const cognitoIdentity = (identity: WebIdentity | undefined): Record<string, string | null> => ({
  cognitoAuthenticationProvider: identity === undefined ? null : authenticationProvider(identity),
  cognitoAuthenticationType: identity?.methods[0] ?? null,
  cognitoIdentityId: identity?.identityId ?? null,
  cognitoIdentityPoolId: identity?.identityPoolId ?? null,
});
