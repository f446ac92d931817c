import assert from "node:assert/strict";
import { createHash, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Graph, GraphResource } from "../../local/graph/graph";
import { secret } from "../../local/graph/wire";
import { createIdentity } from "../../local/identity";
import type { AssumeRole, Identity } from "../../local/identity";
import { graphResource } from "../graph/graphResource";

export const POOL = "eu-central-1_AbCdEf123";
export const POOL_ARN = `arn:aws:cognito-idp:eu-central-1:123456789012:userpool/${POOL}`;
export const CALLBACK = "http://localhost:5173/callback";
export const START = Date.UTC(2026, 5, 1);

/** One signing key for all tests: making one takes most of a test's time. */
const keys = mkdtempSync(join(tmpdir(), "gatehouse-keys-"));
process.once("exit", () => rmSync(keys, { recursive: true, force: true }));

export function resource(
  type: string,
  name: string,
  inputs: Record<string, unknown>,
  outputs: Record<string, unknown>,
): GraphResource {
  return graphResource("gatehouse", `aws:cognito/${type}`, name, {
    id: String(outputs.id ?? name),
    inputs,
    outputs,
  });
}

/** A pool with a browser client and a machine client, as the platform declares them. */
export function poolGraph(
  changes: {
    readonly pool?: Record<string, unknown>;
    readonly browser?: Record<string, unknown>;
    readonly machine?: Record<string, unknown>;
  } = {},
): Graph {
  const common = {
    userPoolId: POOL,
    allowedOauthFlowsUserPoolClient: true,
    preventUserExistenceErrors: "ENABLED",
    accessTokenValidity: 30,
    tokenValidityUnits: { accessToken: "minutes", idToken: "minutes", refreshToken: "days" },
  };
  return {
    project: "gatehouse",
    stack: "dev",
    mode: "known",
    resources: [
      resource(
        "userPool:UserPool",
        "pool",
        {
          name: "gatehouse-dev",
          usernameAttributes: ["email"],
          passwordPolicy: { minimumLength: 24 },
          ...changes.pool,
        },
        { id: POOL, arn: POOL_ARN },
      ),
      resource("userGroup:UserGroup", "editors", { userPoolId: POOL, name: "editors" }, {}),
      resource("userPoolDomain:UserPoolDomain", "domain", { userPoolId: POOL, domain: "gatehouse-dev" }, {}),
      resource(
        "userPoolClient:UserPoolClient",
        "browser",
        {
          ...common,
          name: "browser",
          allowedOauthFlows: ["code"],
          allowedOauthScopes: ["openid", "email", "storefront/products.read"],
          callbackUrls: [CALLBACK],
          logoutUrls: ["http://localhost:5173/"],
          explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
          ...changes.browser,
        },
        { id: "browserclient" },
      ),
      resource(
        "userPoolClient:UserPoolClient",
        "machine",
        {
          ...common,
          name: "machine",
          generateSecret: true,
          allowedOauthFlows: ["client_credentials"],
          allowedOauthScopes: ["storefront/products.read", "storefront/products.write"],
          ...changes.machine,
        },
        { id: "machineclient", clientSecret: secret("machinesecret") },
      ),
    ],
  };
}

/** The issuer on a free port of loopback, with a clock that stands still until it is moved. */
export class Rehearsal {
  readonly clock = { time: START, now: () => this.clock.time };
  identity!: Identity;
  url = "";
  private readonly server = createServer((req, res) => {
    void this.identity.handle(req, res).then((handled) => {
      if (!handled) res.writeHead(418).end();
    });
  });

  static async open(graph = poolGraph(), stateDir = keys, assumeRole?: AssumeRole): Promise<Rehearsal> {
    const rehearsal = new Rehearsal();
    await new Promise<void>((resolve) => rehearsal.server.listen(0, "127.0.0.1", resolve));
    rehearsal.url = `http://127.0.0.1:${(rehearsal.server.address() as AddressInfo).port}`;
    rehearsal.identity = await createIdentity(graph, {
      baseUrl: () => rehearsal.url,
      clock: rehearsal.clock,
      random: randomUUID,
      stateDir,
      ...(assumeRole && { assumeRole }),
    });
    return rehearsal;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  get issuer(): string {
    return `${this.url}/_cognito/${POOL}`;
  }

  user(name: string) {
    const found = this.identity.describe()[0]?.users.find(({ username }) => username.startsWith(name));
    if (!found) throw new Error(`no user ${name}`);
    return found;
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(this.issuer + path, { redirect: "manual", headers });
  }

  post(path: string, form: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(this.issuer + path, {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams(form),
      headers,
    });
  }

  /** Signs in with the form, as a browser does; the answer after the last step. */
  async signIn(
    query: string,
    form: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const shown = await this.get(`/login?${query}`);
    const cookie = (shown.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
    const csrf = field(await shown.text(), "_csrf");
    return this.post(`/login?${query}`, { _csrf: csrf, ...form }, { cookie, ...headers });
  }

  /** What a user signs in with. */
  credentials(name: string) {
    const { username, password } = this.user(name);
    return { username, password };
  }

  /** The code that signing in gives the browser's client. */
  async codeFor(name: string, changes: Record<string, string> = {}): Promise<string> {
    const answer = await this.signIn(authorization(changes), this.credentials(name));
    assert.equal(answer.status, 302);
    const location = new URL(answer.headers.get("location") ?? "");
    assert.equal(location.origin + location.pathname, CALLBACK);
    assert.equal(location.searchParams.get("state"), "state & more");
    return location.searchParams.get("code") ?? "";
  }

  /** Asks for the tokens of a code. */
  redeem(code: string, changes: Record<string, string> = {}): Promise<Response> {
    return this.post("/oauth2/token", {
      grant_type: "authorization_code",
      client_id: "browserclient",
      code,
      redirect_uri: CALLBACK,
      code_verifier: VERIFIER,
      ...changes,
    });
  }
}

/** Asserts that an answer is an error of OAuth 2.0, and shows nothing of the inside. */
export async function refusedWith(response: Response, status: number, error: string): Promise<void> {
  const body = (await response.json()) as Record<string, unknown>;
  assert.equal(response.status, status);
  assert.equal(body.error, error);
  assert.doesNotMatch(JSON.stringify(body), /\.ts|\bat /);
}

/** The value of a hidden field. */
export const field = (page: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? "";

const VERIFIER = "a-verifier-that-is-long-enough-to-be-one-0123456789";

/** The parameters of a good authorization request. */
export const authorization = (changes: Record<string, string> = {}): string =>
  new URLSearchParams({
    client_id: "browserclient",
    response_type: "code",
    redirect_uri: CALLBACK,
    scope: "openid email storefront/products.read",
    state: "state & more",
    code_challenge: createHash("sha256").update(VERIFIER).digest("base64url"),
    code_challenge_method: "S256",
    ...changes,
  }).toString();

/** The claims of a token, unverified. */
export const claimsOf = (token: unknown): Record<string, unknown> =>
  JSON.parse(Buffer.from(String(token).split(".")[1] ?? "", "base64url").toString()) as Record<
    string,
    unknown
  >;
