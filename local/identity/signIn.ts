import { ClientRefusal, readAuthorizationRequest } from "./authorizationRequest";
import type { AuthorizationRequest } from "./authorizationRequest";
import { cookies, isSame, readForm, redirect, Refusal } from "./exchange";
import type { Exchange } from "./exchange";
import type { ServedPool } from "./servedPool";
import { findClient } from "./servedPool";
import { codePage, errorPage, passwordPage, sendPage } from "./signInPages";
import type { FormState } from "./signInPages";
import { isTotp } from "./totp";
import { findUser } from "./users";
import type { User } from "./users";

/** A browser stays signed in for an hour. Source: "Managed login session" in the Cognito developer guide. */
const SESSION_MS = 60 * 60 * 1000;
/** Between password and code. Source: AuthSessionValidity of an app client, 3 minutes. */
const CODE_STEP_MS = 3 * 60 * 1000;
const MOST_WRONG_CODES = 5;

interface Session {
  readonly user: User;
  readonly signedInAtMs: number;
}

interface CodeStep {
  readonly user: User;
  readonly expiresAtMs: number;
  wrongCodes: number;
}

/** What a browser meets: /oauth2/authorize, /login and /logout of one pool. */
export class SignIn {
  private readonly sessions = new Map<string, Session>();
  private readonly codeSteps = new Map<string, CodeStep>();

  constructor(private readonly served: ServedPool) {}

  /** Answers the request when it is for one of these pages. */
  async handle(exchange: Exchange): Promise<boolean> {
    const { path, req, res } = exchange;
    try {
      if (path === "/oauth2/authorize" && isRead(req.method)) await this.authorize(exchange);
      else if (path === "/login" && isRead(req.method)) await this.show(exchange);
      else if (path === "/login" && req.method === "POST") await this.submit(exchange);
      else if (path === "/logout" && isRead(req.method)) this.logout(exchange);
      else return false;
    } catch (error) {
      if (error instanceof ClientRefusal) redirect(res, refusalLocation(error));
      else if (error instanceof Refusal) sendPage(res, error.status, errorPage(error.error, error.message));
      else throw error;
    }
    return true;
  }

  private async authorize({ url, prefix, req, res }: Exchange): Promise<void> {
    const request = readAuthorizationRequest(this.served, url.searchParams);
    const session = this.sessionOf(cookies(req).get("cognito"));
    if (session) redirect(res, await this.answer(request, session));
    else redirect(res, `${prefix}/login${url.search}`);
  }

  private async show(exchange: Exchange): Promise<void> {
    const request = readAuthorizationRequest(this.served, exchange.url.searchParams);
    const session = this.sessionOf(cookies(exchange.req).get("cognito"));
    if (session) return redirect(exchange.res, await this.answer(request, session));
    const { state, cookie } = this.form(exchange, request);
    sendPage(exchange.res, 200, passwordPage(state, this.served.users), cookie);
  }

  private async submit(exchange: Exchange): Promise<void> {
    const { req, res, url } = exchange;
    refuseForeignForms(exchange);
    const request = readAuthorizationRequest(this.served, url.searchParams);
    const sent = await readForm(req);
    const csrf = cookies(req).get("XSRF-TOKEN");
    if (csrf === undefined || !isSame(sent.get("_csrf") ?? "", csrf))
      throw new Refusal(
        403,
        "invalid_request",
        "This form is out of date. Go back to where you came from, and sign in again.",
      );
    const step = sent.get("session");
    if (step !== undefined) return this.submitCode(exchange, request, step, sent.get("code") ?? "");
    const username = sent.get("username") ?? "";
    const user = findUser(this.served.users, username);
    if (!user || !isSame(sent.get("password") ?? "", user.password)) {
      const { state, cookie } = this.form(exchange, request, "Incorrect username or password.");
      return sendPage(res, 400, passwordPage(state, this.served.users, username), cookie);
    }
    if (user.totpSecret === undefined) return this.complete(exchange, request, user);
    const session = this.served.random();
    this.codeSteps.set(session, { user, expiresAtMs: this.served.clock.now() + CODE_STEP_MS, wrongCodes: 0 });
    const { state, cookie } = this.form(exchange, request);
    sendPage(res, 200, codePage(state, session, user, this.served.clock.now()), cookie);
  }

  private async submitCode(
    exchange: Exchange,
    request: AuthorizationRequest,
    session: string,
    code: string,
  ): Promise<void> {
    const now = this.served.clock.now();
    for (const [id, { expiresAtMs }] of this.codeSteps) if (expiresAtMs <= now) this.codeSteps.delete(id);
    const step = this.codeSteps.get(session);
    if (!step) {
      const { state, cookie } = this.form(exchange, request, "That took too long. Sign in again.");
      return sendPage(exchange.res, 400, passwordPage(state, this.served.users), cookie);
    }
    if (isTotp(step.user.totpSecret ?? "", code, now)) {
      this.codeSteps.delete(session);
      return this.complete(exchange, request, step.user);
    }
    step.wrongCodes++;
    if (step.wrongCodes >= MOST_WRONG_CODES) this.codeSteps.delete(session);
    const { state, cookie } = this.form(
      exchange,
      request,
      "Invalid code. Enter the code that the app shows now.",
    );
    sendPage(exchange.res, 400, codePage(state, session, step.user, now), cookie);
  }

