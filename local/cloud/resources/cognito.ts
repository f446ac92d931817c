import { ALPHANUMERIC, LOWER_ALPHANUMERIC, uuid } from "../fingerprint";
import type { Resource, ServiceTable } from "../model";
import { arn, derive, input, joined, list, random, record, text, timestamp } from "../model";
import { CLOUDFRONT_ZONE_ID } from "./hostedZones";

const poolArn = (resource: Resource, id: string): string => arn(resource, "cognito-idp", `userpool/${id}`);

/** Cognito user pools, their clients and domains, and identity pools. */
export const cognito: ServiceTable = {
  "aws:cognito/userPool:UserPool": {
    id: (pool) => `${pool.region}_${derive(pool, "id", 9, ALPHANUMERIC)}`,
    autoname: { property: "name", maxLength: 128 },
    taggable: true,
    deletionProtection: { property: "deletionProtection", on: "ACTIVE" },
    defaults: {
      accountRecoverySetting: {
        recoveryMechanisms: [
          { name: "verified_email", priority: 1 },
          { name: "verified_phone_number", priority: 2 },
        ],
      },
      adminCreateUserConfig: { allowAdminCreateUserOnly: false },
      deletionProtection: "INACTIVE",
      emailConfiguration: { emailSendingAccount: "COGNITO_DEFAULT" },
      mfaConfiguration: "OFF",
      passwordPolicy: {
        minimumLength: 8,
        passwordHistorySize: 0,
        requireLowercase: true,
        requireNumbers: true,
        requireSymbols: true,
        requireUppercase: true,
        temporaryPasswordValidityDays: 7,
      },
      signInPolicy: { allowedFirstAuthFactors: ["PASSWORD"] },
      userPoolTier: "ESSENTIALS",
      verificationMessageTemplate: { defaultEmailOption: "CONFIRM_WITH_CODE" },
    },
    computed: (pool) => ({
      arn: poolArn(pool, pool.id),
      creationDate: timestamp(pool),
      customDomain: "",
      domain: "",
      endpoint: `cognito-idp.${pool.region}.${pool.partition.dnsSuffix}/${pool.id}`,
      estimatedNumberOfUsers: 0,
      lastModifiedDate: timestamp(pool),
    }),
    // Attributes can be added to a pool's schema but not changed or removed; the provider refuses those at update.
    replaceOnChange: ["aliasAttributes", "usernameAttributes"],
  },
  "aws:cognito/userPoolClient:UserPoolClient": {
    id: random(26, LOWER_ALPHANUMERIC),
    autoname: { property: "name", maxLength: 128 },
    defaults: (client) => ({
      accessTokenValidity: 60,
      allowedOauthFlows: [],
      allowedOauthFlowsUserPoolClient: false,
      allowedOauthScopes: [],
      authSessionValidity: 3,
      callbackUrls: [],
      defaultRedirectUri: "",
      enablePropagateAdditionalUserContextData: false,
      enableTokenRevocation: true,
      explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH"],
      idTokenValidity: 60,
      logoutUrls: [],
      preventUserExistenceErrors: client.inputs.preventUserExistenceErrors ?? "",
      refreshTokenValidity: 30,
      supportedIdentityProviders: [],
    }),
    computed: (client) => ({
      clientSecret:
        client.inputs.generateSecret === true ? derive(client, "secret", 51, LOWER_ALPHANUMERIC) : "",
    }),
    replaceOnChange: ["generateSecret", "userPoolId"],
    validate: (client) =>
      list(client.inputs.allowedOauthFlows).includes("client_credentials") &&
      client.inputs.generateSecret !== true
        ? [
            {
              property: "generateSecret",
              reason:
                "Cognito refuses client_credentials for a client without a secret; set generateSecret: true.",
            },
          ]
        : [],
  },
  "aws:cognito/userPoolDomain:UserPoolDomain": {
    id: joined("", "domain"),
    defaults: { managedLoginVersion: 1 },
    computed: (domain) => {
      const distribution = `d${derive(domain, "distribution", 13, LOWER_ALPHANUMERIC)}.cloudfront.net`;
      return {
        awsAccountId: domain.accountId,
        cloudfrontDistribution: distribution,
        cloudfrontDistributionArn: distribution,
        cloudfrontDistributionZoneId: CLOUDFRONT_ZONE_ID,
        s3Bucket: `aws-cognito-prod-${domain.region}-assets`,
        version: "20250101000000",
      };
    },
    replaceOnChange: ["domain", "userPoolId"],
  },
  "aws:cognito/resourceServer:ResourceServer": {
    id: joined("|", "userPoolId", "identifier"),
    autoname: { property: "name" },
    computed: (server) => ({
      scopeIdentifiers: list(server.inputs.scopes).map(
        (scope) => `${input(server, "identifier")}/${text(record(scope).scopeName)}`,
      ),
    }),
    replaceOnChange: ["identifier", "userPoolId"],
  },
  "aws:cognito/userGroup:UserGroup": {
    id: joined("/", "userPoolId", "name"),
    autoname: { property: "name", maxLength: 128 },
    replaceOnChange: ["name", "userPoolId"],
  },
  "aws:cognito/user:User": {
    id: joined("/", "userPoolId", "username"),
    defaults: { enabled: true },
    computed: (user) => ({
      creationDate: timestamp(user),
      lastModifiedDate: timestamp(user),
      mfaSettingLists: [],
      preferredMfaSetting: "",
      status: user.inputs.password === undefined ? "FORCE_CHANGE_PASSWORD" : "CONFIRMED",
      sub: uuid(`${user.seed}#sub`),
    }),
    replaceOnChange: ["userPoolId", "username"],
  },
  "aws:cognito/userInGroup:UserInGroup": {
    id: joined("/", "userPoolId", "groupName", "username"),
    replaceOnChange: ["groupName", "userPoolId", "username"],
  },
  "aws:cognito/identityProvider:IdentityProvider": {
    id: joined(":", "userPoolId", "providerName"),
    replaceOnChange: ["providerName", "providerType", "userPoolId"],
  },
  "aws:cognito/riskConfiguration:RiskConfiguration": {
    id: (risk) =>
      [input(risk, "userPoolId"), input(risk, "clientId")].filter((part) => part !== "").join(":"),
    replaceOnChange: ["clientId", "userPoolId"],
  },
  "aws:cognito/logDeliveryConfiguration:LogDeliveryConfiguration": {
    id: joined("", "userPoolId"),
    replaceOnChange: ["userPoolId"],
  },
  "aws:cognito/managedLoginBranding:ManagedLoginBranding": {
    id: (branding) => `${input(branding, "userPoolId")},${uuid(`${branding.seed}#branding`)}`,
    computed: (branding) => ({
      managedLoginBrandingId: text(branding.id.split(",")[1]),
      settingsAll: input(branding, "settings", "{}"),
    }),
    replaceOnChange: ["clientId", "userPoolId"],
  },
  "aws:cognito/userPoolUICustomization:UserPoolUICustomization": {
    id: joined(",", "userPoolId", "clientId"),
    defaults: { clientId: "ALL" },
    computed: (ui) => ({
      creationDate: timestamp(ui),
      cssVersion: "20250101000000",
      imageUrl: "",
      lastModifiedDate: timestamp(ui),
    }),
    replaceOnChange: ["clientId", "userPoolId"],
  },
  "aws:cognito/identityPool:IdentityPool": {
    id: (pool) => `${pool.region}:${uuid(`${pool.seed}#id`)}`,
    taggable: true,
    defaults: { allowClassicFlow: false, allowUnauthenticatedIdentities: false },
    computed: (pool) => ({ arn: arn(pool, "cognito-identity", `identitypool/${pool.id}`) }),
    replaceOnChange: ["developerProviderName"],
  },
  "aws:cognito/identityPoolRoleAttachment:IdentityPoolRoleAttachment": {
    id: joined("", "identityPoolId"),
    replaceOnChange: ["identityPoolId"],
  },
  "aws:cognito/identityPoolProviderPrincipalTag:IdentityPoolProviderPrincipalTag": {
    id: joined(":", "identityPoolId", "identityProviderName"),
    defaults: { useDefaults: true },
    replaceOnChange: ["identityPoolId", "identityProviderName"],
  },
};
