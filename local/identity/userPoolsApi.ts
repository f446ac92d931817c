import { createHmac } from "node:crypto";
import { ApiException, answerJson, object, parseInput } from "./apiException";
import type { Input } from "./apiException";
import { isSame, readBody } from "./exchange";
import type { Exchange } from "./exchange";
import type { ClientDeclaration } from "./pools";
import { findClient } from "./servedPool";
import type { ServedPool } from "./servedPool";
import { isTotp } from "./totp";
import { findUser } from "./users";
import type { User } from "./users";
import type { TokenVerdict } from "./verifier";

const TARGET = /^AWSCognitoIdentityProviderService\.([A-Za-z]+)$/;
const CHALLENGE_MS = 3 * 60 * 1000;
/** What tokens from this API allow; OAuth scopes come from the token endpoint only. */
const SCOPES = ["aws.cognito.signin.user.admin"];

interface Challenge {
  readonly served: ServedPool;
  readonly client: ClientDeclaration;
  readonly user: User;
  readonly expiresAtMs: number;
}

/** The target of a call to the cognito-idp JSON API, when the request is one. */
export const isUserPoolsApi = (target: string | string[] | undefined): boolean =>
  TARGET.test(String(target ?? ""));

/**
 * The few operations of the cognito-idp API that sign somebody in: InitiateAuth, RespondToAuthChallenge, GetUser,
 * RevokeToken. An auth flow that the client does not allow is refused as Cognito does.
 */
export class UserPoolsApi {
  private readonly challenges = new Map<string, Challenge>();

  constructor(
    private readonly pools: () => readonly ServedPool[],
    private readonly verify: (token: string) => Promise<TokenVerdict>,
  ) {}

  async handle(exchange: Exchange): Promise<void> {
    const { req } = exchange;
    const operation = TARGET.exec(String(req.headers["x-amz-target"] ?? ""))?.[1] ?? "";
    await answerJson(exchange, async () => this.run(operation, parseInput(await readBody(req))));
  }

  private run(operation: string, input: Input): Promise<unknown> {
    switch (operation) {
      case "InitiateAuth":
        return this.initiateAuth(input);
      case "RespondToAuthChallenge":
        return this.respond(input);
      case "GetUser":
        return this.getUser(input);
      case "RevokeToken":
        return this.revokeToken(input);
      default:
        throw new ApiException("UnknownOperationException", `${operation} is not rehearsed`);
    }
  }

  private async initiateAuth(input: Input): Promise<unknown> {
    const { served, client } = this.clientOf(input.ClientId);
    const parameters = object(input.AuthParameters);
    const flow = String(input.AuthFlow);
    if (flow === "REFRESH_TOKEN_AUTH" || flow === "REFRESH_TOKEN")
      return this.refresh(served, client, parameters);
    if (flow !== "USER_PASSWORD_AUTH")
      throw new ApiException(
        "InvalidParameterException",
        `${flow} is not rehearsed; use USER_PASSWORD_AUTH or the sign-in page`,
      );
    if (!client.explicitAuthFlows.some((allowed) => allowed.replace(/^ALLOW_/, "") === flow))
      throw new ApiException(
        "InvalidParameterException",
        "USER_PASSWORD_AUTH flow not enabled for this client",
      );
    const username = text(parameters.USERNAME, "Missing required parameter USERNAME");
    const password = text(parameters.PASSWORD, "Missing required parameter PASSWORD");
    checkSecretHash(client, username, parameters.SECRET_HASH);
    const user = findUser(served.users, username);
    if (!user && !client.hidesUsers) throw new ApiException("UserNotFoundException", "User does not exist.");
    if (!user || !isSame(password, user.password))
      throw new ApiException("NotAuthorizedException", "Incorrect username or password.");
    if (user.totpSecret === undefined) return this.signedIn(served, client, user);
    const Session = served.random();
    this.challenges.set(Session, { served, client, user, expiresAtMs: served.clock.now() + CHALLENGE_MS });
    const ChallengeParameters = { USER_ID_FOR_SRP: user.username, FRIENDLY_DEVICE_NAME: "Rehearsal" };
    return { ChallengeName: "SOFTWARE_TOKEN_MFA", Session, ChallengeParameters };
  }

  private async respond(input: Input): Promise<unknown> {
    const { client } = this.clientOf(input.ClientId);
    const session = String(input.Session);
    const challenge = this.challenges.get(session);
    if (
      !challenge ||
      challenge.client.id !== client.id ||
      challenge.expiresAtMs <= challenge.served.clock.now()
    )
      throw new ApiException("NotAuthorizedException", "Invalid session for the user.");
    const { served, user } = challenge;
    const { SOFTWARE_TOKEN_MFA_CODE, USERNAME, SECRET_HASH } = object(input.ChallengeResponses);
    checkSecretHash(client, String(USERNAME), SECRET_HASH);
    this.challenges.delete(session);
    if (input.ChallengeName !== "SOFTWARE_TOKEN_MFA" || findUser(served.users, String(USERNAME)) !== user)
      throw new ApiException("NotAuthorizedException", "Invalid session for the user.");
    if (!isTotp(user.totpSecret ?? "", String(SOFTWARE_TOKEN_MFA_CODE), served.clock.now()))
      throw new ApiException("CodeMismatchException", "Invalid code received for user");
    return this.signedIn(served, client, user);
  }

