import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Graph } from "../graph/graph";
import { configuration, handleUserInfo } from "./documents";
import { Refusal, sendJson } from "./exchange";
import type { Exchange } from "./exchange";
import { Grants } from "./grants";
import { declaredIdentityPools } from "./identityPools";
import type { IdentityPoolDeclaration } from "./identityPools";
import { IdentityPoolsApi, isIdentityPoolsApi } from "./identityPoolsApi";
import { Keys } from "./keys";
import type {
  Identity,
  IdentityOptions,
  IdentityPoolDescription,
  MintRequest,
  PoolDescription,
} from "./model";
import { declaredPools } from "./pools";
import type { PoolDeclaration } from "./pools";
import type { RoleCredentials } from "./roleCredentials";
import type { ServedPool } from "./servedPool";
import { SignIn } from "./signIn";
import { handleRevoke, handleToken } from "./tokenEndpoint";
import { issueTokens } from "./tokens";
import type { IssuedTokens } from "./tokens";
import { isUserPoolsApi, UserPoolsApi } from "./userPoolsApi";
import { findUser, usersOf } from "./users";
import { Verifier } from "./verifier";
import type { TokenVerdict } from "./verifier";

/** Serves the user pools of a graph. Keys are made in the background; who needs one first waits for it. */
export async function createIdentity(graph: Graph, options: IdentityOptions): Promise<Identity> {
  return new LocalIdentity(graph, options);
}

const POOL_PATH = /^(\/_cognito\/([\w-]+))(\/.*)$/;
const API_PATH = /^\/(_cognito\/?)?$/;
const LOCAL_HOST = /^(localhost|.+\.localhost|127\.0\.0\.1|\[::1\])$/i;

/** Endpoints that pages of other origins may call, as on Cognito. */
const CROSS_ORIGIN = /^\/(\.well-known\/.+|oauth2\/(token|revoke|userInfo))$/;
const CORS = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Headers": "authorization,content-type",
  "Access-Control-Allow-Methods": "GET,POST,OPTIONS",
};

interface Entry extends ServedPool {
  readonly signIn: SignIn;
}

class LocalIdentity implements Identity {
  private entries = new Map<string, Entry>();
  private readonly keys: Keys;
  private readonly grants: Grants;
  private readonly verifier: Verifier;
  private readonly api: UserPoolsApi;
  private identityPools: readonly IdentityPoolDeclaration[] = [];
  private readonly identityPoolsApi: IdentityPoolsApi;

  constructor(
    graph: Graph,
    private readonly options: IdentityOptions,
  ) {
    this.keys = new Keys(options.stateDir);
    this.grants = new Grants(options.clock, options.random);
    this.verifier = new Verifier((arn) => {
      const entry = this.all().find(({ pool }) => pool.arn === arn);
      return entry && { pool: entry.pool, issuer: entry.issuer(), key: () => entry.key() };
    }, options.clock);
    this.api = new UserPoolsApi(
      () => this.all(),
      (token) =>
        this.verifyToken(
          token,
          this.all().map(({ pool }) => pool.arn),
        ),
    );
    this.identityPoolsApi = new IdentityPoolsApi({
      identityPools: () => this.identityPools,
      userPools: () => this.all(),
      verify: (token, arn) => this.verifyToken(token, [arn]),
      assumeRole: options.assumeRole ?? (() => "roles are not handed out"),
      clock: options.clock,
    });
    this.reload(graph);
  }

  get notices(): readonly string[] {
    return [
      ...this.all().flatMap(({ pool }) => pool.notRehearsed.map((what) => `User pool ${pool.name}: ${what}`)),
      ...this.identityPools.flatMap(({ name, notRehearsed }) =>
        notRehearsed.map((what) => `Identity pool ${name}: ${what}`),
      ),
    ];
  }

  reload(graph: Graph): void {
    const before = this.entries;
    const pools = declaredPools(graph);
    this.entries = new Map(
      pools.map((pool) => {
        const old = before.get(pool.id);
        return [pool.id, old && JSON.stringify(old.pool) === JSON.stringify(pool) ? old : this.serve(pool)];
      }),
    );
    this.identityPools = declaredIdentityPools(graph);
    this.verifier.clear();
    for (const { id } of pools) void this.keys.of(id).catch(() => undefined);
  }

  verifyToken(token: string, userPoolArns: readonly string[]): Promise<TokenVerdict> {
    return this.verifier.verify(token, userPoolArns);
  }

  describe(): PoolDescription[] {
    return this.all().map((entry) => ({
      poolId: entry.pool.id,
      poolArn: entry.pool.arn,
      name: entry.pool.name,
      issuer: entry.issuer(),
      tokenUrl: `${entry.issuer()}/oauth2/token`,
      authorizeUrl: `${entry.issuer()}/oauth2/authorize`,
      clients: entry.pool.clients.map(({ id, name, secret, flows, scopes, redirectUris }) => ({
        name,
        clientId: id,
        ...(secret !== undefined && { clientSecret: secret }),
        flows,
        scopes,
        redirectUris,
      })),
      users: entry.users.map(({ signInName, password, sub, groups, totpSecret }) => ({
        username: signInName,
        password,
        sub,
        groups,
        ...(totpSecret !== undefined && { totpSecret }),
      })),
    }));
  }

  describeIdentityPools(): IdentityPoolDescription[] {
    return this.identityPools.map(({ id, name, region, providers, authenticatedRoleArn }) => ({
      identityPoolId: id,
      name,
      region,
      providers: [...new Set(providers.map(({ providerName }) => providerName))],
      ...(authenticatedRoleArn !== undefined && { roleArn: authenticatedRoleArn }),
    }));
  }

