import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ContractScope } from "../contract";
import type { StageConfig, Target } from "../stage";
import { clientScopes } from "./scopes";

export interface ClientsArgs {
  readonly config: StageConfig;
  readonly target: Target;
  readonly userPoolId: pulumi.Input<string>;
  /** Scopes of every API. */
  readonly scopes: readonly ContractScope[];
  /** The resource servers that have them. */
  readonly servers: readonly aws.cognito.ResourceServer[];
}

/** The app clients of a user pool: who may ask it for tokens, and how. */
export interface Clients {
  readonly browser: aws.cognito.UserPoolClient;
  /** Where the stage has an app. */
  readonly native: aws.cognito.UserPoolClient | undefined;
  readonly machine: aws.cognito.UserPoolClient;
}

/** One client for web pages, one for machines, and one for an app where the stage has one. */
export function clients(name: string, args: ClientsArgs, opts: pulumi.CustomResourceOptions): Clients {
  const { config, target, userPoolId, scopes, servers } = args;
  const { identity } = config;
  // A client that names a scope before its server exists fails with ScopeDoesNotExist: so the names come from there.
  const scopesOf = (wanted: readonly string[]) =>
    pulumi
      .all(servers.map((server) => server.scopeIdentifiers))
      .apply((lists) => lists.flat().filter((scope) => wanted.includes(scope)));
  const common = {
    userPoolId,
    allowedOauthFlowsUserPoolClient: true,
    supportedIdentityProviders: ["COGNITO"],
    preventUserExistenceErrors: "ENABLED",
    enableTokenRevocation: true,
    ...lifetimes(identity.accessTokenMinutes, identity.refreshTokenDays),
  } satisfies aws.cognito.UserPoolClientArgs;
  const ofPeople = (client: "browserClient" | "nativeClient") =>
    ({
      ...common,
      // What runs on somebody's device can keep no secret; the PKCE challenge of each sign-in stands in for it.
      generateSecret: false,
      allowedOauthFlows: ["code"],
      allowedOauthScopes: scopesOf(clientScopes(client, scopes, config)).apply((names) => [
        "openid",
        "email",
        ...names,
      ]),
      // Rotation and ALLOW_REFRESH_TOKEN_AUTH exclude each other.
      explicitAuthFlows: ["ALLOW_USER_SRP_AUTH"],
      refreshTokenRotation: { feature: "ENABLED", retryGracePeriodSeconds: 10 },
    }) satisfies aws.cognito.UserPoolClientArgs;

  const browser = new aws.cognito.UserPoolClient(
    `${name}-browser`,
    {
      ...ofPeople("browserClient"),
      name: `${target.prefix}-browser`,
      callbackUrls: [...identity.browserClient.callbackUrls],
      logoutUrls: [...identity.browserClient.logoutUrls],
    },
    opts,
  );
  const { nativeClient } = identity;
  const native = nativeClient
    ? new aws.cognito.UserPoolClient(
        `${name}-native`,
        {
          ...ofPeople("nativeClient"),
          name: `${target.prefix}-native`,
          callbackUrls: [...nativeClient.callbackUrls],
          logoutUrls: [...nativeClient.logoutUrls],
          ...lifetimes(
            nativeClient.accessTokenMinutes ?? identity.accessTokenMinutes,
            nativeClient.refreshTokenDays,
          ),
        },
        opts,
      )
    : undefined;
  const machine = new aws.cognito.UserPoolClient(
    `${name}-machine`,
    {
      ...common,
      name: `${target.prefix}-machine`,
      generateSecret: true,
      allowedOauthFlows: ["client_credentials"],
      allowedOauthScopes: scopesOf(scopes.map((scope) => scope.name)),
      // An empty list would mean Cognito's default, which lets users sign in through this client.
      explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
    },
    { ...opts, additionalSecretOutputs: ["clientSecret"] },
  );
  return { browser, native, machine };
}

/** How long tokens live, ID tokens as long as access tokens. */
const lifetimes = (accessTokenMinutes: number, refreshTokenDays: number) => ({
  accessTokenValidity: accessTokenMinutes,
  idTokenValidity: accessTokenMinutes,
  refreshTokenValidity: refreshTokenDays,
  tokenValidityUnits: { accessToken: "minutes", idToken: "minutes", refreshToken: "days" },
});