  private async refresh(served: ServedPool, client: ClientDeclaration, parameters: Input): Promise<unknown> {
    const token = text(parameters.REFRESH_TOKEN, "Missing required parameter REFRESH_TOKEN");
    if (client.secret !== undefined && typeof parameters.SECRET_HASH !== "string")
      throw new ApiException(
        "NotAuthorizedException",
        `Client ${client.id} is configured with secret but SECRET_HASH was not received`,
      );
    if (!client.explicitAuthFlows.includes("ALLOW_REFRESH_TOKEN_AUTH"))
      throw new ApiException(
        "InvalidParameterException",
        "REFRESH_TOKEN_AUTH flow not enabled for this client",
      );
    const grant = served.grants.refreshGrant(token);
    if (!grant || grant.client.id !== client.id)
      throw new ApiException("NotAuthorizedException", "Invalid Refresh Token");
    return { ChallengeParameters: {}, AuthenticationResult: await this.tokens(served, grant) };
  }

  private async signedIn(served: ServedPool, client: ClientDeclaration, user: User): Promise<unknown> {
    const authTime = Math.floor(served.clock.now() / 1000);
    const grant = {
      poolId: served.pool.id,
      client,
      user,
      scopes: SCOPES,
      authTime,
      originJti: served.random(),
    };
    const RefreshToken = served.grants.issueRefreshToken(grant);
    return {
      ChallengeParameters: {},
      AuthenticationResult: { ...(await this.tokens(served, grant)), RefreshToken },
    };
  }

  /** This API always hands out an ID token; its access token has no `openid`. */
  private async tokens(served: ServedPool, grant: Parameters<ServedPool["issue"]>[0]) {
    const { accessToken, expiresIn } = await served.issue(grant);
    const { idToken } = await served.issue({ ...grant, scopes: ["openid", "email"] });
    return { AccessToken: accessToken, ExpiresIn: expiresIn, TokenType: "Bearer", IdToken: idToken };
  }

  private async getUser(input: Input): Promise<unknown> {
    const verdict = await this.verify(String(input.AccessToken));
    if (!verdict.ok)
      throw new ApiException(
        "NotAuthorizedException",
        verdict.expired ? "Access Token has expired" : "Could not verify signature for Access Token",
      );
    const { claims, userPoolArn } = verdict;
    const served = this.pools().find(({ pool }) => pool.arn === userPoolArn);
    const user = served?.users.find(({ sub }) => sub === claims.sub);
    if (
      !user ||
      claims.token_use !== "access" ||
      !String(claims.scope)
        .split(" ")
        .includes(SCOPES[0] ?? "")
    )
      throw new ApiException("NotAuthorizedException", "Access Token does not have required scopes");
    const attributes = { sub: user.sub, email_verified: String(user.emailVerified), email: user.email };
    return {
      Username: user.username,
      UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    };
  }

  private async revokeToken(input: Input): Promise<unknown> {
    const { served, client } = this.clientOf(input.ClientId);
    if (client.secret !== undefined && !isSame(String(input.ClientSecret ?? ""), client.secret))
      throw new ApiException("UnauthorizedException", "The client secret is wrong or missing");
    const grant = served.grants.refreshGrant(String(input.Token));
    if (grant && grant.client.id === client.id) served.grants.revoke(grant.originJti);
    return {};
  }

  private clientOf(clientId: unknown): { readonly served: ServedPool; readonly client: ClientDeclaration } {
    for (const served of this.pools()) {
      const client = findClient(served, String(clientId));
      if (client) return { served, client };
    }
    throw new ApiException(
      "ResourceNotFoundException",
      `User pool client ${String(clientId)} does not exist.`,
    );
  }
}

function text(value: unknown, problem: string): string {
  if (typeof value === "string" && value !== "") return value;
  throw new ApiException("InvalidParameterException", problem);
}

/** Source: "Computing secret hash values" in the Cognito developer guide. */
function checkSecretHash({ id, secret }: ClientDeclaration, username: string, sent: unknown): void {
  if (secret === undefined) return;
  if (typeof sent !== "string")
    throw new ApiException(
      "NotAuthorizedException",
      `Client ${id} is configured with secret but SECRET_HASH was not received`,
    );
  const expected = createHmac("sha256", secret)
    .update(username + id)
    .digest("base64");
  if (!isSame(sent, expected))
    throw new ApiException("NotAuthorizedException", `SecretHash does not match for the client: ${id}`);
}
