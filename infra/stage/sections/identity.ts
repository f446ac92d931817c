import { z } from "zod";
import { row } from "../default";
import { appCallback, callback, whole } from "./values";

/** What `gatehouse:stage.identity` may leave out. */
export const defaults = {
  domainPrefix: row("gatehouse", "project name; a hash of the account is added because the prefix is global"),
  mfa: row("optional", "Security Hub Cognito.2 wants it on; a stage without real users may leave it to each"),
  threatProtection: row("none", "needs the Plus tier, which is paid per monthly active user"),
  selfSignUp: row(false, "Prowler cognito_user_pool_self_registration_disabled"),
  passwordMinimumLength: row(14, "Prowler; Security Hub Cognito.3 and cdk-nag COG1 are content with 8"),
  temporaryPasswordDays: row(7, "Security Hub Cognito.3, temporaryPasswordValidity"),
  accessTokenMinutes: row(60, "control client-token-ttl: at most one hour"),
  refreshTokenDays: row(1, "control client-token-ttl: at most 30 days; rotated at each use"),
  nativeRefreshTokenDays: row(
    30,
    "an app on one's own device stays signed in; the most that the control takes",
  ),
} as const;

const scopes = (who: string) =>
  z
    .array(z.string())
    .optional()
    .describe(
      `OAuth scopes of the API that ${who} may ask for. Left out: every scope that ends in .read or /subscribe.`,
    );

/** What every app client that people sign in through has. */
const signIn = (url: typeof callback | typeof appCallback, who: string) => ({
  callbackUrls: z.array(url).min(1).describe("Where sign-in may return to."),
  logoutUrls: z.array(url).min(1).describe("Where sign-out may return to."),
  scopes: scopes(who),
});

/** `gatehouse:stage.identity` */
export const schema = z
  .strictObject({
    domainPrefix: z
      .string()
      .regex(/^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/, "1 to 40 lower-case letters, digits and hyphens")
      .refine((text) => !/aws|amazon|cognito/.test(text), "free of the words aws, amazon and cognito")
      .default(defaults.domainPrefix.value)
      .describe("Start of the sign-in domain's prefix; the stage and a hash of the account are added."),
    mfa: z
      .enum(["none", "optional", "required"])
      .default(defaults.mfa.value)
      .describe(
        "Second factor (authenticator app). Words, not ON and OFF: some YAML readers take those for booleans.",
      ),
    threatProtection: z
      .enum(["none", "audit", "enforced"])
      .default(defaults.threatProtection.value)
      .describe("Cognito threat protection. audit and enforced put the user pool on the Plus tier."),
    selfSignUp: z
      .boolean()
      .default(defaults.selfSignUp.value)
      .describe("Whether people may create their own accounts."),
    passwordMinimumLength: whole(8, 99)
      .default(defaults.passwordMinimumLength.value)
      .describe("Shortest password in characters. All four character classes are always required."),
    accessTokenMinutes: whole(5, 60)
      .default(defaults.accessTokenMinutes.value)
      .describe("Lifetime of access and ID tokens in minutes."),
    refreshTokenDays: whole(1, 30)
      .default(defaults.refreshTokenDays.value)
      .describe("Lifetime of the browser client's refresh tokens in days."),
    groups: z
      .record(
        z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, "1 to 64 letters, digits, hyphens and underscores"),
        z.strictObject({
          description: z.string().min(1).max(2048).describe("What its members do."),
          precedence: whole(0, 2 ** 31 - 1)
            .optional()
            .describe("Which group counts where a person is in several: the lowest number. Left out: none."),
        }),
      )
      .default({})
      .describe(
        "Groups of people. Tokens name a person's in cognito:groups; what they mean is the API's to say.",
      ),
    nativeClient: z
      .strictObject({
        ...signIn(appCallback, "the app"),
        accessTokenMinutes: whole(5, 60)
          .optional()
          .describe("Lifetime of its access and ID tokens in minutes. Left out: as the other clients'."),
        refreshTokenDays: whole(1, 30)
          .default(defaults.nativeRefreshTokenDays.value)
          .describe("Lifetime of its refresh tokens in days."),
      })
      .optional()
      .describe(
        "App client of an app on phones and desktops: authorization code with PKCE, no secret. Left out: none.",
      ),
    browserClient: z
      .strictObject(signIn(callback, "browsers"))
      .describe("App client of web pages: authorization code with PKCE, no secret."),
  })
  .describe("Cognito user pool and its app clients.");
