import { decodeJwt } from "jose";
import type { JWTPayload } from "jose";
import { ApiException, answerJson, object, parseInput } from "./apiException";
import type { Input } from "./apiException";
import { readBody } from "./exchange";
import type { Exchange } from "./exchange";
import type { IdentityPoolDeclaration } from "./identityPools";
import type { AssumeRole, RoleCredentials } from "./roleCredentials";
import type { ServedPool } from "./servedPool";
import { uuidOf } from "./users";
import type { TokenVerdict } from "./verifier";

const TARGET = /^AWSCognitoIdentityService\.([A-Za-z]+)$/;
const IDENTITY_ID = /^[\w-]+:[0-9a-f-]+$/;
/** Credentials of the enhanced flow last an hour. */
const LIFE_SECONDS = 3600;
const SESSION_NAME = "CognitoIdentityCredentials";

/** Whether a request is a call of the cognito-identity JSON API. */
export const isIdentityPoolsApi = (target: string | string[] | undefined): boolean =>
  TARGET.test(String(target ?? ""));

/** Somebody who has signed in to a user pool of an identity pool. */
interface Person {
  readonly identityId: string;
  /** `authenticated` and the provider, as IAM's key `cognito-identity.amazonaws.com:amr` has them. */
  readonly methods: readonly string[];
}

export interface IdentityPoolsApiParts {
  readonly identityPools: () => readonly IdentityPoolDeclaration[];
  readonly userPools: () => readonly ServedPool[];
  readonly verify: (token: string, userPoolArn: string) => Promise<TokenVerdict>;
  readonly assumeRole: AssumeRole;
  readonly clock: { now(): number };
}

const refused = (message: string): ApiException => new ApiException("NotAuthorizedException", message);
const invalidToken = (why: string): ApiException => refused(`Invalid login token. ${why}`);

/**
 * The operations of the cognito-identity API that give AWS credentials to somebody who has signed in: GetId and
 * GetCredentialsForIdentity, the enhanced flow (cognito/latest/developerguide/authentication-flow.html). The identity of
 * a person is the same each time.
 */
export class IdentityPoolsApi {
  /** Identities that were asked for, with the pool of each: an unknown one is not found, a known one forbidden. */
  private readonly known = new Map<string, string>();

  constructor(private readonly parts: IdentityPoolsApiParts) {}

  async handle(exchange: Exchange): Promise<void> {
    const { req } = exchange;
    const operation = TARGET.exec(String(req.headers["x-amz-target"] ?? ""))?.[1] ?? "";
    await answerJson(exchange, async () => this.run(operation, parseInput(await readBody(req))));
  }

  /** What GetCredentialsForIdentity gives to who has this ID token. @throws ApiException */
  async credentialsFor(
    pool: IdentityPoolDeclaration,
    logins: Input,
  ): Promise<RoleCredentials & { readonly identityId: string }> {
    const person = await this.personOf(pool, logins);
    return { identityId: person.identityId, ...this.assume(pool, person) };
  }

  private run(operation: string, input: Input): Promise<unknown> {
    switch (operation) {
      case "GetId":
        return this.getId(input);
      case "GetCredentialsForIdentity":
        return this.getCredentials(input);
      case "GetOpenIdToken":
        throw new ApiException(
          "InvalidParameterException",
          "Basic (classic) flow is not enabled, please use enhanced flow.",
        );
      default:
        throw new ApiException("UnknownOperationException", `${operation} is not rehearsed`);
    }
  }

  private async getId(input: Input): Promise<unknown> {
    const id = idIn(input, "IdentityPoolId");
    const pool = this.parts.identityPools().find((each) => each.id === id);
    if (!pool) throw new ApiException("ResourceNotFoundException", `IdentityPool '${id}' not found.`);
    const logins = object(input.Logins);
    if (Object.keys(logins).length === 0)
      throw refused("Unauthenticated access is not supported for this identity pool.");
    const { identityId } = await this.personOf(pool, logins);
    this.known.set(identityId, pool.id);
    return { IdentityId: identityId };
  }

