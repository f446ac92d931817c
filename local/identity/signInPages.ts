import type { ServerResponse } from "node:http";
import type { AuthorizationRequest } from "./authorizationRequest";
import { html, page } from "./page";
import type { Html } from "./page";
import type { PoolDeclaration } from "./pools";
import { totp } from "./totp";
import type { User } from "./users";

/** What both steps of the form need. */
export interface FormState {
  readonly pool: PoolDeclaration;
  readonly request: AuthorizationRequest;
  readonly action: string;
  readonly csrfToken: string;
  readonly problem?: string;
}

export interface SentPage {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

const AUTOFOCUS = html`autofocus`;

const problemOf = ({ problem }: FormState): Html | string =>
  problem === undefined ? "" : html`<p class="problem" role="alert">${problem}</p>`;

const heading = ({ pool, request }: FormState): Html =>
  html`<h1>Sign in</h1>
    <p class="soft">to ${request.client.name}, user pool ${pool.name}</p>`;

/** Name and password, and the accounts that there are. */
export function passwordPage(state: FormState, users: readonly User[], typed = ""): SentPage {
  const accounts = users.map(
    ({ signInName, password }) =>
      html`<li>
        <span>${signInName}<code>${password}</code></span>
        <button
          type="button"
          class="use"
          data-fill="${JSON.stringify({ username: signInName, password })}"
          aria-label="Fill in ${signInName}"
        >
          Use
        </button>
      </li>`,
  );
  const byEmail = state.pool.signInByEmail;
  const content = html`${heading(state)} ${problemOf(state)}
    <form method="post" action="${state.action}">
      <input type="hidden" name="_csrf" value="${state.csrfToken}" />
      <label for="username">${byEmail ? "Email" : "User name"}</label>
      <input
        id="username"
        name="username"
        type="${byEmail ? "email" : "text"}"
        value="${typed}"
        autocomplete="username"
        autocapitalize="none"
        spellcheck="false"
        required
        ${typed === "" ? AUTOFOCUS : ""}
      />
      <label for="password">Password</label>
      <input
        id="password"
        name="password"
        type="password"
        autocomplete="current-password"
        required
        ${typed === "" ? "" : AUTOFOCUS}
      />
      <button class="main">Sign in</button>
    </form>
    <section class="seeded" aria-labelledby="accounts">
      <h2 id="accounts">Accounts of this rehearsal</h2>
      <ul>
        ${accounts}
      </ul>
    </section>`;
  return page(`Sign in - ${state.pool.name}`, content, formTargets(state));
}

/** The second factor. The seeded authenticator is nobody's secret, so its code is on the page. */
export function codePage(state: FormState, session: string, user: User, now: number): SentPage {
  const secret = user.totpSecret ?? "";
  const code = totp(secret, now);
  const content = html`<h1>Enter the code</h1>
    <p class="soft">This user pool asks for the code of an authenticator app.</p>
    ${problemOf(state)}
    <form method="post" action="${state.action}">
      <input type="hidden" name="_csrf" value="${state.csrfToken}" />
      <input type="hidden" name="session" value="${session}" />
      <label for="code">Code</label>
      <input
        id="code"
        name="code"
        inputmode="numeric"
        pattern="[0-9]{6}"
        maxlength="6"
        autocomplete="one-time-code"
        required
        autofocus
      />
      <button class="main">Sign in</button>
    </form>
    <section class="seeded" aria-labelledby="app">
      <h2 id="app">${user.signInName}’s authenticator</h2>
      <ul>
        <li>
          <span>Code now: ${code}<code>Secret: ${secret}</code></span>
          <button
            type="button"
            class="use"
            data-fill="${JSON.stringify({ code })}"
            aria-label="Fill in the code"
          >
            Use
          </button>
        </li>
      </ul>
    </section>`;
  return page(`Enter the code - ${state.pool.name}`, content, formTargets(state));
}

/** Why a request ends here. */
export function errorPage(error: string, description: string): SentPage {
  return page(
    "Sign-in error",
    html`<h1>This request cannot go on</h1>
      <p class="problem" role="alert">${description}</p>
      <p class="soft">Error code: ${error}</p>`,
  );
}

export function sendPage(
  res: ServerResponse,
  status: number,
  sent: SentPage,
  cookies: readonly string[] = [],
): void {
  res.writeHead(status, {
    ...sent.headers,
    "Content-Length": Buffer.byteLength(sent.body),
    ...(cookies.length > 0 && { "Set-Cookie": [...cookies] }),
  });
  res.end(sent.body);
}

/** Where a form's answer may lead: `http://localhost:5173`, or `shop:` for an app's own scheme. */
function formTargets({ request }: FormState): string[] {
  const { origin, protocol } = new URL(request.redirectUri);
  return [origin === "null" ? protocol : origin];
}
