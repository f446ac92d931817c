import { relative } from "node:path";
import type { DeclaredApi } from "../gateway";
import type { Notice, Rehearsal, ServedApi } from "../server";

const KINDS: Readonly<Record<string, string>> = {
  EDGE: "edge REST",
  REGIONAL: "regional REST",
  PRIVATE: "private REST",
};

const kindOf = ({ kind, endpointType }: DeclaredApi): string =>
  kind === "HTTP" ? "HTTP API" : kind === "WEBSOCKET" ? "WebSocket API" : (KINDS[endpointType] ?? kind);

/** What is told of a rehearsal. */
export type Told = Pick<Rehearsal, "served" | "notices"> & {
  readonly identity: Pick<Rehearsal["identity"], "describe">;
  readonly logs: Pick<Rehearsal["logs"], "directory">;
};

/** Lines at start-up, with the guard's above. */
const MAX_LINES = 24;

const NO_API = "# The graph declares no API: there is nothing to call.";

/** What a person sees when the rehearsal is ready: at most 25 lines with the guard's, however many APIs there are. */
export function summary(
  rehearsal: Told,
  baseUrl: string,
  emphasis: (text: string) => string = String,
): string[] {
  const last = closing(rehearsal, baseUrl);
  const apis = rehearsal.served();
  // An API's title, an allowed and a refused request; fewer of these where there are many APIs.
  const each = Math.max(1, Math.floor((MAX_LINES - last.length - 1) / Math.max(1, apis.length)));
  const introductions = apis.map((api) => introduction(api, each - 1, emphasis));
  const lines = introductions.reduce((count, { length }) => count + length, 0);
  const shown =
    lines + last.length < MAX_LINES ? introductions : introductions.slice(0, MAX_LINES - last.length - 2);
  const hidden = introductions.length - shown.length;
  if (apis.length === 0) return ["", NO_API, ...last];
  return ["", ...shown.flat(), ...(hidden > 0 ? [`# and ${hidden} more APIs (--json)`] : []), ...last];
}

/** A comment that says what the lines below it answer, at most so many; both can be pasted into a shell. */
function introduction(
  { api, label, url, examples }: ServedApi,
  most: number,
  emphasis: (text: string) => string,
): string[] {
  const shown = examples.slice(0, most);
  const answers = shown.map(({ status, condition }) => `${status} ${condition}`).join(", ");
  return [
    emphasis(`# ${label}, ${kindOf(api)}: ${answers === "" ? url : answers}`),
    ...shown.map(({ command }) => command),
  ];
}

/** What there is beside the APIs. */
function closing(rehearsal: Told, baseUrl: string): string[] {
  const people = rehearsal.identity
    .describe()
    .flatMap(({ users }) => users.map(({ username, password }) => `${username} / ${password}`));
  const notices = [...new Set(rehearsal.notices().map(shortOf))];
  return [
    "",
    ...(people.length > 0 ? [`People who can sign in: ${people.slice(0, 2).join(", ")}`] : []),
    ...(notices.length > 0
      ? [`Declared and not rehearsed (more at ${baseUrl}/): ${notices.join(" · ")}`]
      : []),
    `Logs: ${relative(process.cwd(), rehearsal.logs.directory)}. Stop with Ctrl-C.`,
  ];
}

/** The longest a notice may be on the line that names them all, in characters. */
const SHORT = 80;

/**
 * What is not executed, in a few words: the notice's own, or its first clause, which ends where a remark begins. A colon
 * ends none: what stands before it is only the subject.
 */
export function shortOf({ short, message }: Notice): string {
  if (short !== undefined) return short;
  const clause = /^.*?(?=;\s|\s\(|\.\s|\.?$)/.exec(message)?.[0] ?? message;
  return clause.length <= SHORT ? clause : `${clause.slice(0, SHORT).replace(/\s+\S*$/, "")} …`;
}

/** The page at `/`: the same, with everything that is declared and not rehearsed. */
export function overview(rehearsal: Told): string[] {
  const pools = rehearsal.identity.describe();
  const notices = [...new Set(rehearsal.notices().map(({ message }) => message))];
  const apis = rehearsal.served();
  return [
    ...(apis.length === 0 ? [NO_API, ""] : []),
    ...apis.flatMap((api) => [
      ...introduction(api, Infinity, String),
      `# ${api.url} · on AWS ${api.api.awsUrl}`,
      "",
    ]),
    ...pools.flatMap(({ issuer, users }) => [
      `User pool ${issuer}`,
      ...users.map(({ username, password }) => `  ${username} / ${password}`),
      "",
    ]),
    ...(notices.length > 0 ? ["Declared and not rehearsed:", ...notices.map((each) => `  ${each}`)] : []),
    "",
    `Logs: ${relative(process.cwd(), rehearsal.logs.directory)}`,
  ];
}

/** The JSON line for programs that start the rehearsal. */
export function readyLine(rehearsal: Told, baseUrl: string): string {
  const [pool] = rehearsal.identity.describe();
  return JSON.stringify({
    ready: true,
    url: baseUrl,
    apis: rehearsal.served().map(({ api, url }) => ({
      name: api.name,
      kind: api.kind,
      stage: api.stage,
      url,
      host: api.hosts[0],
    })),
    identity: {
      issuer: pool?.issuer,
      tokenUrl: pool?.tokenUrl,
      clients: pool?.clients ?? [],
      users: pool?.users ?? [],
    },
    notices: rehearsal.notices(),
  });
}
