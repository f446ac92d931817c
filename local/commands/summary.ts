import type { DeclaredApi } from "../gateway";
import { type Rehearsal, examplesFor } from "../server";

const KINDS: Readonly<Record<string, string>> = {
  EDGE: "edge REST",
  REGIONAL: "regional REST",
  PRIVATE: "private REST",
};

/** What a person sees when the rehearsal is ready: at most 25 lines. */
export function summary(rehearsal: Rehearsal, baseUrl: string): string[] {
  const identity = rehearsal.identity;
  const lines: string[] = [];
  for (const api of rehearsal.gateway().apis) {
    const url = apiUrl(api, baseUrl);
    lines.push("", `${api.name}, ${KINDS[api.endpointType] ?? api.kind}, stage ${api.stage}: ${url}`);
    for (const { expect, command } of examplesFor(api, url, identity))
      lines.push(`  # ${expect}`, `  ${command}`);
  }
  for (const { issuer, users } of identity.describe()) {
    const [user] = users;
    lines.push("", `Sign-in: ${issuer}`);
    if (user)
      lines.push(`  ${users.map(({ username, password }) => `${username} / ${password}`).join(" · ")}`);
  }
  const notices = rehearsal.notices();
  if (notices.length > 0) {
    lines.push("", "Declared and not rehearsed:", ...shorten(notices.map(({ message }) => `  ${message}`)));
  }
  lines.push("", `Logs: ${rehearsal.logs.directory}. Stop with Ctrl-C.`);
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

const apiUrl = (api: DeclaredApi, baseUrl: string) => `${baseUrl}/_aws/execute-api/${api.id}/${api.stage}`;

/** Start-up stays short; the whole list is in the `--json` line. */
function shorten(lines: readonly string[]): string[] {
  const shown = 8;
  return lines.length <= shown
    ? [...lines]
    : [...lines.slice(0, shown - 1), `  … and ${lines.length - shown + 1} more (--json)`];
}