  private async getCredentials(input: Input): Promise<unknown> {
    const id = idIn(input, "IdentityId");
    const logins = object(input.Logins);
    const owner = this.known.get(id);
    const pools = this.parts
      .identityPools()
      .filter((pool) =>
        owner === undefined
          ? pool.providers.some(({ providerName }) => Object.hasOwn(logins, providerName))
          : pool.id === owner,
      );
    for (const pool of pools) {
      if (Object.keys(logins).length === 0) throw refused(`Access to Identity '${id}' is forbidden.`);
      const person = await this.personOf(pool, logins);
      // After a restart the token alone tells whose identity it is.
      if (person.identityId !== id && owner === undefined) continue;
      if (person.identityId !== id)
        throw refused(
          "Logins don't match. Please include at least one valid login for this identity or identity pool.",
        );
      const { accessKeyId, secretAccessKey, sessionToken, expiresAt } = this.assume(pool, person);
      return {
        IdentityId: id,
        Credentials: {
          AccessKeyId: accessKeyId,
          SecretKey: secretAccessKey,
          SessionToken: sessionToken,
          Expiration: expiresAt / 1000,
        },
      };
    }
    throw new ApiException("ResourceNotFoundException", `Identity '${id}' not found.`);
  }

  private assume(pool: IdentityPoolDeclaration, { identityId, methods }: Person): RoleCredentials {
    const roleArn = pool.authenticatedRoleArn;
    const identity = { identityPoolId: pool.id, identityId, methods };
    const given =
      roleArn === undefined
        ? "the identity pool has no authenticated role"
        : this.parts.assumeRole({ roleArn, sessionName: SESSION_NAME, identity, seconds: LIFE_SECONDS });
    if (typeof given !== "string") return given;
    throw new ApiException(
      "InvalidIdentityPoolConfigurationException",
      `Invalid identity pool configuration. Check assigned IAM roles for this pool. (${given})`,
    );
  }

  /** Who has this ID token. @throws ApiException when it opens nothing here */
  private async personOf(pool: IdentityPoolDeclaration, logins: Input): Promise<Person> {
    for (const [providerName, token] of Object.entries(logins)) {
      const clients = pool.providers.filter((provider) => provider.providerName === providerName);
      const userPool = this.parts.userPools().find(({ pool: { id } }) => providerName.endsWith(`/${id}`));
      if (clients.length === 0 || !userPool) continue;
      const { sub, aud } = await this.claimsOf(String(token), userPool);
      const client = clients.find(({ clientId }) => clientId === aud);
      if (client === undefined || sub === undefined) break;
      // Deleted since; the only thing that the server-side check can find here.
      if (client.serverSideTokenCheck && !userPool.users.some((user) => user.sub === sub))
        throw invalidToken("Token is revoked.");
      const identityId = `${pool.region}:${uuidOf(`${pool.id} ${providerName} ${sub}`)}`;
      return {
        identityId,
        methods: ["authenticated", providerName, `${providerName}:CognitoSignIn:${sub}`],
      };
    }
    throw refused("Token is not from a supported provider of this identity pool.");
  }

  private async claimsOf(token: string, userPool: ServedPool): Promise<JWTPayload> {
    const verdict = await this.parts.verify(token, userPool.pool.arn);
    if (verdict.ok && verdict.claims.token_use === "id") return verdict.claims;
    const said = unverified(token);
    if (said === undefined || verdict.ok) throw invalidToken("Not a valid OpenId Connect identity token.");
    if (verdict.expired) {
      const now = Math.floor(this.parts.clock.now() / 1000);
      throw invalidToken(`Token expired: ${now} >= ${said.exp}`);
    }
    throw invalidToken(
      said.iss === userPool.issuer() ? "Token signature invalid." : "Issuer doesn't match providerName",
    );
  }
}

function unverified(token: string): JWTPayload | undefined {
  try {
    return decodeJwt(token);
  } catch {
    return undefined;
  }
}

/** An id of an identity or a pool: `<region>:<uuid>`. */
function idIn(input: Input, member: "IdentityId" | "IdentityPoolId"): string {
  const value = input[member];
  const path = `'${member[0]?.toLowerCase()}${member.slice(1)}'`;
  const fault = (shown: string, constraint: string): ApiException =>
    new ApiException(
      "ValidationException",
      `1 validation error detected: Value ${shown} at ${path} failed to satisfy constraint: ${constraint}`,
    );
  if (typeof value !== "string") throw fault("null", "Member must not be null");
  if (IDENTITY_ID.test(value)) return value;
  throw fault(`'${value}'`, "Member must satisfy regular expression pattern: [\\w-]+:[0-9a-f-]+");
}
