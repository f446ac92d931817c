import { createHash } from "node:crypto";
import { block, blocks, count, declared, text, texts } from "../graph/declared";
import type { Declared } from "../graph/declared";
import type { Graph } from "../graph/graph";

type Values = Readonly<Record<string, unknown>>;

/** What a pool asks of passwords. Source: PasswordPolicyType in the Cognito API reference. */
export interface PasswordPolicy {
  /** @default 8 */
  readonly minimumLength: number;
}

/** An app client as the program declares it. */
export interface ClientDeclaration {
  readonly id: string;
  readonly name: string;
  /** Absent for public clients. */
  readonly secret?: string;
  /** OAuth grants: `code`, `implicit`, `client_credentials`. Empty unless the client may use OAuth. */
  readonly flows: readonly string[];
  readonly scopes: readonly string[];
  readonly redirectUris: readonly string[];
  readonly defaultRedirectUri: string | undefined;
  readonly logoutUris: readonly string[];
  /** Such as ALLOW_USER_PASSWORD_AUTH. */
  readonly explicitAuthFlows: readonly string[];
  readonly accessTokenSeconds: number;
  readonly idTokenSeconds: number;
  readonly refreshTokenSeconds: number;
  /** Undefined: refresh tokens are not rotated. */
  readonly rotationGraceSeconds: number | undefined;
  readonly revocable: boolean;
  /** Whether a wrong user name looks like a wrong password. */
  readonly hidesUsers: boolean;
}

/** A user that the program declares. */
export interface UserDeclaration {
  readonly username: string;
  readonly password: string | undefined;
  readonly attributes: Readonly<Record<string, string>>;
  readonly groups: readonly string[];
}

/** A user pool with everything that belongs to it. */
export interface PoolDeclaration {
  readonly id: string;
  readonly arn: string;
  readonly region: string;
  readonly name: string;
  /** Host names: `<prefix>.auth.localhost`, `<prefix>.auth.<region>.amazoncognito.com`, or the custom domain. */
  readonly hosts: readonly string[];
  readonly mfa: "OFF" | "OPTIONAL" | "ON";
  /** Whether an authenticator app can be the second factor. */
  readonly softwareToken: boolean;
  readonly passwordPolicy: PasswordPolicy;
  /** True when people sign in with their address, and Cognito makes up the user name. */
  readonly signInByEmail: boolean;
  readonly groups: readonly string[];
  readonly clients: readonly ClientDeclaration[];
  readonly users: readonly UserDeclaration[];
  readonly notRehearsed: readonly string[];
}

/** The user pools of a graph. */
export function declaredPools(graph: Graph): PoolDeclaration[] {
  const of = (type: string, poolId: string): Declared[] =>
    declared(graph, `aws:cognito/${type}`).filter(({ values }) => values.userPoolId === poolId);
  return declared(graph, "aws:cognito/userPool:UserPool").map(({ resource, values }) => {
    const id = text(values.id) ?? resource.id ?? resource.name;
    const region = /^([a-z]{2}(?:-[a-z]+)+-\d)_/.exec(id)?.[1] ?? "us-east-1";
    const domains = of("userPoolDomain:UserPoolDomain", id).flatMap(
      (domain) => text(domain.values.domain) ?? [],
    );
    const memberships = of("userInGroup:UserInGroup", id).map((membership) => membership.values);
    return {
      id,
      arn: text(values.arn) ?? `arn:aws:cognito-idp:${region}:000000000000:userpool/${id}`,
      region,
      name: text(values.name) ?? resource.name,
      hosts: domains.flatMap((domain) => hostsOf(domain, region)),
      mfa:
        values.mfaConfiguration === "ON" || values.mfaConfiguration === "OPTIONAL"
          ? values.mfaConfiguration
          : "OFF",
      softwareToken: block(values.softwareTokenMfaConfiguration).enabled === true,
      passwordPolicy: { minimumLength: count(block(values.passwordPolicy).minimumLength) ?? 8 },
      signInByEmail: texts(values.usernameAttributes).includes("email"),
      groups: of("userGroup:UserGroup", id).map((group) => text(group.values.name) ?? group.resource.name),
      clients: of("userPoolClient:UserPoolClient", id).map(client),
      users: of("user:User", id).map((user) => declaredUser(user.values, memberships)),
      notRehearsed: notRehearsed(values),
    };
  });
}

