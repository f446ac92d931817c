import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { type Edits, type FunctionResult, type Functions, createFunctions } from "../backends/functions";
import { createTables } from "../backends/tables";
import {
  Connections,
  type DeclaredApi,
  type Gateway,
  type GatewayParts,
  MANAGEMENT_PATH,
  UsageCounters,
  WebIdentitySessions,
  compileGateway,
  httpTargets,
} from "../gateway";
import type { Graph } from "../graph";
import { type AssumeRole, type Identity, createIdentity } from "../identity";
import { callers } from "./callers";
import { type Credentials, credentialsFor } from "./credentials";
import type { Example } from "./example";
import { examplesFor, signedInExamples } from "./examples";
import type { Room } from "./frontDoor";
import { type Logs, fileLogs } from "./logs";
import { type SignedInCaller, signedInCallers } from "./people";
import { type Services, createServices } from "./services";
import type { ExampleSetting, Settings } from "./settings";
import { type Notice, unrehearsed } from "./unrehearsed";

export interface RehearsalOptions {
  /** The folder that asset paths of the graph count from. */
  readonly programDir: string;
  /** Where the rehearsal keeps its own files: logs, signing keys. */
  readonly stateDir: string;
  /** Where what is slow to make is kept for the next rehearsal. @default nowhere */
  readonly cacheDir?: string;
  /** Known once the server listens. */
  readonly baseUrl: () => string;
  readonly settings: Settings;
}

/** An API as a person meets it. */
export interface ServedApi {
  readonly api: DeclaredApi;
  /** Its name without `<project>-<stage>-`. */
  readonly label: string;
  readonly url: string;
  readonly examples: readonly Example[];
}

/** One graph, served: its APIs through their gates, its user pools, and what is behind them. */
export interface Rehearsal {
  readonly gateway: () => Gateway;
  readonly identity: Identity;
  readonly rooms: () => readonly Room[];
  readonly served: () => readonly ServedApi[];
  /** Where an AWS service is served, named as in its host name on AWS (`dynamodb`, `sqs` …). */
  readonly endpointOf: (service: string) => string | undefined;
  /** Invokes a function by its ARN, as whoever may: a schedule, or a person in an emergency. */
  readonly invoke: (functionArn: string, event: unknown) => Promise<FunctionResult>;
  readonly notices: () => readonly Notice[];
  readonly logs: Logs;
  /**
   * Serves another graph from now on. The old one goes on serving until the new one is ready, and if it fails. Functions
   * with edits stay as they are.
   */
  update(graph: Graph, edits?: Edits): Promise<void>;
  /** Serves functions as they were edited. */
  edit(edits: Edits): Promise<void>;
  close(): Promise<void>;
}

const clock = { now: () => Date.now() };

/** Puts a graph behind its gates. */
export async function createRehearsal(first: Graph, options: RehearsalOptions): Promise<Rehearsal> {
  const logs = fileLogs(join(options.stateDir, "logs"));
  const [tables, identity] = await Promise.all([
    createTables(first, { clock }),
    newIdentity(first, options, (request) => gateway.assumeRoleWithWebIdentity(request)),
  ]);
  const services: Services = await createServices(first, {
    newId: randomUUID,
    tablesEndpoint: tables.endpoint,
    invoke: (arn, event) => functions.invoke(arn, event),
    log: (group, line) => logs.write(group, line),
  });
  const functions = createFunctions(first, {
    programDir: options.programDir,
    environment: (fn) => ({
      ...sdkEnvironment(options.baseUrl()),
      ...issuerVariables(fn.environment, identity),
      ...services.environment(fn),
    }),
    clock,
    log: (name, line) => logs.write(`/aws/lambda/${name}`, line),
    ...(options.cacheDir !== undefined && { compiledFolder: join(options.cacheDir, "functions") }),
  });
  let graph = first;
  const kept: Kept = {
    connections: new Connections(),
    sessions: new WebIdentitySessions(clock, randomUUID),
    usage: new UsageCounters(),
  };
  const compile = (of: Graph): Gateway =>
    newGateway(of, functions, identity, services, logs, kept, options.settings);
  let gateway: Gateway = compile(first);
  services.start();
  const credentialsOf = (api: DeclaredApi): Credentials | undefined =>
    credentialsFor(api, {
      identity,
      setting: exampleOf(options.settings, graph, api.name),
      secretText: (name) => services.secretText(name),
    });
  const people = () => signedInCallers(identity, (name) => shortName(name, graph));
  const exampleCallers = callers((name) => {
    const api = gateway.apis.find((each) => shortName(each.name, graph) === shortName(name, graph));
    if (api) return credentialsOf(api);
    return people().find((each) => each.name === shortName(name, graph))?.credentials;
  });

  return {
    gateway: () => gateway,
    identity,
    rooms: () => [gateway, identity, exampleCallers],
    served: () => gateway.apis.map((api) => serve(api, graph, credentialsOf(api), people(), options)),
    endpointOf: (service) => services.endpointOf(service),
    invoke: (functionArn, event) => functions.invoke(functionArn, event),
    notices: () => [
      ...gateway.notices,
      ...[...identity.notices, ...functions.notices, ...services.notices()].map((message) => ({ message })),
      ...unrehearsed(graph),
    ],
    logs,
    async update(next, edits) {
      await tables.reload(next);
      await services.reload(next);
      const compiled = compile(next);
      const warm = functions.reload(next, edits);
      identity.reload(next);
      [graph, gateway] = [next, compiled];
      await warm;
    },
    edit: (edits) => functions.edit(edits),
    async close() {
      kept.connections.terminate();
      await Promise.allSettled([services.close(), functions.close(), tables.close()]);
      // Last: what is closed has its last words.
      await logs.close();
    },
  };
}

