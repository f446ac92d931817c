import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ContractScope } from "../contract";
import type { StageConfig, Target } from "../stage";
import { domainPrefix } from "./domainPrefix";
import { browserScopes, resourceServers } from "./scopes";
import { riskConfiguration, userPool } from "./userPool";

export interface IdentityArgs {
  readonly config: StageConfig;
  readonly target: Target;
  /** Scopes of every API; they become the resource servers. */
  readonly scopes: readonly ContractScope[];
}

/** Who may call: a user pool, the scopes of the APIs, one client for web pages and one for machines. */
export class Identity extends pulumi.ComponentResource {
  readonly userPoolId: pulumi.Output<string>;
  readonly userPoolArn: pulumi.Output<string>;
  /** Issuer of the tokens, an https URL. */
  readonly issuer: pulumi.Output<string>;
  /** Prefix of the hosted sign-in domain. */
  readonly domain: pulumi.Output<string>;
  /** Address that authorization and token requests go to. */
  readonly signInUrl: pulumi.Output<string>;
  readonly browserClientId: pulumi.Output<string>;
  readonly machineClientId: pulumi.Output<string>;
  /** A secret. */
  readonly machineClientSecret: pulumi.Output<string>;

  constructor(name: string, args: IdentityArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:identity:Identity", name, {}, opts);
    const { config, target, scopes } = args;
    const parent = { parent: this };

    const pool = userPool(`${name}-pool`, args, parent);
    riskConfiguration(`${name}-risk`, { config, userPoolId: pool.id }, parent);
    const servers = resourceServers(scopes).map(
      ({ identifier, scopes }) =>
        new aws.cognito.ResourceServer(
          `${name}-${identifier}`,
          { userPoolId: pool.id, identifier, name: identifier, scopes: [...scopes] },
          parent,
        ),
    );
    const domain = new aws.cognito.UserPoolDomain(
      `${name}-domain`,
      {
        userPoolId: pool.id,
        domain: pulumi
          .all([target.accountId, target.region])
          .apply(([account, region]) =>
            domainPrefix(config.identity.domainPrefix, config.stage, account, region),
          ),
      },
      parent,
    );

    // A client that names a scope before its server exists fails with ScopeDoesNotExist: so the names come from there.
    const scopesOf = (wanted: readonly string[]) =>
      pulumi
        .all(servers.map((server) => server.scopeIdentifiers))
        .apply((lists) => lists.flat().filter((scope) => wanted.includes(scope)));
    const common = {
      userPoolId: pool.id,
      allowedOauthFlowsUserPoolClient: true,
      supportedIdentityProviders: ["COGNITO"],
      preventUserExistenceErrors: "ENABLED",
      enableTokenRevocation: true,
      accessTokenValidity: config.identity.accessTokenMinutes,
      idTokenValidity: config.identity.accessTokenMinutes,
      refreshTokenValidity: config.identity.refreshTokenDays,
      tokenValidityUnits: { accessToken: "minutes", idToken: "minutes", refreshToken: "days" },
    } satisfies aws.cognito.UserPoolClientArgs;

    const browser = new aws.cognito.UserPoolClient(
      `${name}-browser`,
      {
        ...common,
        name: `${target.prefix}-browser`,
        // A page can keep no secret; the PKCE challenge of each sign-in stands in for it.
        generateSecret: false,
        allowedOauthFlows: ["code"],
        allowedOauthScopes: scopesOf(browserScopes(scopes, config)).apply((names) => [
          "openid",
          "email",
          ...names,
        ]),
        callbackUrls: [...config.identity.browserClient.callbackUrls],
        logoutUrls: [...config.identity.browserClient.logoutUrls],
        // Rotation and ALLOW_REFRESH_TOKEN_AUTH exclude each other.
        explicitAuthFlows: ["ALLOW_USER_SRP_AUTH"],
        refreshTokenRotation: { feature: "ENABLED", retryGracePeriodSeconds: 10 },
      },
      parent,
    );
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
      { ...parent, additionalSecretOutputs: ["clientSecret"] },
    );

    this.userPoolId = pool.id;
    this.userPoolArn = pool.arn;
    this.issuer = pulumi.interpolate`https://${pool.endpoint}`;
    this.domain = domain.domain;
    this.signInUrl = pulumi.interpolate`https://${domain.domain}.auth.${target.region}.amazoncognito.com`;
    this.browserClientId = browser.id;
    this.machineClientId = machine.id;
    this.machineClientSecret = pulumi.secret(machine.clientSecret);
    this.registerOutputs({ userPoolId: this.userPoolId, domain: this.domain });
  }
}
