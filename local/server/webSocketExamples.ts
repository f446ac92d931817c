import type { DeclaredApi } from "../gateway";
import type { Identity } from "../identity";
import type { Example } from "./examples";

const SOURCE = /^route\.request\.(header|querystring)\.(.+)$/;
/** Headers that name a page; a made-up page stands there. */
const ORIGIN = /^origin$/i;

/** Fetches a token of the first machine client, which must stand in front of the command as `TOKEN=$(…)`. */
function tokenCommand(identity: Identity): string | undefined {
  for (const { tokenUrl, clients } of identity.describe()) {
    const client = clients.find(
      ({ clientSecret, flows }) => clientSecret && flows.includes("client_credentials"),
    );
    if (client)
      return `curl -s -u ${client.clientId}:${client.clientSecret} ${tokenUrl} -d grant_type=client_credentials | node -p 'JSON.parse(fs.readFileSync(0)).access_token'`;
  }
  return undefined;
}

/** The first route of its own, named as the selection expression finds it; any text otherwise. */
function messageFor(api: DeclaredApi): string {
  const route = api.operations.find(({ path }) => !path.startsWith("$"))?.path;
  const member = /^\$\{?request\.body\.(\w+)\}?$/.exec(api.webSocket?.routeSelectionExpression ?? "")?.[1];
  return route === undefined || member === undefined ? "hello" : JSON.stringify({ [member]: route });
}

const script = (url: string, headers: string, message: string): string =>
  `node -e 'const s = new (require("ws"))(${url}${headers}); s.on("open", () => { console.log("open"); s.send(${JSON.stringify(message)}); }); ` +
  `s.on("message", (m) => console.log(String(m))); s.on("error", (e) => console.log(e.message)); s.on("close", (c) => console.log("closed", c)); setTimeout(() => s.close(), 2000)'`;

/** One connection that is let in, and one that is not, for a WebSocket API; `ws` is the project's own. */
export function webSocketExamples(api: DeclaredApi, url: string, identity: Identity): Example[] {
  const message = messageFor(api);
  const sources = (api.webSocket?.identitySources ?? []).flatMap((source) => {
    const [, place, name = ""] = SOURCE.exec(source) ?? [];
    return place === undefined ? [] : [{ place, name }];
  });
  const plain = script(JSON.stringify(url), "", message);
  if (sources.length === 0) return [{ expect: "open", command: plain }];
  const value = (name: string): string =>
    ORIGIN.test(name) ? '"http://localhost:3000"' : "process.env.TOKEN";
  const query = sources
    .filter(({ place }) => place === "querystring")
    .map(({ name }, index) => `${index === 0 ? "?" : "&"}${encodeURIComponent(name)}=" + ${value(name)} + "`)
    .join("");
  const headers = sources
    .filter(({ place }) => place === "header")
    .map(({ name }) => `${JSON.stringify(name)}: ${value(name)}`)
    .join(", ");
  const token = tokenCommand(identity);
  const guarded = script(`"${url}${query}"`, headers === "" ? "" : `, { headers: { ${headers} } }`, message);
  return [
    ...(token === undefined ? [] : [{ expect: "open", command: `TOKEN=$(${token}) ${guarded}` }]),
    { expect: "401, no token", command: plain },
  ];
}