  private async complete(exchange: Exchange, request: AuthorizationRequest, user: User): Promise<void> {
    const now = this.served.clock.now();
    for (const [id, { signedInAtMs }] of this.sessions)
      if (signedInAtMs + SESSION_MS <= now) this.sessions.delete(id);
    const id = this.served.random();
    const session = { user, signedInAtMs: now };
    this.sessions.set(id, session);
    const cookie = cookieOf("cognito", id, exchange.prefix, SESSION_MS / 1000);
    redirect(exchange.res, await this.answer(request, session), [cookie]);
  }

  /** Where the browser goes once somebody is signed in: with a code, or with tokens in the fragment. */
  private async answer(request: AuthorizationRequest, { user, signedInAtMs }: Session): Promise<string> {
    const { client, redirectUri, scopes, nonce, state } = request;
    const authTime = Math.floor(signedInAtMs / 1000);
    const originJti = this.served.random();
    const grant = { client, user, scopes, authTime, originJti, ...(nonce !== undefined && { nonce }) };
    if (request.responseType === "token") {
      const { accessToken, idToken, expiresIn } = await this.served.issue(grant);
      const answer = {
        access_token: accessToken,
        ...(idToken !== undefined && { id_token: idToken }),
        token_type: "Bearer",
        expires_in: String(expiresIn),
      };
      return location(redirectUri, "#", { ...answer, ...(state !== undefined && { state }) });
    }
    const code = this.served.grants.issueCode({
      poolId: this.served.pool.id,
      ...grant,
      redirectUri,
      ...(request.codeChallenge !== undefined && { codeChallenge: request.codeChallenge }),
    });
    return location(redirectUri, "?", { code, ...(state !== undefined && { state }) });
  }

  /** Ends the browser's session. Source: "Logout endpoint" in the Cognito developer guide. */
  private logout({ req, res, url, prefix }: Exchange): void {
    const client = findClient(this.served, url.searchParams.get("client_id") ?? undefined);
    if (!client)
      throw new Refusal(400, "invalid_request", "client_id is missing, or is no client of this user pool");
    this.sessions.delete(cookies(req).get("cognito") ?? "");
    const cookie = [cookieOf("cognito", "", prefix, 0)];
    const logoutUri = url.searchParams.get("logout_uri");
    if (logoutUri === null) {
      // With the parameters of a sign-in instead, the sign-in page follows.
      readAuthorizationRequest(this.served, url.searchParams);
      return redirect(res, `${prefix}/login${url.search}`, cookie);
    }
    if (!client.logoutUris.includes(logoutUri))
      throw new Refusal(400, "invalid_request", `${logoutUri} is not one of the client's logoutUrls`);
    redirect(res, logoutUri, cookie);
  }

  private sessionOf(id: string | undefined): Session | undefined {
    const session = id === undefined ? undefined : this.sessions.get(id);
    return session && session.signedInAtMs + SESSION_MS > this.served.clock.now() ? session : undefined;
  }

  private form(
    { req, url, prefix }: Exchange,
    request: AuthorizationRequest,
    problem?: string,
  ): { readonly state: FormState; readonly cookie: readonly string[] } {
    const csrfToken = cookies(req).get("XSRF-TOKEN") || this.served.random();
    const action = `${prefix}/login${url.search}`;
    const state = {
      pool: this.served.pool,
      request,
      action,
      csrfToken,
      ...(problem !== undefined && { problem }),
    };
    return { state, cookie: [cookieOf("XSRF-TOKEN", csrfToken, prefix)] };
  }
}

const isRead = (method: string | undefined): boolean => method === "GET" || method === "HEAD";

/** Only this host's own page may send the form; a browser says who does. */
function refuseForeignForms({ req }: Exchange): void {
  const { origin, host } = req.headers;
  const site = req.headers["sec-fetch-site"];
  const foreign =
    (origin !== undefined && origin !== `http://${host}`) ||
    (site !== undefined && site !== "same-origin" && site !== "none");
  if (foreign) throw new Refusal(403, "invalid_request", "The form was sent from another site");
}

const cookieOf = (name: string, value: string, prefix: string, maxAgeSeconds?: number): string =>
  `${name}=${value}; Path=${prefix || "/"}; HttpOnly; SameSite=Lax${maxAgeSeconds === undefined ? "" : `; Max-Age=${maxAgeSeconds}`}`;

const refusalLocation = ({ redirectUri, responseType, error, description, state }: ClientRefusal): string =>
  location(redirectUri, responseType === "token" ? "#" : "?", {
    error,
    error_description: description,
    ...(state !== undefined && { state }),
  });

/** Adds parameters to an address that may have a query of its own. */
function location(
  redirectUri: string,
  separator: "?" | "#",
  parameters: Readonly<Record<string, string>>,
): string {
  const added = new URLSearchParams(parameters).toString();
  return `${redirectUri}${separator === "?" && redirectUri.includes("?") ? "&" : separator}${added}`;
}
