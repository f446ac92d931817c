import type { DeclaredApi } from "../gateway";
import type { Identity } from "../identity";
import { type Credentials, signedOptions } from "./credentials";

/** Somebody who has signed in, with the AWS credentials that an identity pool gives them. */
export interface SignedInCaller {
  /** In `/_caller/…`: the identity pool's name without `<project>-<stage>-`. */
  readonly name: string;
  readonly credentials: Credentials;
  /** Paths of an API that they may GET with them; those without parameters. */
  pathsOf(api: DeclaredApi): readonly string[];
}

/** The first user of each identity pool whose people get a role. */
export function signedInCallers(
  identity: Identity,
  shortName: (name: string) => string,
): readonly SignedInCaller[] {
  return identity.describeIdentityPools().flatMap((pool) => {
    const { identityPoolId, name, region, providers, roleArn } = pool;
    const users = identity
      .describe()
      .filter(({ poolId }) => providers.some((provider) => provider.endsWith(`/${poolId}`)))
      .flatMap((userPool) => userPool.users);
    const [user] = users;
    if (roleArn === undefined || user === undefined) return [];
    return {
      name: shortName(name),
      credentials: {
        condition: `signed in as ${user.username}`,
        async present() {
          const found = await identity.credentialsOf(identityPoolId, user.username);
          return found && signedOptions(region, found);
        },
      },
      pathsOf: ({ caller }) => caller?.signedPaths?.(roleArn) ?? [],
    };
  });
}