const hostsOf = (domain: string, region: string): string[] =>
  domain.includes(".")
    ? [domain]
    : [`${domain}.auth.localhost`, `${domain}.auth.${region}.amazoncognito.com`];

const SECONDS: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

/** Source of the defaults: CreateUserPoolClient in the Cognito API reference: 60 minutes, 60 minutes, 30 days. */
function client({ resource, values }: Declared): ClientDeclaration {
  const id = text(values.id) ?? resource.id ?? resource.name;
  const units = block(values.tokenValidityUnits);
  const seconds = (validity: unknown, unit: unknown, defaultUnit: string, defaultSeconds: number): number =>
    (count(validity) || 0) * (SECONDS[text(unit) ?? defaultUnit] ?? 1) || defaultSeconds;
  const rotation = block(values.refreshTokenRotation);
  const secret = text(values.clientSecret) ?? (values.generateSecret === true ? madeUpSecret(id) : undefined);
  return {
    id,
    name: text(values.name) ?? resource.name,
    ...(secret !== undefined && { secret }),
    flows: values.allowedOauthFlowsUserPoolClient === true ? texts(values.allowedOauthFlows) : [],
    scopes: texts(values.allowedOauthScopes),
    redirectUris: texts(values.callbackUrls),
    defaultRedirectUri: text(values.defaultRedirectUri),
    logoutUris: texts(values.logoutUrls),
    explicitAuthFlows: texts(values.explicitAuthFlows),
    accessTokenSeconds: seconds(values.accessTokenValidity, units.accessToken, "hours", 3600),
    idTokenSeconds: seconds(values.idTokenValidity, units.idToken, "hours", 3600),
    refreshTokenSeconds: seconds(values.refreshTokenValidity, units.refreshToken, "days", 30 * 86_400),
    rotationGraceSeconds:
      rotation.feature === "ENABLED" ? (count(rotation.retryGracePeriodSeconds) ?? 0) : undefined,
    revocable: values.enableTokenRevocation !== false,
    hidesUsers: values.preventUserExistenceErrors === "ENABLED",
  };
}

/** A stack export without its secrets: the rehearsal needs one that stays the same. */
const madeUpSecret = (clientId: string): string =>
  createHash("sha256").update(`rehearsal client secret ${clientId}`).digest("hex").slice(0, 51);

function declaredUser(values: Values, memberships: readonly Values[]): UserDeclaration {
  const username = text(values.username) ?? "";
  const attributes = Object.entries(block(values.attributes)).map(([key, value]) => [key, String(value)]);
  return {
    username,
    password: text(values.password) ?? text(values.temporaryPassword),
    attributes: Object.fromEntries(attributes) as Record<string, string>,
    groups: memberships
      .filter((member) => member.username === username)
      .flatMap(({ groupName }) => text(groupName) ?? []),
  };
}

function notRehearsed(values: Values): string[] {
  const triggers = Object.entries(block(values.lambdaConfig)).filter(
    ([, trigger]) => text(trigger) !== undefined,
  );
  const threatProtection = text(block(values.userPoolAddOns).advancedSecurityMode) ?? "OFF";
  const onlyOtherFactors =
    values.mfaConfiguration === "ON" && block(values.softwareTokenMfaConfiguration).enabled !== true;
  return [
    ...triggers.map(([name]) => `Lambda trigger ${name} (tokens and sign-in stay as they are)`),
    ...(threatProtection === "OFF" ? [] : [`threat protection ${threatProtection} (no sign-in is assessed)`]),
    ...(onlyOtherFactors ? ["MFA by SMS or e-mail (no message is sent; one step suffices)"] : []),
    ...(blocks(values.emailMfaConfiguration).length > 0
      ? ["emailMfaConfiguration (no message is sent)"]
      : []),
  ];
}