/** What outlasts an edit. */
type Kept = Pick<Required<GatewayParts>, "connections" | "sessions" | "usage">;

function newGateway(
  graph: Graph,
  functions: Functions,
  identity: Identity,
  services: Services,
  logs: Logs,
  kept: Kept,
  settings: Settings,
): Gateway {
  return compileGateway(graph, {
    clock,
    newId: randomUUID,
    invokeFunction: (arn, event, invocation) => functions.invoke(arn, event, invocation),
    verifyToken: (token, userPoolArns) => identity.verifyToken(token, userPoolArns),
    writeLog: (group, line) => logs.write(group, line),
    trace: settings.trace,
    accountThrottle: settings.accountThrottle,
    ...kept,
    serviceEndpoints: services,
    apiKeys: services.apiKeys,
    httpTargets: httpTargets(settings.httpTargets),
  });
}

function serve(
  api: DeclaredApi,
  graph: Graph,
  credentials: Credentials | undefined,
  people: readonly SignedInCaller[],
  { baseUrl, settings }: RehearsalOptions,
): ServedApi {
  const base = baseUrl();
  const label = shortName(api.name, graph);
  const url = `${api.kind === "WEBSOCKET" ? base.replace("http", "ws") : base}${api.entrance ?? api.path}`;
  const setting = exampleOf(settings, graph, label);
  const parts = { url, baseUrl: base, label, credentials, setting };
  return { api, label, url, examples: [...examplesFor(api, parts), ...signedInExamples(api, people, parts)] };
}

const shortName = (name: string, { project, stack }: Graph): string => {
  const prefix = `${project}-${stack}-`;
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
};

const exampleOf = ({ examples }: Settings, graph: Graph, name: string): ExampleSetting | undefined =>
  Object.entries(examples).find(([key]) => shortName(key, graph) === shortName(name, graph))?.[1];

function newIdentity(
  graph: Graph,
  { baseUrl, stateDir }: RehearsalOptions,
  assumeRole: AssumeRole,
): Promise<Identity> {
  return createIdentity(graph, { baseUrl, clock, random: randomUUID, stateDir, assumeRole });
}

/** What the AWS SDK in a handler needs to find the rehearsed services, and nothing that opens a real account. */
function sdkEnvironment(baseUrl: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI: `${baseUrl}${MANAGEMENT_PATH}`,
    AWS_ACCESS_KEY_ID: "rehearsal",
    AWS_SECRET_ACCESS_KEY: "rehearsal",
  };
}

/** Cognito's own address of a pool's issuer. */
const ISSUER = /https:\/\/cognito-idp\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/([\w-]+)/g;

/** A function's variables that name a user pool's issuer: tokens come from the rehearsed one, and its keys are here. */
function issuerVariables(
  environment: Readonly<Record<string, string>>,
  identity: Identity,
): Record<string, string> {
  const issuers = new Map(identity.describe().map(({ poolId, issuer }) => [poolId, issuer]));
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => {
      const local = value.replace(ISSUER, (address, poolId: string) => issuers.get(poolId) ?? address);
      return local === value ? [] : [[name, local]];
    }),
  );
}