  async credentialsOf(identityPoolId: string, username: string): Promise<RoleCredentials | undefined> {
    const identityPool = this.identityPools.find(({ id }) => id === identityPoolId);
    for (const { providerName, clientId } of identityPool?.providers ?? []) {
      const entry = this.all().find(({ pool }) => providerName.endsWith(`/${pool.id}`));
      const client = entry?.pool.clients.find(({ id }) => id === clientId);
      const user = entry && findUser(entry.users, username);
      if (!identityPool || !client || !user) continue;
      const { idToken } = await entry.issue({ client, user, scopes: ["openid"] });
      return this.identityPoolsApi.credentialsFor(identityPool, { [providerName]: idToken });
    }
    return undefined;
  }

  async mint({ client: wanted, poolId, username, scopes }: MintRequest): Promise<IssuedTokens> {
    for (const entry of this.all()) {
      const client = entry.pool.clients.find(({ id, name }) => id === wanted || name === wanted);
      if (!client || (poolId !== undefined && entry.pool.id !== poolId)) continue;
      const user = username === undefined ? undefined : findUser(entry.users, username);
      if (username !== undefined && !user)
        throw new Error(`User pool ${entry.pool.name} has no user ${username}`);
      const missing = scopes?.find((scope) => !client.scopes.includes(scope));
      if (missing !== undefined) throw new Error(`Client ${client.name} may not ask for scope ${missing}`);
      return entry.issue({ client, scopes: scopes ?? client.scopes, ...(user && { user }) });
    }
    throw new Error(`No user pool has a client ${wanted}`);
  }

  async handle(req: IncomingMessage, res: ServerResponse): Promise<boolean> {
    const host = (req.headers.host ?? "").replace(/:\d+$/, "").toLowerCase();
    const url = urlOf(req.url);
    if (!url) return false;
    const owner = this.all().find(({ pool }) => pool.hosts.includes(host));
    const [, prefix, poolId, below] = POOL_PATH.exec(url.pathname) ?? [];
    const target = req.headers["x-amz-target"];
    const api = !API_PATH.test(url.pathname)
      ? undefined
      : isUserPoolsApi(target)
        ? this.api
        : isIdentityPoolsApi(target)
          ? this.identityPoolsApi
          : undefined;
    if (!owner && prefix === undefined && !api) return false;
    const exchange: Exchange = {
      req,
      res,
      url,
      path: owner ? url.pathname : (below ?? ""),
      prefix: owner ? "" : (prefix ?? ""),
    };
    const entry = owner ?? this.entries.get(poolId ?? "");
    res.setHeader("x-amzn-RequestId", randomUUID());
    try {
      // A page may have made its own name resolve to this machine; such names are not served.
      if (!owner && !LOCAL_HOST.test(host))
        throw new Refusal(403, "invalid_request", "This host is not served");
      if (api) await api.handle(exchange);
      else if (!entry) throw new Refusal(404, "not_found", `User pool ${poolId} does not exist`);
      else await this.answer(entry, exchange);
    } catch (error) {
      fail(exchange, error);
    }
    return true;
  }

  private async answer(entry: Entry, exchange: Exchange): Promise<void> {
    const { req, res, path } = exchange;
    if (CROSS_ORIGIN.test(path)) for (const [name, value] of Object.entries(CORS)) res.setHeader(name, value);
    const read = req.method === "GET" || req.method === "HEAD";
    if (req.method === "OPTIONS" && CROSS_ORIGIN.test(path)) return void res.writeHead(204).end();
    if (path === "/.well-known/openid-configuration" && read)
      return sendJson(res, 200, configuration(entry.issuer()), KEEP);
    if (path === "/.well-known/jwks.json" && read)
      return sendJson(res, 200, { keys: [(await entry.key()).jwk] }, KEEP);
    if (path === "/oauth2/token" && req.method === "POST") return handleToken(entry, exchange);
    if (path === "/oauth2/revoke" && req.method === "POST") return handleRevoke(entry, exchange);
    if (path === "/oauth2/userInfo" && (read || req.method === "POST"))
      return handleUserInfo(entry, exchange, (token) => this.verifyToken(token, [entry.pool.arn]));
    if (await entry.signIn.handle(exchange)) return;
    const known =
      /^\/(oauth2\/(authorize|token|revoke|userInfo)|login|logout|\.well-known\/(openid-configuration|jwks\.json))$/;
    throw known.test(path)
      ? new Refusal(405, "invalid_request", `${path} does not take ${req.method}`)
      : new Refusal(404, "not_found", `There is nothing at ${path}`);
  }

  private serve(pool: PoolDeclaration): Entry {
    const { clock, random, baseUrl } = this.options;
    const served: ServedPool = {
      pool,
      users: usersOf(pool),
      grants: this.grants,
      clock,
      random,
      issuer: () => `${baseUrl()}/_cognito/${pool.id}`,
      key: () => this.keys.of(pool.id),
      issue: async (request) =>
        issueTokens({ ...request, issuer: served.issuer() }, await served.key(), { clock, random }),
    };
    return { ...served, signIn: new SignIn(served) };
  }

  private all(): Entry[] {
    return [...this.entries.values()];
  }
}

/** Keys and addresses change with a restart: nobody should keep them for long. */
const KEEP = { "Cache-Control": "no-cache" };

function urlOf(target: string | undefined): URL | undefined {
  try {
    return new URL(`http://localhost${target ?? "/"}`);
  } catch {
    return undefined;
  }
}

function fail({ res }: Exchange, error: unknown): void {
  if (res.headersSent) return void res.destroy();
  const refusal = error instanceof Refusal ? error : new Refusal(500, "server_error", "The issuer failed");
  const { status, error: code, description, headers } = refusal;
  const rest = description === undefined ? {} : { error_description: description };
  sendJson(res, status, { error: code, ...rest }, headers);
}
