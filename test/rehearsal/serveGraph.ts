import { mkdtempSync, rmSync } from "node:fs";
import { type IncomingHttpHeaders, request } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Graph, readProject } from "../../local/graph";
import {
  type Rehearsal,
  type ServedApi,
  type Settings,
  createRehearsal,
  frontDoor,
  listen,
  readSettings,
  settleExamples,
} from "../../local/server";

const root = resolve(__dirname, "..", "..");

export interface Asked {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly json: () => Record<string, unknown>;
  /** The gates that it met. */
  readonly trace: string;
}

export interface AskOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/** A graph behind its gates, in this process. */
export interface Served {
  readonly rehearsal: Rehearsal;
  readonly url: string;
  /** The API of this name without `<project>-<stage>-`. */
  api(label: string): ServedApi;
  /** A request to a URL, or to a path of the rehearsal. */
  ask(target: string, options?: AskOptions): Promise<Asked>;
  /** An access token of the machine client. */
  token(...scopes: string[]): Promise<string>;
  /** Headers of an API's example caller. */
  caller(label: string): Promise<Record<string, string>>;
  close(): Promise<void>;
}

/** Serves a graph of this project on a free port, with the settings of its stage. */
export async function serveGraph(graph: Graph, settings?: Partial<Settings>): Promise<Served> {
  const project = readProject(root);
  const stateDir = mkdtempSync(join(tmpdir(), "gatehouse-rehearsal-"));
  // The server listens before there is anything to serve, since the rehearsal has to know the port.
  const parts: { rehearsal?: Rehearsal } = {};
  const door = frontDoor({
    rooms: () => parts.rehearsal?.rooms() ?? [],
    overview: () => "",
    onError: (error) => {
      throw error;
    },
  });
  const { server, port } = await listen(
    0,
    door,
    (incoming, socket, head) => parts.rehearsal?.gateway().upgrade(incoming, socket, head) ?? false,
  );
  const url = `http://127.0.0.1:${port}`;
  const started = await createRehearsal(graph, {
    programDir: project.programDir,
    stateDir,
    baseUrl: () => url,
    settings: {
      ...settleExamples(readSettings(project, graph.stack), graph, `Pulumi.${graph.stack}.yaml`),
      ...settings,
    },
  });
  parts.rehearsal = started;

  const ask = (target: string, { method = "GET", headers = {}, body }: AskOptions = {}): Promise<Asked> =>
    new Promise((done, failed) => {
      const outgoing = request(
        new URL(target, url),
        {
          method,
          headers: {
            "user-agent": "rehearsal-test",
            ...(body !== undefined && { "content-type": "application/json" }),
            ...headers,
          },
        },
        (incoming) => {
          let text = "";
          incoming.on("data", (chunk) => (text += String(chunk)));
          incoming.on("end", () =>
            done({
              status: incoming.statusCode ?? 0,
              headers: incoming.headers,
              body: text,
              json: () => JSON.parse(text) as Record<string, unknown>,
              trace: String(incoming.headers["x-gatehouse-trace"]),
            }),
          );
        },
      );
      outgoing.on("error", failed);
      outgoing.end(body === undefined ? undefined : JSON.stringify(body));
    });

  return {
    rehearsal: started,
    url,
    api(label) {
      const found = started.served().find((each) => each.label === label);
      if (!found) throw new Error(`no API ${label} among ${started.served().map((each) => each.label)}`);
      return found;
    },
    ask,
    async token(...scopes) {
      for (const { tokenUrl, clients } of started.identity.describe()) {
        const client = clients.find((each) => scopes.every((scope) => each.scopes.includes(scope)));
        if (!client?.clientSecret) continue;
        const basic = Buffer.from(`${client.clientId}:${client.clientSecret}`).toString("base64");
        const answer = await fetch(tokenUrl, {
          method: "POST",
          headers: { authorization: `Basic ${basic}` },
          body: new URLSearchParams({ grant_type: "client_credentials", scope: scopes.join(" ") }),
        });
        return ((await answer.json()) as { access_token: string }).access_token;
      }
      throw new Error(`no machine client may ${scopes.join(" and ")}`);
    },
    async caller(label) {
      const { status, body } = await ask(`/_caller/${label}`);
      if (status !== 200) throw new Error(`${status} ${body}`);
      return Object.fromEntries(
        [...body.matchAll(/^header = "([^:]+): (.*)"$/gm)].map(([, name = "", value = ""]) => [name, value]),
      );
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await started.close();
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
}

/** Asks again until the answer is there. Queues, streams and workflows take their time; a minute is too long. */
export async function eventually<T>(
  what: string,
  read: () => Promise<T | undefined | false>,
  withinSeconds = 30,
): Promise<T> {
  const end = Date.now() + withinSeconds * 1000;
  for (;;) {
    const value = await read();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > end) throw new Error(`${what} did not happen within ${withinSeconds} s`);
    await new Promise((again) => setTimeout(again, 25));
  }
}

/** A graph with other properties on the resources of a type whose names end so. */
export function changed(
  graph: Graph,
  type: string,
  nameEnd: string,
  properties: Readonly<Record<string, unknown>>,
): Graph {
  const isMeant = (each: { type: string; name: string }): boolean =>
    each.type === type && each.name.endsWith(nameEnd);
  if (!graph.resources.some(isMeant)) throw new Error(`no ${type} ends in ${nameEnd}`);
  return {
    ...graph,
    resources: graph.resources.map((each) =>
      isMeant(each)
        ? {
            ...each,
            inputs: { ...each.inputs, ...properties } as typeof each.inputs,
            outputs: { ...each.outputs, ...properties } as typeof each.outputs,
          }
        : each,
    ),
  };
}
