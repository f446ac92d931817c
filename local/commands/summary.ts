import { relative } from "node:path";
import type { DeclaredApi } from "../gateway";
import { type Rehearsal, examplesFor } from "../server";

const KINDS: Readonly<Record<string, string>> = {
  EDGE: "edge REST",
  REGIONAL: "regional REST",
  PRIVATE: "private REST",
};

const kindOf = ({ kind, endpointType }: DeclaredApi): string =>
  kind === "HTTP" ? "HTTP API" : kind === "WEBSOCKET" ? "WebSocket API" : (KINDS[endpointType] ?? kind);

/** Lines at start-up, with the guard's above. */
const MAX_LINES = 24;

/** What a person sees when the rehearsal is ready: at most 25 lines. */
export function summary(rehearsal: Rehearsal, baseUrl: string): string[] {
  const identity = rehearsal.identity;
  const lines: string[] = [];
  for (const api of rehearsal.gateway().apis) {
    const url = apiUrl(api, baseUrl);
    lines.push("", `${api.name}, ${kindOf(api)}, stage ${api.stage}: ${url}`);
    for (const { expect, command } of examplesFor(api, url, identity))
      lines.push(`  # ${expect}`, `  ${command}`);
  }
  for (const { issuer, users } of identity.describe()) {
    const [user] = users;
    lines.push("", `User pool: ${issuer}`);
    if (user)
      lines.push(`  ${users.map(({ username, password }) => `${username} / ${password}`).join(" · ")}`);
  }
  const room = MAX_LINES - lines.length - 4;
  lines.push(
    ...section(
      "Declared and not rehearsed:",
      rehearsal.notices().map(({ message }) => message),
      room,
    ),
  );
  lines.push("", `Logs: ${relative(process.cwd(), rehearsal.logs.directory)}. Stop with Ctrl-C.`);
  return lines;
}

/** The JSON line for programs that start the rehearsal. */
export function readyLine(rehearsal: Rehearsal, baseUrl: string): string {
  const [pool] = rehearsal.identity.describe();
  return JSON.stringify({
    ready: true,
    url: baseUrl,
    apis: rehearsal.gateway().apis.map((api) => ({
      name: api.name,
      kind: api.kind,
      stage: api.stage,
      url: apiUrl(api, baseUrl),
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

const apiUrl = (api: DeclaredApi, baseUrl: string) =>
  `${api.kind === "WEBSOCKET" ? baseUrl.replace("http", "ws") : baseUrl}${api.path}`;

/** A titled list in as many lines as there is room; the `--json` line always has all of it. */
function section(title: string, items: readonly string[], room: number): string[] {
  if (items.length === 0) return [];
  const shown = items.length <= room ? items : items.slice(0, room - 1);
  const rest = items.length - shown.length;
  return [
    "",
    title,
    ...shown.map((item) => `  ${item}`),
    ...(rest > 0 ? [`  … and ${rest} more (--json)`] : []),
  ];
}
